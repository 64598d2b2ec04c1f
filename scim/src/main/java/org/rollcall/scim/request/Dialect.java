package org.rollcall.scim.request;

/** The tolerances towards real providers, each with the pitfall it answers. */
public enum Dialect {
    /** An attribute no schema knows is dropped. */
    UNKNOWN_ATTRIBUTE
}
