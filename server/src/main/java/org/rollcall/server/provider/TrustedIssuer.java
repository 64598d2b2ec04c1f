package org.rollcall.server.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens a provider may present in place of a credential that was issued here (P-22).
 *
 * @param issuer exactly as the claim {@code iss} has it
 * @param audience one of the values of {@code aud}
 * @param keys where its keys are (JWK Set, RFC 7517)
 * @param subjects one of which {@code sub}, {@code appid}, {@code azp} or {@code client_id} has to be; empty: whichever
 */
public record TrustedIssuer(String issuer, String audience, URI keys, List<String> subjects) {

    /** An address of keys that can be asked: https, or http on this machine. */
    public static Optional<URI> keys(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
            return Optional.of(uri).filter(x -> bare && (isHttps(x) || KeyFetcher.namesThisMachine(x)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static boolean isHttps(URI uri) {
        return "https".equals(uri.getScheme());
    }
}
