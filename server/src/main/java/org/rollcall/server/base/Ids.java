package org.rollcall.server.base;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes every identifier and secret of the product. Ids are UUIDv7 (RFC 9562): ordered by creation, made here and
 * never taken from a body, so that a client cannot choose one.
 */
public final class Ids {

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final InstantSource time;
    private final RandomGenerator random;

    public Ids(InstantSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** System time and a cryptographic source. */
    public static Ids system() {
        return new Ids(InstantSource.system(), new SecureRandom());
    }

    public UUID next() {
        long millis = time.millis();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0xFFFL);
        long low = 0x8000000000000000L | (random.nextLong() & 0x3FFFFFFFFFFFFFFFL);
        return new UUID(high, low);
    }

    /** 256 random bits in hex: a secret that needs no slow hash. */
    public String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A public name of letters and digits without look-alikes, five bits a character. */
    public String publicKey(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(java.util.stream.Collectors.joining());
    }
}
