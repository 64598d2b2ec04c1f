package org.rollcall.server.base;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes every identifier and secret of the product. Ids are UUIDv7 (RFC 9562), made here and never taken from a body,
 * so that a client cannot choose one. Those of one instance are in the order of their creation, also within a
 * millisecond and when the clock steps back: the log is read in the order of its change sets (RFC 9562 §6.2, method 1).
 */
public final class Ids {

    private static final int COUNTER_BITS = 12;
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final InstantSource time;
    private final RandomGenerator random;
    private final AtomicLong last = new AtomicLong();

    public Ids(InstantSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** System time and a cryptographic source. */
    public static Ids system() {
        return new Ids(InstantSource.system(), new SecureRandom());
    }

    public UUID next() {
        long tick = last.updateAndGet(before -> Math.max(before + 1, time.millis() << COUNTER_BITS));
        long high = (tick >>> COUNTER_BITS << 16) | 0x7000L | (tick & 0xFFFL);
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
