package org.rollcall.server.provider;

import java.util.Arrays;
import java.util.Optional;

/** How a machine proves who it is. */
public enum CredentialKind {
    /** A bearer token of a provider. */
    OAUTH_TOKEN("oauth-token"),
    /** User name and password of a provider, sent by HTTP Basic. */
    API_CREDENTIALS("api-credentials"),
    /** Id and secret of a client, for which a provider fetches tokens (RFC 6749 §4.4). */
    CLIENT_CREDENTIALS("client-credentials"),
    /** A token that a client fetched. */
    ACCESS_TOKEN("access-token"),
    /** A bearer token of an application (P-104). */
    APPLICATION_TOKEN("application-token"),
    /** A bearer token of an administrator. */
    ADMIN_TOKEN("admin-token");

    private final String label;

    CredentialKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether an administrator may make one for a provider. */
    public boolean ofProviders() {
        return this == OAUTH_TOKEN || this == API_CREDENTIALS || this == CLIENT_CREDENTIALS;
    }

    public static Optional<CredentialKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
