package org.rollcall.scim.request;

/**
 * What names a resource uniquely must be visible: with control or format characters, or blanks alone, two names could
 * look the same to a person and differ to the server (H-I5).
 */
final class Identifier {

    private Identifier() {}

    static void require(String name, String text) {
        if (text.codePoints().anyMatch(Identifier::isInvisible)) {
            throw ValueReader.refuse(name, "must not contain control or format characters");
        }
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw ValueReader.refuse(name, "must not be blank");
        }
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
