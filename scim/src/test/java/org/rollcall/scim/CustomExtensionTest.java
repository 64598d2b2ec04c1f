package org.rollcall.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.REQUEST_LIMITS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.message.Discovery;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.resource.Meta;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.resource.Representation;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.SchemaReader;
import org.rollcall.scim.schema.Schemas;

/** A schema that arrives as data is all it takes: nothing else knows of it. */
class CustomExtensionTest {

    private static final String URN = "urn:example:params:scim:desk:1.0:User";
    private static final Schemas SCHEMAS = Schemas.standard()
            .withExtension(
                    "user",
                    SchemaReader.read(object("{'id':'" + URN + "','name':'Desk','description':'Where a user sits',"
                            + "'attributes':[{'name':'floor','type':'integer'},{'name':'reserved','type':'boolean'},"
                            + "{'name':'keys','type':'complex','multiValued':true,'subAttributes':[{'name':'value'},"
                            + "{'name':'type'},{'name':'primary','type':'boolean'}]}]}")),
                    false);
    private static final ResourceType USER = SCHEMAS.user();
    private static final RequestReader USERS = new RequestReader(USER, REQUEST_LIMITS);
    private static final Resource AT_DESK = USERS.readResource(
                    json("{'userName':'a','" + URN.toUpperCase(java.util.Locale.ROOT)
                            + "':{'FLOOR':3,'reserved':'True','keys':{'value':'k1','type':'drawer'}}}"))
            .resource();

    @Test
    void itIsReadInCanonicalForm() {
        assertThat(AT_DESK.attributes())
                .isEqualTo(json("{'userName':'a','" + URN
                        + "':{'floor':3,'reserved':true,'keys':[{'value':'k1','type':'drawer'}]}}"));
    }

    @Test
    void itIsFiltered() {
        assertThat(holds(URN + ":floor gt 2 and " + URN + ":reserved eq true")).isTrue();
        assertThat(holds(URN + ":keys[type eq \"drawer\" and value sw \"k\"]")).isTrue();
        assertThat(holds(URN + ":keys co \"K1\"")).isTrue();
        assertThat(holds(URN + ":floor gt 3")).isFalse();
    }

    @Test
    void itIsPatched() {
        Json body = json("{'Operations':[{'op':'replace','path':'" + URN + ":floor','value':4},"
                + "{'op':'replace','path':'" + URN + ":keys[type eq \\'door\\'].value','value':'k2'},"
                + "{'op':'remove','path':'" + URN + ":keys[value eq \\'k1\\']'},"
                + "{'op':'replace','value':{'" + URN + "':{'reserved':'false'}}}]}");

        assertThat(PatchInterpreter.apply(AT_DESK, USERS.readPatch(body).operations(), 10)
                        .attributes())
                .isEqualTo(json("{'userName':'a','" + URN
                        + "':{'floor':4,'reserved':false,'keys':[{'type':'door','value':'k2'}]}}"));
    }

    @Test
    void itIsRepresentedAndProjected() {
        Json.Obj representation = Representation.of(
                AT_DESK, "7", new Meta("User", Instant.EPOCH, Instant.EPOCH, "l", "v"), Json.Obj.EMPTY);

        assertThat(representation.get("schemas")).contains(Json.Arr.of(Json.text(Schemas.USER), Json.text(URN)));
        assertThat(Projection.parse(Optional.of(URN + ":floor"), Optional.empty(), USER)
                        .apply(representation)
                        .get(URN))
                .contains(json("{'floor':3}"));
        assertThat(Projection.parse(Optional.empty(), Optional.of(URN), USER)
                        .apply(representation)
                        .get(URN))
                .isEmpty();
    }

    @Test
    void itIsPublished() {
        assertThat(SCHEMAS.schema(URN)).isPresent();
        assertThat(JsonWriter.write(Discovery.schemas(SCHEMAS, "https://x.example")))
                .contains("https://x.example/Schemas/" + URN);
        assertThat(USER.toJson().get("schemaExtensions"))
                .contains(json("[{'schema':'" + Schemas.ENTERPRISE_USER + "','required':false},{'schema':'" + URN
                        + "','required':false}]"));
    }

    private static boolean holds(String filter) {
        return Filter.parse(filter, FILTER_LIMITS).check(USER).test(AT_DESK::values);
    }
}
