package org.rollcall.scim;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.domains.DomainContextBase;
import org.rollcall.scim.json.Json;

/** Arbitrary JSON values of a few levels. */
@Domain(DomainContext.Global.class)
public final class JsonDomain extends DomainContextBase {

    @Provide
    Arbitrary<Json> json() {
        return values(3);
    }

    private static Arbitrary<Json> values(int levels) {
        Arbitrary<Json> scalars = Arbitraries.oneOf(
                texts().map(Json::text),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                        .ofScale(3)
                        .map(Json.Num::new),
                Arbitraries.longs().map(Json::number),
                Arbitraries.of(true, false).map(Json::bool),
                Arbitraries.just(Json.NULL));
        return levels == 0 ? scalars : Arbitraries.oneOf(scalars, arrays(levels - 1), objects(levels - 1));
    }

    private static Arbitrary<Json> arrays(int levels) {
        return values(levels).list().ofMaxSize(4).map(Json.Arr::new);
    }

    private static Arbitrary<Json> objects(int levels) {
        return Arbitraries.maps(texts(), values(levels))
                .ofMaxSize(4)
                .map(members -> new Json.Obj(new LinkedHashMap<>(members)));
    }

    /** Text with quotes, escapes, controls and characters of several bytes; no NUL and no half surrogate pairs. */
    private static Arbitrary<String> texts() {
        return Arbitraries.of("a", "Z", "0", "\"", "\\", "/", "\n", "\t", "\u0001", "é", "ı", "漢", "😀", "\u202E", " ")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
