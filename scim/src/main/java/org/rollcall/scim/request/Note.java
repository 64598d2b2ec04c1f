package org.rollcall.scim.request;

/**
 * Something in a request that was repaired or dropped, for the request viewer and the doctor. It names the attribute
 * and never holds a value.
 */
public record Note(Dialect rule, String attribute) {}
