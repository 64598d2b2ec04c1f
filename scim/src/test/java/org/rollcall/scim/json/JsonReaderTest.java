package org.rollcall.scim.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.scim.Fixtures.JSON_LIMITS;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;
import static org.rollcall.scim.SmallStack.onSmallStack;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;

class JsonReaderTest {

    @Test
    void everyKindOfValueIsRead() {
        assertThat(parse("{\"a\":[1,-2.50,\"x\",true,false,null,{}]}"))
                .isEqualTo(Json.Obj.EMPTY.with(
                        "a",
                        Json.Arr.of(
                                Json.number(1),
                                new Json.Num(new BigDecimal("-2.50")),
                                Json.text("x"),
                                Json.bool(true),
                                Json.bool(false),
                                Json.NULL,
                                Json.Obj.EMPTY)));
    }

    @Test
    void membersKeepTheirOrder() {
        assertThat(((Json.Obj) parse("{\"b\":1,\"a\":2,\"c\":3}")).members().keySet())
                .containsExactly("b", "a", "c");
    }

    @Test
    void textBeyondTheBasicPlaneIsRead() {
        assertThat(parse("\"\\ud83d\\ude00😀é\"")).isEqualTo(Json.text("😀😀é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "01",
                "+1",
                ".5",
                "1.",
                "NaN",
                "-Infinity",
                "tru",
                "\"\t\"",
                "\"\\x\"",
                "\"unterminated",
                "// comment\n1",
                "[1] [2]",
                "1 x",
                "{}}"
            })
    void whatIsNotOneJsonDocumentIsRefused(String text) {
        assertThat(refused(() -> parse(text))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":true,\"active\":false}",
                "{\"active\":true,\"\\u0061ctive\":false}",
                "{\"x\":{\"op\":\"add\",\"op\":\"remove\"}}",
                "[{\"a\":null,\"a\":null}]"
            })
    void aNameGivenTwiceIsRefusedHD8(String text) {
        assertThat(refused(() -> parse(text))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "{\"\\u0000\":1}",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800x\"",
                "\"\\ud800\\ud800\""
            })
    void nulAndHalfSurrogatePairsAreRefusedHD16(String text) {
        assertThat(refused(() -> parse(text))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @Test
    void aByteOrderMarkAndOtherEncodingsAreRefusedHD16() {
        assertThat(refused(() -> JsonReader.parse("\uFEFF{}".getBytes(UTF_8), JSON_LIMITS)))
                .isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(refused(() -> JsonReader.parse("{}".getBytes(UTF_16), JSON_LIMITS)))
                .isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @Test
    void invalidUtf8IsRefusedHD16() {
        List<byte[]> invalid = List.of(
                new byte[] {'"', (byte) 0xFF, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'});

        assertThat(invalid)
                .allSatisfy(bytes -> assertThat(refused(() -> JsonReader.parse(bytes, JSON_LIMITS)))
                        .isEqualTo(ScimType.INVALID_SYNTAX));
    }

    @Test
    void depthIsLimitedExactlyHD3() {
        assertThat(parse("[".repeat(32) + "]".repeat(32))).isNotNull();
        assertThat(refusal(() -> parse("[".repeat(33) + "]".repeat(33))).detail())
                .contains("32");
        assertThat(refused(() -> parse("{\"a\":".repeat(33) + "1" + "}".repeat(33))))
                .isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(refused(() -> parse("[".repeat(1_000_000)))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @Test
    void theDeepestDocumentAllowedIsReadComparedAndWrittenOnASmallStack() throws Exception {
        JsonLimits deepest = new JsonLimits(64, 10);
        String text = "{\"a\":[".repeat(32) + "]}".repeat(32);

        assertThat(onSmallStack(() -> {
                    Json value = JsonReader.parse(text, deepest);
                    assertThat(JsonReader.parse(JsonWriter.write(value), deepest))
                            .isEqualTo(value)
                            .hasSameHashCodeAs(value);
                }))
                .isEmpty();
        assertThat(onSmallStack(() -> JsonReader.parse("[".repeat(1_000_000), deepest)))
                .contains(ScimType.INVALID_SYNTAX);
    }

    @Test
    void theLengthAndExponentOfNumbersAreLimited() {
        assertThat(parse("1".repeat(100))).isNotNull();
        assertThat(refused(() -> parse("1".repeat(101)))).isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(parse("1e99")).isNotNull();
        assertThat(refused(() -> parse("1e999999999"))).isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(refused(() -> parse("1e-999999999"))).isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(refused(() -> parse("12e99"))).isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(parse("1e-99")).isNotNull();
        assertThat(refused(() -> parse("1e-100"))).isEqualTo(ScimType.INVALID_SYNTAX);
        assertThat(refused(() -> parse("1e99999999999999999999"))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @Test
    void anExponentIsAnotherWayToWriteTheSameNumber() {
        assertThat(parse("1e5")).isEqualTo(parse("100000"));
        assertThat(parse("-2.5E1")).isEqualTo(parse("-25"));
        assertThat(JsonWriter.write(parse("12e3"))).isEqualTo("12000");
    }

    @Test
    void aRefusalTellsWhereAndRepeatsNothing() {
        assertThat(refusal(() -> parse("{\"secret\": tru}")).detail())
                .contains("line 1")
                .doesNotContain("secret")
                .doesNotContain("tru}");
    }

    @Test
    void limitsThatCouldExhaustAStackAreRefused() {
        assertThatThrownBy(() -> new JsonLimits(100_000, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(10, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Json parse(String text) {
        return JsonReader.parse(text, JSON_LIMITS);
    }
}
