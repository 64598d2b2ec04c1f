package org.rollcall.scim.filter;

import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Unicode;
import org.rollcall.scim.schema.Names;

/** Reads the words, marks and values of a filter or path from left to right, each character once. */
final class Lexer {

    private static final String STRUCTURE = "()[]\"";
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

    private final String text;
    private final String what;
    private final Function<String, ScimError> error;
    private int position;

    Lexer(String text, String what, Function<String, ScimError> error) {
        this.text = text;
        this.what = what;
        this.error = error;
    }

    /** The next word up to a blank or a mark; empty when there is none. */
    String word() {
        skipBlanks();
        return take(c -> !isBlank(c) && STRUCTURE.indexOf(c) < 0);
    }

    /** Consumes the next word if it is this one, in any case. */
    boolean accept(String keyword) {
        int start = position;
        if (Names.same(word(), keyword)) {
            return true;
        }
        position = start;
        return false;
    }

    /** Consumes the next mark if it is this one. */
    boolean accept(char mark) {
        skipBlanks();
        if (!nextIs(mark)) {
            return false;
        }
        position++;
        return true;
    }

    /** Whether this mark follows with no blank before it. */
    boolean nextIs(char mark) {
        return position < text.length() && text.charAt(position) == mark;
    }

    /** Whether this mark follows, blanks aside. */
    boolean follows(char mark) {
        skipBlanks();
        return nextIs(mark);
    }

    void expect(char mark) {
        if (!accept(mark)) {
            throw refuse("expected '" + mark + "'");
        }
    }

    void expectEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw refuse("expected the end or 'and' or 'or'");
        }
    }

    /** A JSON string, number, boolean or null, or a bare word (Q-P102), which ends at a blank, ')' or ']'. */
    Literal literal() {
        if (accept('"')) {
            return new Literal.Text(quoted());
        }
        String bare = take(c -> !isBlank(c) && c != ')' && c != ']' && c != '"');
        return switch (bare) {
            case "" -> throw refuse("expected a value");
            case "true" -> new Literal.Bool(true);
            case "false" -> new Literal.Bool(false);
            case "null" -> new Literal.Null();
            default -> NUMBER.matcher(bare).matches() ? new Literal.Num(bare) : new Literal.Bare(requireText(bare));
        };
    }

    /** An error at the present position that says what is expected there. */
    ScimException refuse(String problem) {
        String found = position >= text.length() ? "at the end" : "near " + ScimError.excerpt(text.substring(position));
        return error.apply(what + ": " + problem + " " + found + ", character " + (position + 1) + ".")
                .exception();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return requireText(value.toString());
            }
            value.append(c == '\\' ? escaped() : requirePrintable(c));
        }
        throw refuse("expected '\"' to end the string");
    }

    private char escaped() {
        char c = position < text.length() ? text.charAt(position++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw refuse("expected an escape of JSON after '\\'");
        };
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < text.length() ? hexDigit(text.charAt(position++)) : -1;
            if (digit < 0) {
                throw refuse("expected four hexadecimal digits after '\\u'");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private char requirePrintable(char c) {
        if (c < ' ') {
            throw refuse("expected control characters to be escaped in a string");
        }
        return c;
    }

    private String requireText(String value) {
        if (!Unicode.isText(value)) {
            throw refuse("expected text, without NUL and half surrogate pairs");
        }
        return value;
    }

    private String take(IntPredicate wanted) {
        int start = position;
        while (position < text.length() && wanted.test(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
