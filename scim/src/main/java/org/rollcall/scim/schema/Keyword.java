package org.rollcall.scim.schema;

import java.util.Optional;
import java.util.stream.Stream;

/** A constant that SCIM writes in camel case: {@code READ_ONLY} is {@code readOnly} on the wire. */
public interface Keyword {

    /** The name of the constant. */
    String name();

    /** The keyword as it is written. */
    default String wireName() {
        StringBuilder wireName = new StringBuilder();
        for (String word : name().split("_", -1)) {
            String lower = Names.key(word);
            wireName.append(wireName.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return wireName.toString();
    }

    /** The constant that is written so, in any case. */
    static <K extends Keyword> Optional<K> of(K[] constants, String wireName) {
        return Stream.of(constants)
                .filter(constant -> Names.same(constant.wireName(), wireName))
                .findFirst();
    }
}
