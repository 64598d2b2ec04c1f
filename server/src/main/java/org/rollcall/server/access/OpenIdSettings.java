package org.rollcall.server.access;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.permission.Kind;

/**
 * The company's OpenID provider, as the operator names it (P-112).
 *
 * @param issuer exactly as the provider writes it
 * @param nameClaim the claim by which administrators are known here, such as {@code email}
 * @param kindsClaim the claim that gives kinds, such as {@code groups}; empty where administrators are added by hand
 * @param kinds which value of it gives which kind; the first that fits counts
 */
public record OpenIdSettings(
        URI issuer,
        String clientId,
        String clientSecret,
        String nameClaim,
        Optional<String> kindsClaim,
        List<Given> kinds) {

    /** A value of the claim and the kind that it gives. */
    public record Given(String value, Kind kind) {}

    /** Redacted. */
    @Override
    public String toString() {
        return "OpenIdSettings[" + issuer + "]";
    }
}
