package org.rollcall.rehearsal.scim;

import java.net.URI;

/**
 * A SCIM server, as an administrator enters it at an identity provider.
 *
 * @param baseUrl absolute http or https URL without trailing slash, query or fragment
 */
public record Endpoint(String baseUrl, Credential credential) {

    /**
     * Accepts the base URL with a trailing slash or a query flag, as administrators paste it.
     *
     * @throws IllegalArgumentException when it is not an absolute http or https URL
     */
    public static Endpoint of(String baseUrl, Credential credential) {
        URI uri = URI.create(baseUrl.strip());
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A base URL looks like https://host/scim/v2, not like " + baseUrl);
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        return new Endpoint(uri.getScheme() + "://" + uri.getRawAuthority() + path, credential);
    }

    URI uri(String target) {
        return URI.create(baseUrl + target);
    }
}
