package org.rollcall.server.permission;

import java.util.EnumSet;
import java.util.Set;
import org.rollcall.scim.ScimError;

/** The one place that says who may do what (P-111). */
public final class Permissions {

    private Permissions() {}

    /**
     * Insists that these powers are enough.
     *
     * @throws org.rollcall.scim.ScimException with 403 when not
     */
    public static void require(Powers powers, Need need) {
        if (!allows(powers.kind(), need)) {
            throw ScimError.forbidden("%s may not do this (%s); ask an Environment Administrator"
                            .formatted(powers.kind().words(), need.words()))
                    .exception();
        }
    }

    /** Whether a kind is enough. */
    public static boolean allows(Kind kind, Need need) {
        return of(kind).contains(need);
    }

    private static Set<Need> of(Kind kind) {
        return switch (kind) {
            case ENVIRONMENT_ADMINISTRATOR -> EnumSet.allOf(Need.class);
            case IDENTITY_MANAGEMENT_ADMINISTRATOR ->
                EnumSet.of(
                        Need.OWN_ACCOUNT,
                        Need.LOOK_STATUS,
                        Need.LOOK_PEOPLE,
                        Need.LOOK_STRUCTURE,
                        Need.LOOK_GROUPS,
                        Need.LOOK_PROVIDERS,
                        Need.CHANGE_PROVIDERS,
                        Need.LOOK_CONFIGURATION,
                        Need.CHANGE_CONFIGURATION,
                        Need.DECIDE_HELD,
                        Need.LOOK_LOGS);
            case ORGANIZATION_ADMINISTRATOR ->
                EnumSet.of(Need.OWN_ACCOUNT, Need.LOOK_PEOPLE, Need.LOOK_STRUCTURE, Need.CHANGE_PEOPLE);
            case LEGAL_HOLD_MANAGER ->
                EnumSet.of(Need.OWN_ACCOUNT, Need.LOOK_PEOPLE, Need.LOOK_STRUCTURE, Need.KEEP_HOLDS);
            case LOG_VIEWER -> EnumSet.of(Need.OWN_ACCOUNT, Need.LOOK_STATUS, Need.LOOK_LOGS, Need.LOOK_AUDIT);
            case USER -> EnumSet.of(Need.OWN_ACCOUNT);
        };
    }
}
