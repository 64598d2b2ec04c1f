package org.rollcall.server.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;

/**
 * Argon2id (RFC 9106) over passwords. Of the 64 bytes that it gives, the first half is stored and compared; the second
 * is a key that seals what belongs to the password's owner, so that a copy of the database has neither.
 */
final class Passwords {

    private static final Argon2Function ARGON = Argon2Function.getInstance(Limits.ARGON_KIBIBYTES, 2, 1, 64, Argon2.ID);
    private static final int SALT = 16;
    private static final int HALF = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** Guessing must not take the memory of the whole server. */
    private static final Semaphore AT_ONCE = new Semaphore(2, true);

    private final SecureRandom random;

    Passwords(SecureRandom random) {
        this.random = random;
    }

    /** What comes of a password and a salt: what is stored, and a key that is not. */
    record Derived(byte[] verifier, byte[] key) {
        @Override
        public String toString() {
            return "Derived[redacted]";
        }
    }

    byte[] salt() {
        return bytes(SALT);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Takes about 20 MB for some tens of milliseconds; at most two at once, the others wait. */
    static Derived derive(String password, byte[] salt) {
        AT_ONCE.acquireUninterruptibly();
        try {
            byte[] text = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
            byte[] both = ARGON.hash(text, salt).getBytes();
            return new Derived(Arrays.copyOf(both, HALF), Arrays.copyOfRange(both, HALF, 2 * HALF));
        } finally {
            AT_ONCE.release();
        }
    }

    static boolean matches(Derived derived, byte[] verifier) {
        return Digests.equal(derived.verifier(), verifier);
    }

    byte[] seal(byte[] secret, Derived by) {
        byte[] nonce = bytes(NONCE);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, by, nonce, secret);
        byte[] result = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, result, NONCE, sealed.length);
        return result;
    }

    static byte[] unseal(byte[] sealed, Derived by) {
        return cipher(
                Cipher.DECRYPT_MODE,
                by,
                Arrays.copyOf(sealed, NONCE),
                Arrays.copyOfRange(sealed, NONCE, sealed.length));
    }

    private static byte[] cipher(int mode, Derived by, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(by.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of the one-time codes cannot be sealed or opened", e);
        }
    }
}
