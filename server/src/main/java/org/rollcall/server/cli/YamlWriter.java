package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rollcall.scim.json.Json;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes JSON as a YAML document that {@link Yaml} reads as the same JSON. */
final class YamlWriter {

    private static final int INDENT = 2;

    private YamlWriter() {}

    static String write(Json json) {
        // Of the schemas the one with the most that is no text: other readers take 0017 for a number, unless it is
        // quoted.
        return new Dump(DumpSettings.builder()
                        .setSchema(new CoreSchema())
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndent(2 * INDENT)
                        .setIndicatorIndent(INDENT)
                        .setSplitLines(false)
                        .build())
                .dumpToString(plain(json));
    }

    /** New lists and maps throughout: what is there twice would be written as an alias. */
    private static Object plain(Json json) {
        return switch (json) {
            case Json.Obj object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.members().forEach((name, value) -> members.put(name, plain(value)));
                yield members;
            }
            case Json.Arr array -> {
                List<Object> elements = new ArrayList<>();
                array.elements().forEach(element -> elements.add(plain(element)));
                yield elements;
            }
            case Json.Text text -> text.value();
            case Json.Num number ->
                number.value().scale() > 0 ? number.value() : number.value().toBigIntegerExact();
            case Json.Bool bool -> bool.value();
            case Json.Null none -> throw new IllegalArgumentException("a configuration has no nulls");
        };
    }
}
