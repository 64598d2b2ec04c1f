package org.rollcall.rehearsal.scim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a provider proves itself with, as issued when the provider was created (P-20). Never rendered as text. */
public sealed interface Credential {

    /** The value of the Authorization header. */
    String authorization();

    /** An OAuth token (RFC 6750). */
    static Credential bearer(String token) {
        return new Bearer(token);
    }

    /** API credentials: HTTP Basic with a user name and a password (RFC 7617). */
    static Credential basic(String username, String password) {
        return new Basic(username, password);
    }

    /** An OAuth token. */
    record Bearer(String token) implements Credential {

        @Override
        public String authorization() {
            return "Bearer " + token;
        }

        @Override
        public String toString() {
            return "bearer token";
        }
    }

    /** A user name and a password. */
    record Basic(String username, String password) implements Credential {

        @Override
        public String authorization() {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "API credentials";
        }
    }
}
