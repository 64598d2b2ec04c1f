package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.json.Json;

class SchemaReaderTest {

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheRfcA003() {
        Attribute attribute = SchemaReader.read(object("{'id':'urn:example:x','attributes':[{'name':'floor'}]}"))
                .attribute("floor")
                .orElseThrow();

        assertThat(attribute.type()).isEqualTo(Attribute.Type.STRING);
        assertThat(attribute.multiValued()).isFalse();
        assertThat(attribute.required()).isFalse();
        assertThat(attribute.caseExact()).isFalse();
        assertThat(attribute.mutability()).isEqualTo(Attribute.Mutability.READ_WRITE);
        assertThat(attribute.returned()).isEqualTo(Attribute.Returned.DEFAULT);
        assertThat(attribute.uniqueness()).isEqualTo(Attribute.Uniqueness.NONE);
        assertThat(attribute.canonicalValues()).isEmpty();
    }

    @Test
    void aSchemaReadsBackAsItWasWritten() {
        assertThat(Schemas.standard().schemas())
                .allSatisfy(
                        schema -> assertThat(SchemaReader.read(schema.toJson())).isEqualTo(schema));
    }

    @Test
    void aWrittenSchemaSpellsOutWhatAppliesA060() {
        Json.Obj schema = Schemas.standard().schema(Schemas.USER).orElseThrow().toJson();
        Json.Obj active = attribute(schema, "active");
        Json.Obj emails = attribute(schema, "emails");

        assertThat(schema.get("schemas")).contains(Json.Arr.of(Json.text(Schema.URN)));
        assertThat(active.members().keySet())
                .containsExactly("name", "type", "multiValued", "description", "required", "mutability", "returned");
        assertThat(emails.members().keySet()).contains("subAttributes").doesNotContain("uniqueness", "caseExact");
        assertThat(attribute(schema, "userName").get("uniqueness")).contains(Json.text("server"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'attributes':[]}",
                "{'id':'no urn'}",
                "{'id':5}",
                "{'id':'urn:example:x','attributes':{}}",
                "{'id':'urn:example:x','attributes':['floor']}",
                "{'id':'urn:example:x','attributes':[{}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a b'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','type':'float'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','type':'any'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','required':'yes'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','canonicalValues':[1]}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a'},{'name':'A'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','type':'complex'}]}",
                "{'id':'urn:example:x','attributes':[{'name':'a','subAttributes':[{'name':'b'}]}]}"
            })
    void whatDescribesNoSchemaIsRefused(String json) {
        assertThat(refused(() -> SchemaReader.read(object(json)))).isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    void aComplexAttributeCannotHoldAnotherErratum8415() {
        Json.Obj nested = object("{'id':'urn:example:x','attributes':[{'name':'a','type':'complex','subAttributes':["
                + "{'name':'b','type':'complex','subAttributes':[{'name':'c'}]}]}]}");

        assertThat(refused(() -> SchemaReader.read(nested))).isEqualTo(ScimType.INVALID_VALUE);
    }

    private static Json.Obj attribute(Json.Obj schema, String name) {
        return ((Json.Arr) schema.get("attributes").orElseThrow())
                .elements().stream()
                        .map(Json.Obj.class::cast)
                        .filter(attribute -> attribute.get("name").equals(java.util.Optional.of(Json.text(name))))
                        .findFirst()
                        .orElseThrow();
    }
}
