package org.rollcall.scim.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON document, strictly (RFC 8259): duplicate names, a byte order mark, anything but UTF-8, half surrogate
 * pairs, NUL and text after the end are refused with {@code invalidSyntax}, as is what exceeds the limits (H-D3, H-D8,
 * H-D16). The message says where, and repeats nothing.
 */
public final class JsonReader {

    /** Names come from outside and are not interned; our own limits are checked before Jackson's could matter. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final JsonLimits limits;

    private JsonReader(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** The document in these bytes, which must be UTF-8 without a byte order mark. */
    public static Json parse(byte[] utf8, JsonLimits limits) {
        try {
            // Java's own decoder, because it also refuses over-long forms and encoded surrogates.
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString(),
                    limits);
        } catch (CharacterCodingException e) {
            throw refuse("The body is not valid UTF-8.");
        }
    }

    /** The document in this text. */
    public static Json parse(String text, JsonLimits limits) {
        if (text.startsWith("\uFEFF")) {
            throw refuse("The body starts with a byte order mark; send it without.");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(parser, limits).document();
        } catch (JacksonException e) {
            throw refuse("The body is not valid JSON" + at(e) + ".");
        }
    }

    private Json document() {
        Json value = value(next(), 0);
        if (parser.nextToken() != null) {
            throw refuse("The body goes on after the end of its JSON value.");
        }
        return value;
    }

    private Json value(JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> new Json.Text(checked(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> Json.NULL;
            default -> throw refuse("The body is not valid JSON.");
        };
    }

    private Json.Obj object(int depth) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = checked(parser.currentName());
            if (members.put(name, value(next(), depth)) != null) {
                throw refuse("The name " + ScimError.excerpt(name) + " occurs twice in one object.");
            }
        }
        return new Json.Obj(members);
    }

    private Json.Arr array(int depth) {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            elements.add(value(token, depth));
        }
        return new Json.Arr(elements);
    }

    private Json.Num number() {
        if (parser.getStringLength() > limits.maxNumberLength()) {
            throw refuse("A number has more than " + limits.maxNumberLength() + " characters.");
        }
        // 1e999999999 is short, yet whoever writes it out or stores it runs out of memory.
        return exact(parser.getString())
                .filter(number -> digits(number) <= limits.maxNumberLength())
                .map(number -> new Json.Num(number.scale() < 0 ? number.setScale(0) : number))
                .orElseThrow(() ->
                        refuse("A number has more than " + limits.maxNumberLength() + " digits when written out."));
    }

    /** How many digits the number has without an exponent. */
    private static long digits(BigDecimal number) {
        return Math.max(number.precision(), (long) number.scale() + 1) - Math.min(number.scale(), 0L);
    }

    private static Optional<BigDecimal> exact(String digits) {
        try {
            return Optional.of(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refuse("The body is empty or ends too early.");
        }
        return token;
    }

    private int deeper(int depth) {
        if (depth == limits.maxDepth()) {
            throw refuse("The body nests deeper than " + limits.maxDepth() + " levels.");
        }
        return depth + 1;
    }

    private static String checked(String text) {
        if (!Unicode.isText(text)) {
            throw refuse("A string contains NUL or half a surrogate pair, which are not characters.");
        }
        return text;
    }

    private static String at(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidSyntax(detail).exception();
    }
}
