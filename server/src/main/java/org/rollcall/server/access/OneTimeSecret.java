package org.rollcall.server.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret that an authenticator app shares with the server, in the letters that people can type (base 32).
 *
 * @param text 32 characters: 160 bits
 */
public record OneTimeSecret(String text) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{32}");
    private static final int LENGTH = 32;
    private static final int BITS = 5;

    /** A new one. */
    public static OneTimeSecret random(SecureRandom random) {
        StringBuilder text = new StringBuilder();
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return new OneTimeSecret(text.toString());
    }

    public static Optional<OneTimeSecret> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new OneTimeSecret(text)) : Optional.empty();
    }

    /** The bytes that the letters stand for (RFC 4648 §6). */
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH * BITS / Byte.SIZE];
        for (int bit = 0; bit < LENGTH * BITS; bit++) {
            int value = ALPHABET.indexOf(text.charAt(bit / BITS));
            int set = value >> (BITS - 1 - bit % BITS) & 1;
            bytes[bit / Byte.SIZE] |= (byte) (set << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        return bytes;
    }

    /** In groups of four, for people. */
    public String grouped() {
        return text.replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** What a QR code holds for an authenticator app. */
    public String uri(String account) {
        return "otpauth://totp/Rollcall:%s?secret=%s&issuer=Rollcall"
                .formatted(URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20"), text);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "OneTimeSecret[redacted]";
    }
}
