package org.rollcall.server.http;

import org.rollcall.scim.ScimError;

/**
 * An error of the token endpoint (RFC 6749 §5.2).
 *
 * @param code one of the codes of the standard
 */
public record OAuthError(int status, String code, String description) {

    public static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description);
    }

    public static OAuthError unsupportedGrantType(String description) {
        return new OAuthError(400, "unsupported_grant_type", description);
    }

    /** The same whether there is no such provider, no such client, or its secret is wrong. */
    public static OAuthError invalidClient() {
        return new OAuthError(401, "invalid_client", "present the id and secret of a client of this provider");
    }

    /** What went wrong before or beside the endpoint, in its words. */
    static OAuthError of(ScimError error) {
        String code = switch (error.status()) {
            case 401 -> "invalid_client";
            case 403 -> "unauthorized_client";
            case 429, 503 -> "temporarily_unavailable";
            case 500 -> "server_error";
            default -> "invalid_request";
        };
        boolean ours = error.status() == 429 || error.status() >= 500 || error.status() == 401 || error.status() == 403;
        return new OAuthError(ours ? error.status() : 400, code, error.detail());
    }

    public OAuthException exception() {
        return new OAuthException(this);
    }
}
