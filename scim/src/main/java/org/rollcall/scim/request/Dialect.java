package org.rollcall.scim.request;

/**
 * The tolerances towards real providers, each with the pitfall it answers and who needs it. Whoever reads the log of a
 * provider sees by these names what was repaired or dropped.
 */
public enum Dialect {

    /**
     * Q-P54: an attribute that no schema knows is dropped. Entra ID and OneLogin send what their administrator mapped.
     */
    UNKNOWN_ATTRIBUTE,

    /** Q-P54, Q-P55: an extension that no schema describes is kept as data. Custom attributes of Entra ID and Okta. */
    UNKNOWN_EXTENSION,

    /**
     * Q-P53: id, meta, groups and the like are the server's. Okta renames groups with their id, authentik sends it
     * always.
     */
    READ_ONLY,

    /** Q-P40, Q-P106: "True" and "False" for true and false. Entra ID, on every path that writes. */
    STRING_BOOLEAN,

    /** Q-P51: an array of one where the attribute has one value. Entra ID, for manager and others. */
    LIST_FOR_SINGLE_VALUE,

    /** Q-P52: one value where the attribute has many. OneLogin, for emails. */
    SINGLE_VALUE_FOR_LIST,

    /**
     * Q-P45, Q-P103: a bare string where there should be an object with a {@code value}. Entra ID, for manager and
     * members.
     */
    BARE_VALUE,

    /** Q-P51: an object with nothing but a {@code value} where there should be that value. Entra ID. */
    WRAPPED_VALUE,

    /** Q-P42: a dotted or URN-qualified key instead of nested objects. Entra ID with its feature flag. */
    QUALIFIED_KEY,

    /** Q-P48: remove with a list removes what is listed, not everything. Entra ID, authentik, JumpCloud. */
    LISTED_REMOVAL,

    /** Members wrapped in an object with the one key {@code members}. Salesforce documents it for removal. */
    WRAPPED_MEMBERS,

    /** Q-P90: what a member is called or is, is not the group's to say. Okta sends display, Entra ID $ref. */
    MEMBER_DETAIL
}
