package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema (2020-12) as tests hold our own answers against it: a published schema lets members be added later, but
 * what we answer today must be named in it.
 */
public final class StrictSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final Schema schema;

    private StrictSchema(Schema schema) {
        this.schema = schema;
    }

    public static StrictSchema of(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return new StrictSchema(REGISTRY.getSchema(closed));
    }

    /** A schema of an OpenAPI document, whose references lead into its components. */
    public static StrictSchema within(JsonNode openApi, JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("$defs", openApi.at("/components/schemas"));
        return of(JSON.readTree(whole.toString().replace("#/components/schemas/", "#/$defs/")));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(StrictSchema::close);
    }

    /** Fails with every place where the value does not fit. */
    public void requireFits(JsonNode value, String what) {
        assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
    }
}
