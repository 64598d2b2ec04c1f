package org.rollcall.scim.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.scim.json.JsonWriter;

class YamlTest {

    private static Yaml read(byte[] bytes) {
        try {
            return Yaml.read("file.yaml", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String yaml) {
        return JsonWriter.write(read(yaml).json());
    }

    @Test
    void aDocumentBecomesTheSameJson() {
        assertThat(json("""
                # people
                roles:
                  - name: Member
                    permissions: [app.read, "app.write"]
                    administrative: false
                  - {name: 'No', permissions: []}
                organizations:
                """))
                .isEqualTo("{\"roles\":[{\"name\":\"Member\",\"permissions\":[\"app.read\",\"app.write\"],"
                        + "\"administrative\":false},{\"name\":\"No\",\"permissions\":[]}],\"organizations\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "yes,\"yes\"",
                "no,\"no\"",
                "on,\"on\"",
                "True,\"True\"",
                "true,true",
                "null,null",
                "~,\"~\"",
                "15m,\"15m\"",
                "'15',\"15\"",
                "15,15",
                "1.50,1.50",
                "007,\"007\"",
                "0x1F,\"0x1F\"",
                "12:30,\"12:30\"",
                "2026-11-02,\"2026-11-02\"",
                ".inf,\".inf\"",
                "'true',\"true\""
            })
    void onlyWhatJsonKnowsIsMoreThanText(String yaml, String json) {
        assertThat(json("key: " + yaml)).isEqualTo("{\"key\":" + json + "}");
    }

    @Test
    void aPointerLeadsToItsLineAndAnUnknownOneToItsParent() {
        Yaml yaml = read("""
                roles:
                  - name: A
                    permissions:
                      - x
                      - y

                  - name: B
                "a/b": 1
                """);
        assertThat(yaml.locate("/roles/0/permissions/1", "!")).isEqualTo("file.yaml:5: !");
        assertThat(yaml.locate("/roles/1", "!")).isEqualTo("file.yaml:7: !");
        assertThat(yaml.locate("/roles/1/permissions/9", "!")).isEqualTo("file.yaml:7: !");
        assertThat(yaml.locate("/a~1b", "!")).isEqualTo("file.yaml:8: !");
        assertThat(yaml.locate("/nothing", "!")).isEqualTo("file.yaml:1: !");
        assertThat(yaml.locate("", "!")).isEqualTo("file.yaml:1: !");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\nb: [1, 2|file.yaml:2: this is no YAML",
                "a: 1\\n\\tb: 2|file.yaml:2: this is no YAML",
                "a: 1\\nb:\\n  c: 1\\n  c: 2|file.yaml:4: the key \"c\" is here twice; first in line 3",
                "a: &x 1\\nb: *x|file.yaml:1: anchors (&) and aliases (*) are not supported",
                "a: 1\\nb: *x|file.yaml:2: anchors (&) and aliases (*) are not supported",
                "a: !!binary aGFsbG8=|file.yaml:1: tags (!) are not supported",
                "a: !x {}|file.yaml:1: tags (!) are not supported",
                "a: 1\\n---\\nb: 2|file.yaml:2: a second document begins here",
                "? [a]\\n: 1|file.yaml:1: a key must be a plain text",
                "`` |file.yaml is empty.",
                "# only a comment|file.yaml is empty."
            })
    void whatIsAmbiguousOrNoYamlIsRefusedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void nestingIsBounded() {
        assertThat(json("[".repeat(33) + "]".repeat(33))).hasSize(66);
        assertThatThrownBy(() -> read("[".repeat(34) + "]".repeat(34))).hasMessageContaining("nested deeper than 32");
        assertThatThrownBy(() -> read("[".repeat(500_000))).hasMessageContaining("nested deeper than 32");
        assertThatThrownBy(() -> read("a: ".repeat(40))).isInstanceOf(YamlException.class);
    }

    @Test
    void sizeIsBounded() {
        String comment = "a: 1\n#";
        assertThat(json(comment + "x".repeat(Yaml.BYTES - comment.length()))).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> read(comment + "x".repeat(Yaml.BYTES - comment.length() + 1)))
                .hasMessage("file.yaml is larger than 1024 KiB.");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheTextAndOtherBytesThanUtf8AreRefused() {
        assertThat(json("\uFEFFname: Zoë")).isEqualTo("{\"name\":\"Zoë\"}");
        assertThatThrownBy(() -> read("name: Zoë".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("file.yaml is no UTF-8 text.");
    }
}
