package org.rollcall.sync.base;

/** Text as a terminal and a log can be shown it: whoever named something in the directory cannot steer them (H-L4). */
public final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Without control characters, and without those that turn the direction of text. */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(steers(c) ? REPLACEMENT : c));
        return safe.toString();
    }

    private static boolean steers(int character) {
        boolean direction =
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return direction || Character.isISOControl(character);
    }

    /** Safe, and at most so long that a line stays readable. */
    public static String excerpt(String text) {
        int end = text.offsetByCodePoints(0, Math.min(Limits.SHOWN_VALUE, text.codePointCount(0, text.length())));
        return safe(end < text.length() ? text.substring(0, end) + "…" : text);
    }

    /** {@code 1 person}, {@code 2 people}. */
    public static String count(long number, String one, String many) {
        return "%,d %s".formatted(number, number == 1 ? one : many);
    }
}
