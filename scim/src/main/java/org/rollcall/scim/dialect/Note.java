package org.rollcall.scim.dialect;

/** Something in a request that was repaired or dropped. It names the attribute and never holds a value. */
public record Note(Dialect rule, String attribute) {}
