package org.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.object;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.schema.ResourceType;

class RepresentationTest {

    private static final Meta META = new Meta(
            "User",
            Instant.parse("2026-01-02T03:04:05Z"),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            "https://x.example/scim/v2/Users/7",
            "W/\"3\"");

    @Test
    void aRepresentationHasSchemasIdAttributesAndMetaInThisOrder() {
        assertThat(JsonWriter.write(represent(USER, "{'userName':'a'}", "{}")))
                .isEqualTo(
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"7\",\"userName\":\"a\","
                                + "\"meta\":{\"resourceType\":\"User\",\"created\":\"2026-01-02T03:04:05.000Z\","
                                + "\"lastModified\":\"2026-01-02T03:04:05.678Z\","
                                + "\"location\":\"https://x.example/scim/v2/Users/7\",\"version\":\"W/\\\"3\\\"\"}}");
    }

    @Test
    void schemasListTheExtensionsThatArePresentQP83() {
        String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

        assertThat(represent(USER, "{'userName':'a','" + enterprise + "':{'department':'x'}}", "{}")
                        .get("schemas"))
                .contains(Json.Arr.of(Json.text("urn:ietf:params:scim:schemas:core:2.0:User"), Json.text(enterprise)));
        assertThat(represent(GROUP, "{'displayName':'a'}", "{}").get("schemas"))
                .contains(Json.Arr.of(Json.text("urn:ietf:params:scim:schemas:core:2.0:Group")));
    }

    @Test
    void whatTheServerKeepsWinsOverTheDocument() {
        Json.Obj representation =
                represent(USER, "{'userName':'a','active':true}", "{'active':false,'groups':[{'value':'g'}]}");

        assertThat(representation.get("active")).contains(Json.bool(false));
        assertThat(representation.members().sequencedKeySet())
                .containsExactly("schemas", "id", "userName", "active", "groups", "meta");
    }

    private static Json.Obj represent(ResourceType type, String attributes, String extra) {
        return Representation.of(new Resource(type, object(attributes)), "7", META, object(extra));
    }
}
