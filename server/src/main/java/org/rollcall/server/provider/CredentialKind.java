package org.rollcall.server.provider;

import java.util.Arrays;
import java.util.Optional;

/** How a machine proves who it is. */
public enum CredentialKind {
    /** A bearer token of a provider. */
    OAUTH_TOKEN("oauth-token"),
    /** User name and password of a provider, sent by HTTP Basic. */
    API_CREDENTIALS("api-credentials"),
    /** A bearer token of an administrator. */
    ADMIN_TOKEN("admin-token");

    private final String label;

    CredentialKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<CredentialKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
