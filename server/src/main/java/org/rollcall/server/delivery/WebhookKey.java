package org.rollcall.server.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.server.base.ApplicationId;

/**
 * The key of the server from which the secrets of webhooks follow. Whoever has only the database or a backup can sign
 * nothing. All nodes need the same.
 */
public final class WebhookKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final byte[] key;

    public WebhookKey(byte[] key) {
        if (key.length < BYTES) {
            throw new IllegalArgumentException("a key of webhooks has at least 32 bytes");
        }
        this.key = key.clone();
    }

    /** The secret of an application for a salt. */
    Signature secret(ApplicationId application, String salt) {
        return new Signature(hmac(key, "webhook:" + application + ":" + salt));
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** A secret of one application, and what it signs (Standard Webhooks, "Signature scheme"). */
    static final class Signature {

        private final byte[] secret;

        private Signature(byte[] secret) {
            this.secret = secret;
        }

        /** As the receiver is given it. */
        String text() {
            return "whsec_" + Base64.getEncoder().encodeToString(secret);
        }

        String of(String id, long timestamp, String body) {
            return "v1," + Base64.getEncoder().encodeToString(hmac(secret, id + "." + timestamp + "." + body));
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Signature[redacted]";
        }
    }
}
