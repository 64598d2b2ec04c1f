package org.rollcall.scim.filter;

import java.util.List;

/** The operands of {@code and} and {@code or}. */
final class Terms {

    private Terms() {}

    static <T> List<T> atLeastTwo(List<T> terms) {
        if (terms.size() < 2) {
            throw new IllegalArgumentException("'and' and 'or' join two or more terms");
        }
        return List.copyOf(terms);
    }
}
