package org.rollcall.server.provider;

import org.rollcall.scim.dialect.Dialect;

/** What an administrator can do about what was repaired or dropped. */
public final class Advice {

    private static final String NOTHING = "nothing; it is understood";

    private Advice() {}

    /** Whether there is anything to do about it. */
    public static boolean asksFor(Dialect rule) {
        return !of(rule).startsWith("nothing");
    }

    /** What to do, in a few words. */
    public static String of(Dialect rule) {
        return switch (rule) {
            case UNKNOWN_ATTRIBUTE, UNKNOWN_PATH -> "dropped; take it out of the mapping, or map what /Schemas lists";
            case UNKNOWN_EXTENSION -> "nothing; it is kept as data, and nothing here uses it";
            case UNKNOWN_MEMBER -> "assign these people to the application at the provider";
            case TAKEN_GROUP_NAME -> "rename one of the two groups, or do not push the second";
            case SHARED_EXTERNAL_ID -> "look for people who are there twice";
            case KEPT_MEMBERS -> "nothing; to empty a group, members: [] has to be sent";
            case READ_ONLY -> "nothing; what is the server's to say is ignored";
            case REVIVED_USER -> "nothing; somebody came back";
            case MEMBER_DETAIL -> "nothing; what a member is called is the user's";
            case UNKNOWN_SCHEMA,
                    MISSING_SCHEMA,
                    STRING_BOOLEAN,
                    LIST_FOR_SINGLE_VALUE,
                    SINGLE_VALUE_FOR_LIST,
                    BARE_VALUE,
                    WRAPPED_VALUE,
                    QUALIFIED_KEY,
                    UNQUOTED_VALUE,
                    QUOTED_BOOLEAN,
                    OPERATION_CASE,
                    UNMATCHED_FILTER,
                    LISTED_REMOVAL,
                    REMOVAL_WITHOUT_PATH,
                    WRAPPED_MEMBERS -> NOTHING;
        };
    }
}
