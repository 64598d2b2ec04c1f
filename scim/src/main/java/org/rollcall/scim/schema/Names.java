package org.rollcall.scim.schema;

/**
 * Names of attributes and URNs: compared without regard to the case of ASCII letters (RFC 7643 section 2.1), and of
 * no others, so that no look-alike such as the Kelvin sign ever passes for a name.
 */
public final class Names {

    private Names() {}

    /** Whether two names are the same. */
    public static boolean same(String left, String right) {
        if (left.length() != right.length()) {
            return false;
        }
        for (int i = 0; i < left.length(); i++) {
            if (lower(left.charAt(i)) != lower(right.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The form in which two names are equal exactly when they are the same. */
    public static String key(String name) {
        if (isKey(name)) {
            return name;
        }
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            key.append(lower(name.charAt(i)));
        }
        return key.toString();
    }

    private static boolean isKey(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lower(name.charAt(i)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is an attribute name: {@code ATTRNAME} of RFC 7643 section 2.1, or {@code $ref}. */
    public static boolean isAttributeName(String text) {
        if (text.equals("$ref")) {
            return true;
        }
        return !text.isEmpty()
                && isLetter(text.charAt(0))
                && text.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || "-_$".indexOf(c) >= 0);
    }

    /** Whether this could be the URI of a schema, a URN or another; quotes, blanks and brackets are in none. */
    public static boolean isUri(String text) {
        return text.indexOf(':') > 0
                && isLetter(text.charAt(0))
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"()[],\\".indexOf(c) < 0);
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
