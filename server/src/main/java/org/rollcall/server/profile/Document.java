package org.rollcall.server.profile;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.rollcall.scim.json.Json;

/** A JSON object as the map that CEL reads; an attribute that is null is absent, as in SCIM. */
final class Document extends AbstractMap<String, Object> {

    private final Json.Obj json;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Document(Json.Obj json) {
        this.json = json;
        json.members().forEach((name, value) -> {
            if (!(value instanceof Json.Null)) {
                values.put(name, value(value));
            }
        });
    }

    /** The JSON behind what an expression reads. */
    static Json.Obj of(Map<?, ?> map) {
        if (map instanceof Document document) {
            return document.json;
        }
        throw new IllegalArgumentException("first() and values() are asked of user");
    }

    private static Object value(Json json) {
        return switch (json) {
            case Json.Text text -> text.value();
            case Json.Bool bool -> bool.value();
            case Json.Num number -> number(number.value());
            case Json.Arr array ->
                array.elements().stream().map(Document::value).toList();
            case Json.Obj object -> new Document(object);
            case Json.Null nothing -> "";
        };
    }

    private static Object number(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() < 19;
        return whole ? (Object) number.longValue() : (Object) number.doubleValue();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return values.entrySet();
    }
}
