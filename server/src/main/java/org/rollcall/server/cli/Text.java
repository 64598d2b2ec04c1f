package org.rollcall.server.cli;

/** Text as a terminal shows it. */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    private Text() {}

    /** Without control characters, and without those that turn the direction of text. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (steers(c)) {
                safe.append(REPLACEMENT);
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean steers(int character) {
        boolean direction =
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return Character.isISOControl(character) || direction;
    }

    /** How many columns a text takes: about, since terminals differ. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(character) ? 2 : 1;
        };
    }

    /** East Asian wide and full-width characters, and emoji. */
    private static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }

    /** The text, or its beginning with an ellipsis, in at most so many columns. */
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > columns - 1) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept + CUT;
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** {@code 2026-11-02T09:00:01.123Z} as {@code 2026-11-02 09:00:01}; times are UTC throughout. */
    static String time(String iso) {
        String text = iso.replace('T', ' ');
        int end = text.indexOf('.') > 0 ? text.indexOf('.') : text.indexOf('Z');
        return end > 0 ? text.substring(0, end) : text;
    }

    /** {@code 1 change}, {@code 2 changes}. */
    static String count(long number, String thing) {
        return number == 1 ? "1 " + thing : number + " " + thing + "s";
    }
}
