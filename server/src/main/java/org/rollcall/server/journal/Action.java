package org.rollcall.server.journal;

import java.util.Arrays;
import java.util.List;

/** What a log row says was done (P-91). */
public enum Action {
    USER_ADDED("user added"),
    USER_UPDATED("user updated"),
    USER_RENAMED("user renamed"),
    USER_REVIVED("user revived"),
    USER_DELETED("user deleted"),
    USER_RESTORED("user restored"),
    USER_RELEASED("user released"),
    ADOPTED("adopted"),
    ADOPTION_ALLOWED("adoption allowed"),
    ADOPTION_FORBIDDEN("adoption forbidden"),
    EMAIL_CONFIRMED("e-mail confirmed"),
    CONFLICT_REJECTED("conflict rejected"),
    ORGANIZATION_CREATED("organization created"),
    ORGANIZATION_CHANGED("organization changed"),
    PINNED("pinned"),
    UNPINNED("unpinned"),
    ROLE_GRANTED("role granted"),
    ADMINISTRATIVE_ROLE_GRANTED("administrative role granted"),
    ROLE_REMOVED("role removed"),
    BLOCKED("blocked"),
    UNBLOCKED("unblocked"),
    BLOCK_ADDED("block by hand added"),
    BLOCK_REMOVED("block by hand removed"),
    DEACTIVATION_SCHEDULED("deactivation scheduled"),
    DEACTIVATION_CANCELLED("deactivation cancelled"),
    DEACTIVATED("deactivated"),
    REACTIVATED("reactivated"),
    PURGED("purged"),
    HELD("held by brake"),
    WITHHELD("withheld"),
    DELAYED("delayed"),
    RELEASED("released"),
    REJECTED("rejected"),
    UNDONE("undone"),
    HOLD_ENDED("hold ended"),
    LEGAL_HOLD_SET("legal hold set"),
    LEGAL_HOLD_ENDED("legal hold ended"),
    MATTER_CHANGED("matter changed"),
    GROUP_ADDED("group added"),
    GROUP_UPDATED("group updated"),
    GROUP_RENAMED("group renamed"),
    GROUP_REMOVED("group removed"),
    MEMBERS_ADDED("members added"),
    MEMBERS_REMOVED("members removed"),
    MAPPING_BOUND("mapping row bound"),
    CONFIGURATION_CHANGED("configuration changed"),
    PROVIDER_CHANGED("provider changed"),
    APPLICATION_CHANGED("application changed"),
    ADMINISTRATOR_CHANGED("administrator changed"),
    ERROR("error");

    private static final List<String> LABELS =
            Arrays.stream(values()).map(Action::label).toList();

    private final String label;

    Action(String label) {
        this.label = label;
    }

    /** All words, in the order of their constants. */
    public static List<String> labels() {
        return LABELS;
    }

    /** The words in log, API and CSV. */
    public String label() {
        return label;
    }
}
