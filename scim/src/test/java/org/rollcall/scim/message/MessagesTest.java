package org.rollcall.scim.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.schema.Schemas;

class MessagesTest {

    private static final String BASE = "https://x.example/scim/v2";

    @Test
    void aListWithoutResultsStillHasItsArrayAndItsNumbersAreNumbersQP97QP22() {
        assertThat(JsonWriter.write(new ListResponse(0, 1, List.of()).toJson()))
                .isEqualTo("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":0,"
                        + "\"startIndex\":1,\"itemsPerPage\":0,\"Resources\":[]}");
    }

    @Test
    void itemsPerPageIsTheSizeOfThePageQP100() {
        Json.Obj page = new ListResponse(1000, 11, List.of(object("{'id':'1'}"), object("{'id':'2'}"))).toJson();

        assertThat(page.get("itemsPerPage")).contains(Json.number(2));
        assertThat(page.get("totalResults")).contains(Json.number(1000));
        assertThat(page.get("startIndex")).contains(Json.number(11));
    }

    @Test
    void theConfigurationHasEveryRequiredSubAttributeAlsoOfWhatIsNotSupportedQP86() {
        Json.Obj config = new ServiceProviderConfig(
                        "https://x.example/docs",
                        true,
                        ServiceProviderConfig.Bulk.UNSUPPORTED,
                        new ServiceProviderConfig.Filter(true, 200),
                        false,
                        false,
                        true,
                        new ServiceProviderConfig.Pagination(100, 200, 3600),
                        List.of(new ServiceProviderConfig.AuthenticationScheme(
                                "oauthbearertoken", "Bearer", "A token", "https://rfc", "https://docs", true)))
                .toJson(BASE + "/ServiceProviderConfig");

        assertThat(config)
                .isEqualTo(json("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],"
                        + "'documentationUri':'https://x.example/docs','patch':{'supported':true},"
                        + "'bulk':{'supported':false,'maxOperations':0,'maxPayloadSize':0},"
                        + "'filter':{'supported':true,'maxResults':200},'changePassword':{'supported':false},"
                        + "'sort':{'supported':false},'etag':{'supported':true},"
                        + "'pagination':{'cursor':true,'index':true,'defaultPaginationMethod':'index',"
                        + "'defaultPageSize':100,'maxPageSize':200,'cursorTimeout':3600},"
                        + "'authenticationSchemes':[{'type':'oauthbearertoken','name':'Bearer','description':'A token',"
                        + "'specUri':'https://rfc','documentationUri':'https://docs','primary':true}],"
                        + "'meta':{'resourceType':'ServiceProviderConfig','location':'"
                        + BASE + "/ServiceProviderConfig'}}"));
    }

    @Test
    void resourceTypesAreAListWithUserFirstQP05QP101() {
        Json.Obj list = Discovery.resourceTypes(Schemas.standard(), BASE);
        Json.Obj user = (Json.Obj)
                ((Json.Arr) list.get("Resources").orElseThrow()).elements().getFirst();

        assertThat(list.get("totalResults")).contains(Json.number(6));
        assertThat(user)
                .isEqualTo(json("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],'id':'User',"
                        + "'name':'User','endpoint':'/Users','description':'User Account',"
                        + "'schema':'urn:ietf:params:scim:schemas:core:2.0:User','schemaExtensions':[{'schema':"
                        + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','required':false}],"
                        + "'meta':{'resourceType':'ResourceType','location':'" + BASE + "/ResourceTypes/User'}}"));
    }

    @Test
    void schemasAreAListAndEachHasAnAbsoluteLocationQP05() {
        Json.Arr schemas = (Json.Arr)
                Discovery.schemas(Schemas.standard(), BASE).get("Resources").orElseThrow();

        assertThat(schemas.elements())
                .hasSize(10)
                .allSatisfy(schema -> assertThat(((Json.Obj) schema).get("meta"))
                        .get()
                        .extracting(meta -> ((Json.Obj) meta).get("location").orElseThrow())
                        .isEqualTo(Json.text(BASE + "/Schemas/"
                                + ((Json.Text) ((Json.Obj) schema).get("id").orElseThrow()).value())));
    }

    @Test
    void theSchemasOfDiscoveryDescribeWhatDiscoveryAnswers() {
        Json.Obj described = Discovery.schema(Schemas.standard(), "URN:ietf:params:scim:schemas:core:2.0:Schema", BASE)
                .orElseThrow();

        assertThat(names((Json.Arr) described.get("attributes").orElseThrow()))
                .contains(Json.text("name"), Json.text("description"), Json.text("attributes"));
        assertThat(described.get("meta"))
                .contains(object("{'resourceType':'Schema','location':'" + BASE
                        + "/Schemas/urn:ietf:params:scim:schemas:core:2.0:Schema'}"));
        for (String name : List.of("ServiceProviderConfig", "ResourceType")) {
            assertThat(Discovery.schema(Schemas.standard(), "urn:ietf:params:scim:schemas:core:2.0:" + name, BASE))
                    .isPresent();
        }
    }

    private static List<Json> names(Json.Arr attributes) {
        return attributes.elements().stream()
                .map(attribute -> ((Json.Obj) attribute).get("name").orElseThrow())
                .toList();
    }

    @Test
    void discoveryHoldsNoNullsAndOnlyKeywordsInCamelCase() {
        String schemas = JsonWriter.write(Discovery.schemas(Schemas.standard(), BASE));

        assertThat(schemas).doesNotContain("null", "READ", "\"any\"").contains("\"readWrite\"", "\"writeOnly\"");
    }
}
