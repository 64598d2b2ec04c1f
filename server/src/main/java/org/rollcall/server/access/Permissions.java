package org.rollcall.server.access;

import org.rollcall.scim.ScimError;

/** The one place that says who may do what in the console (P-111). */
public final class Permissions {

    /** What a page or an act of the console needs. */
    public enum Need {
        /** Look at people, groups, settings and logs. */
        LOOK,
        /** Block, deactivate, move, grant. */
        CHANGE_PEOPLE,
        /** Create providers, issue and revoke their credentials. */
        CHANGE_PROVIDERS,
        /** Change organizations, roles and mappings. */
        CHANGE_CONFIGURATION,
        /** Tokens of the API. */
        CHANGE_ACCESS,
        /** One's own password, codes and sessions. */
        OWN_ACCOUNT
    }

    private Permissions() {}

    /**
     * Insists that the visitor may. There is one kind of administrator, who may everything; another kind is another case
     * here and nowhere else.
     *
     * @throws org.rollcall.scim.ScimException when not
     */
    public static void require(Visitor visitor, Need need) {
        if (!allows(visitor, need)) {
            throw ScimError.forbidden("your role does not allow this; ask an administrator of your environment")
                    .exception();
        }
    }

    private static boolean allows(Visitor visitor, Need need) {
        return switch (need) {
            case LOOK, CHANGE_PEOPLE, CHANGE_PROVIDERS, CHANGE_CONFIGURATION, CHANGE_ACCESS, OWN_ACCOUNT ->
                !visitor.name().isEmpty();
        };
    }
}
