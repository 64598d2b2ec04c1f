package org.rollcall.scim.filter;

/**
 * How large a filter may be.
 *
 * @param maxLength characters
 * @param maxDepth nested parentheses, {@code not} and brackets; at most {@value #HIGHEST_DEPTH}
 * @param maxNodes comparisons and logical operators together
 */
public record FilterLimits(int maxLength, int maxDepth, int maxNodes) {

    private static final int HIGHEST_DEPTH = 64;

    public FilterLimits {
        if (maxLength < 1 || maxDepth < 1 || maxDepth > HIGHEST_DEPTH || maxNodes < 1) {
            throw new IllegalArgumentException("limits must be positive, maxDepth at most " + HIGHEST_DEPTH);
        }
    }
}
