package org.rollcall.scim.dialect;

import java.util.Optional;
import java.util.function.Function;
import org.rollcall.scim.ScimError;

/**
 * The tolerances towards real providers, each with the pitfall it answers and who needs it, and with what the letter
 * of the standard says instead. Whoever looks at a provider sees by these names what was repaired or dropped.
 */
public enum Dialect {

    /**
     * Q-P54: an attribute that no schema knows is dropped. Entra ID and OneLogin send what their administrator mapped.
     */
    UNKNOWN_ATTRIBUTE(ScimError::invalidSyntax, "is an attribute that no schema has"),

    /** Q-P54: the same in the path of an operation beside others that are understood. */
    UNKNOWN_PATH(ScimError::invalidPath, "is a path that leads to no attribute"),

    /** Q-P54, Q-P55: an extension that no schema describes is kept as data. Custom attributes of Entra ID and Okta. */
    UNKNOWN_EXTENSION(ScimError::invalidSyntax, "is of a schema that this server does not have; see /Schemas"),

    /** Q-P55: {@code schemas} lists what nobody describes. Entra ID, for groups. */
    UNKNOWN_SCHEMA(ScimError::invalidSyntax, "in \"schemas\" is a schema that this server does not have; see /Schemas"),

    /** Q-P84, Q-P96: {@code schemas} is missing, or lacks what the message is. WSO2, scimgateway and old clients. */
    MISSING_SCHEMA(ScimError::invalidSyntax, "has to be listed in \"schemas\""),

    /**
     * Q-P53: id, meta, groups and the like are the server's. Okta renames groups with their id, authentik sends it
     * always. By the letter they may be sent as long as they are what they are.
     */
    READ_ONLY(ScimError::mutability, "is read-only and has another value; leave it out, or send what the server has"),

    /** Q-P40, Q-P106: "True" and "False" for true and false. Entra ID, on every path that writes. */
    STRING_BOOLEAN(ScimError::invalidValue, "must be true or false, without quotes"),

    /** Q-P51: an array of one where one value belongs. Entra ID, for manager and others; client libraries, always. */
    LIST_FOR_SINGLE_VALUE(ScimError::invalidValue, "has one value, not a list"),

    /** Q-P52: one value where the attribute has many. OneLogin, for emails. */
    SINGLE_VALUE_FOR_LIST(ScimError::invalidValue, "must be a list"),

    /**
     * Q-P45, Q-P103: a bare string where there should be an object with a {@code value}. Entra ID, for manager and
     * members.
     */
    BARE_VALUE(ScimError::invalidValue, "must be an object with a \"value\""),

    /** Q-P51: an object with nothing but a {@code value} where there should be that value. Entra ID. */
    WRAPPED_VALUE(ScimError::invalidValue, "must be a plain value, not an object"),

    /** Q-P42: a dotted or URN-qualified key instead of nested objects. Entra ID with its feature flag. */
    QUALIFIED_KEY(ScimError::invalidSyntax, "is a path and no name of an attribute; nest objects instead"),

    /** Q-P102: a value of a filter without its quotes. Entra ID shows it in its examples; WSO2 and old clients. */
    UNQUOTED_VALUE(ScimError::invalidFilter, "is compared with a value that needs quotes"),

    /** Q-P40: a filter compares a boolean with "True". Entra ID, in the path {@code roles[primary eq "True"].value}. */
    QUOTED_BOOLEAN(ScimError::invalidFilter, "is compared with true or false, in small letters and without quotes"),

    /** Q-P39: {@code Add}, {@code Replace}, {@code Remove}. Entra ID. */
    OPERATION_CASE(ScimError::invalidSyntax, "is add, remove or replace in small letters"),

    /** Q-P44: a filter in a path matches nothing, and the element that it describes is made. Entra ID. */
    UNMATCHED_FILTER(ScimError::noTarget, "has no value that the filter of the path matches"),

    /**
     * Q-P48: remove with a list removes what is listed, not everything. Entra ID, authentik, JumpCloud. The letter
     * does not say what such a list means, and emptying a group would be the worse guess.
     */
    LISTED_REMOVAL,

    /** {@code remove} of members that stand in the value, without a path. Salesforce. */
    REMOVAL_WITHOUT_PATH(ScimError::noTarget, "is removed without a path; a removal needs one"),

    /** Members wrapped in an object with the one key {@code members}. Salesforce documents it for removal. */
    WRAPPED_MEMBERS(ScimError::invalidValue, "must be a list of members, not an object that holds one"),

    /** Q-P90: what a member is called or is, is not the group's to say. Okta sends display, Entra ID $ref. */
    MEMBER_DETAIL(ScimError::mutability, "of a member cannot be changed; add or remove the member"),

    /** Q-P67, Q-P68, Q-P91: members whom this provider has no user for are skipped. Entra ID repeats them later. */
    UNKNOWN_MEMBER(
            ScimError::invalidValue,
            "names somebody whom this provider has no user for; create the user first, and name no groups"),

    /** P-54, Q-P28: POST of one's own inactive user revives it. Okta, after a new assignment. */
    REVIVED_USER(
            ScimError::uniqueness, "belongs to an inactive user of this provider; activate that one by PATCH or PUT"),

    /** Two users of a provider with one externalId. Whoever makes their own after a hire anew. */
    SHARED_EXTERNAL_ID(ScimError::uniqueness, "belongs to another user of this provider"),

    /** Q-P70: a second group of the same name is refused. Entra ID and Okta find groups by name. */
    TAKEN_GROUP_NAME,

    /** PUT of a group that does not speak of members keeps them. Whoever renames by PUT. */
    KEPT_MEMBERS;

    private final Optional<Function<String, ScimError>> error;
    private final String problem;

    Dialect(Function<String, ScimError> error, String problem) {
        this.error = Optional.of(error);
        this.problem = problem;
    }

    /** What the letter does otherwise, or the same, but does not refuse. */
    Dialect() {
        this.error = Optional.empty();
        this.problem = "";
    }

    /** What the letter answers where this tolerance would be needed; empty where it refuses nothing. */
    public Optional<ScimError> refusal(String attribute) {
        return error.map(make -> make.apply(ScimError.excerpt(attribute) + " " + problem + "."));
    }
}
