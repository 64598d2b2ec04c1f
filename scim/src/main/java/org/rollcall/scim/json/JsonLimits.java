package org.rollcall.scim.json;

/**
 * How much JSON is read. The length of a whole document is bounded by whoever reads the bytes.
 *
 * @param maxDepth how deep arrays and objects may nest; at most {@value #HIGHEST_DEPTH}, so that no stack can overflow
 * @param maxNumberLength how many characters a number may have, and how many digits when it is written without an
 *     exponent
 */
public record JsonLimits(int maxDepth, int maxNumberLength) {

    private static final int HIGHEST_DEPTH = 64;

    public JsonLimits {
        if (maxDepth < 1 || maxDepth > HIGHEST_DEPTH) {
            throw new IllegalArgumentException("maxDepth must be from 1 to " + HIGHEST_DEPTH);
        }
        if (maxNumberLength < 1) {
            throw new IllegalArgumentException("maxNumberLength must be positive");
        }
    }
}
