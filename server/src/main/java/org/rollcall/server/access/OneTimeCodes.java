package org.rollcall.server.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes by time (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app has them. */
public final class OneTimeCodes {

    private static final int STEP = 30;
    private static final int MODULUS = 1_000_000;

    private OneTimeCodes() {}

    /** The code of a moment. */
    public static String at(byte[] secret, Instant time) {
        return code(secret, step(time));
    }

    /** The time step a code is of: this one, the last or the next, since clocks differ. */
    static Optional<Long> step(byte[] secret, String code, Instant now) {
        String digits = code.replace(" ", "");
        return LongStream.rangeClosed(step(now) - 1, step(now) + 1)
                .filter(step -> code(secret, step).equals(digits))
                .boxed()
                .findFirst();
    }

    private static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP);
    }

    /** RFC 4226 §5.3. */
    private static String code(byte[] secret, long step) {
        byte[] mac = mac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xF;
        int number = ByteBuffer.wrap(mac).getInt(offset) & 0x7FFFFFFF;
        return "%06d".formatted(number % MODULUS);
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
