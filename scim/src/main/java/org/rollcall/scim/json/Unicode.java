package org.rollcall.scim.json;

/** What counts as text here: whole characters, and no NUL, which databases cannot store. */
public final class Unicode {

    private Unicode() {}

    /** Whether the string is text: it has no NUL and no half of a surrogate pair. */
    public static boolean isText(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == string.length() || !Character.isLowSurrogate(string.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
