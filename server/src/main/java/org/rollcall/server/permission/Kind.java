package org.rollcall.server.permission;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody is to the environment (P-111). Each has one kind; what it may do is in {@link Permissions}. */
public enum Kind {
    ENVIRONMENT_ADMINISTRATOR("environment-administrator", "Environment Administrator"),
    IDENTITY_MANAGEMENT_ADMINISTRATOR("identity-management-administrator", "Identity Management Administrator"),
    /** Of one organization and those below it. */
    ORGANIZATION_ADMINISTRATOR("organization-administrator", "Organization Administrator"),
    LEGAL_HOLD_MANAGER("legal-hold-manager", "Legal Hold Manager"),
    LOG_VIEWER("log-viewer", "Log Viewer"),
    USER("user", "User");

    private final String label;
    private final String words;

    Kind(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** As the API, the command line and the database write it. */
    public String label() {
        return label;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    public static Optional<Kind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Kind::label).toList();
    }
}
