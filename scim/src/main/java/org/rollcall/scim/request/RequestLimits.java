package org.rollcall.scim.request;

import org.rollcall.scim.filter.FilterLimits;

/**
 * How much one write may ask for.
 *
 * @param maxOperations operations in one PATCH
 * @param maxMembers member values in one request
 * @param path the size of a PATCH path
 */
public record RequestLimits(int maxOperations, int maxMembers, FilterLimits path) {}
