package org.rollcall.scim.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.JSON_LIMITS;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.rollcall.scim.JsonDomain;
import org.rollcall.scim.ScimException;

@Domain(JsonDomain.class)
class JsonPropertiesTest {

    @Property(seed = "1")
    void readingWhatWasWrittenGivesTheSameValue(@ForAll Json value) {
        String written = JsonWriter.write(value);

        assertThat(JsonReader.parse(written, JSON_LIMITS)).isEqualTo(value);
        assertThat(JsonReader.parse(written.getBytes(UTF_8), JSON_LIMITS)).isEqualTo(value);
    }

    @Property(seed = "2")
    void anyBytesAreReadOrRefusedHD22(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(seed = "3")
    void aDamagedDocumentIsReadOrRefusedHD22(@ForAll Json value, @ForAll int position, @ForAll byte replacement) {
        byte[] bytes = JsonWriter.write(value).getBytes(UTF_8);
        bytes[Math.floorMod(position, bytes.length)] = replacement;

        readOrRefuse(bytes);
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(JsonReader.parse(bytes, JSON_LIMITS)).isNotNull();
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
    }
}
