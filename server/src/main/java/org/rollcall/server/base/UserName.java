package org.rollcall.server.base;

import java.text.Normalizer;
import java.util.Locale;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * A login name as sent, and the one canonical form under which it is compared, indexed and unique (P-7, RFC 7644
 * §7.8). The canonical form is PRECIS UsernameCaseMapped (RFC 8265 §3.3). Names that this profile refuses, such as
 * those with inner spaces, fall back to NFKC, lower case without locale, NFC. An empty name, or one with control, format
 * or unassigned characters, is refused with {@code invalidValue}.
 */
public record UserName(String raw, String canonical) {

    public static UserName of(String raw) {
        requireLength(raw);
        if (raw.codePoints().anyMatch(UserName::invisible)) {
            throw refuse("userName contains a control, format or otherwise invisible character");
        }
        String canonical = canonicalOf(raw);
        if (canonical.isBlank()) {
            throw refuse("userName must not be empty");
        }
        requireLength(canonical);
        return new UserName(raw, canonical);
    }

    private static void requireLength(String name) {
        if (name.length() > Limits.SCIM_NAME_LENGTH) {
            throw refuse("userName is longer than " + Limits.SCIM_NAME_LENGTH + " characters");
        }
    }

    private static String canonicalOf(String raw) {
        String stripped = raw.strip();
        try {
            return PrecisProfiles.USERNAME_CASE_MAPPED.enforce(stripped);
        } catch (IllegalArgumentException notAUsername) {
            return fold(stripped);
        }
    }

    private static String fold(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return Normalizer.normalize(compatible.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
                .strip();
    }

    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static ScimException refuse(String detail) {
        return new ScimException(ScimError.invalidValue(detail));
    }

    /** Redacted: a name is personal data and must not reach a log by accident. */
    @Override
    public String toString() {
        return "UserName[redacted]";
    }
}
