package org.rollcall.server.mail;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;

/**
 * One address, as a header may hold it: neither blanks nor control characters, commas or brackets, so that no value can
 * become a second recipient or another header.
 */
public record MailAddress(String value) {

    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");

    public MailAddress {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw ScimError.invalidValue(
                            "an e-mail address is needed, such as lee@example.com, without a name around it")
                    .exception();
        }
    }

    /** Empty when it is none. */
    static Optional<MailAddress> of(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches()
                ? Optional.of(new MailAddress(text))
                : Optional.empty();
    }

    /** Redacted: addresses are personal data. */
    @Override
    public String toString() {
        return "MailAddress[redacted]";
    }
}
