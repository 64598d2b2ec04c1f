package org.rollcall.scim.request;

import org.rollcall.scim.filter.FilterLimits;

/**
 * How much one write may ask for.
 *
 * @param maxOperations operations in one PATCH
 * @param maxMembers members named in one request
 * @param maxValues values of one multi-valued attribute
 * @param path the size of a PATCH path
 */
public record RequestLimits(int maxOperations, int maxMembers, int maxValues, FilterLimits path) {

    public RequestLimits {
        if (maxOperations < 1 || maxMembers < 1 || maxValues < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
