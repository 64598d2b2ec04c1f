package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Queries over users and groups together, at the root (B026, B028, B050). */
class RootQueryTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;

    @BeforeAll
    static void people() {
        TestTenant tenant = server.tenant();
        okta = tenant.provider("okta");
        okta.scim().post("/Users", body("{'userName':'ana','displayName':'Delta'}"));
        String bob = okta.user("bob");
        okta.group("Beta", bob);
        okta.group("alpha");
        TestProvider other = tenant.provider("other");
        other.user("zoe");
        other.group("Omega");
    }

    @Test
    void everythingOfTheProviderIsInOneListUsersFirst() {
        assertThat(names("")).containsExactly("ana", "bob", "Beta", "alpha");
        Answer all = okta.scim().get("");
        assertThat(all.json().get("totalResults").asInt()).isEqualTo(4);
        assertThat(all.at("/Resources/1/groups/0/display")).isEqualTo("Beta");
        assertThat(all.at("/Resources/2/meta/resourceType")).isEqualTo("Group");
        assertThat(all.json().at("/Resources/2").has("members")).isFalse();
    }

    /** What one type does not have is without a value there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userName eq \"bob\"                                  | bob",
                "userName eq \"bob\" or displayName eq \"alpha\"      | bob alpha",
                "displayName sw \"D\"                                 | ana",
                "displayName pr                                       | ana Beta alpha",
                "userName pr                                          | ana bob",
                "not (userName pr)                                    | Beta alpha",
                "userName ne \"ana\"                                  | bob Beta alpha",
                "userName eq null                                     | Beta alpha",
                "meta.resourceType eq \"Group\"                       | Beta alpha",
                "meta.resourceType eq \"User\" and displayName eq \"Delta\" | ana",
                "emails[type eq \"work\"]                             | ''",
                "members.value pr                                     | Beta",
                "groups pr                                            | bob",
            })
    void aFilterMayNameAttributesOfEither(String filter, String expected) {
        List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        assertThat(names("?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                .isEqualTo(wanted);
    }

    @Test
    void theListIsSortedAcrossTypes() {
        assertThat(names("?sortBy=displayName")).containsExactly("alpha", "Beta", "ana", "bob");
        assertThat(names("?sortBy=displayName&sortOrder=descending")).containsExactly("bob", "ana", "Beta", "alpha");
        assertThat(names("?sortBy=userName")).containsExactly("ana", "bob", "Beta", "alpha");
        assertThat(names("?sortBy=meta.created&sortOrder=descending")).containsExactly("alpha", "Beta", "bob", "ana");
    }

    @Test
    void pagesGoFromOneTypeToTheOther() {
        assertThat(names("?startIndex=2&count=2")).containsExactly("bob", "Beta");
        assertThat(names("?startIndex=4&count=2")).containsExactly("alpha");
        assertThat(names("?startIndex=5")).isEmpty();
        Answer none = okta.scim().get("?count=0");
        assertThat(none.json().get("totalResults").asInt()).isEqualTo(4);
        assertThat(none.json().get("Resources")).isEmpty();
    }

    @Test
    void aSearchSaysTheSameInItsBody() {
        Answer found = okta.scim()
                .post(
                        "/.search",
                        body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
                                + "'attributes':['displayName'],'sortBy':'displayName','startIndex':2,'count':2}"));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().get("totalResults").asInt()).isEqualTo(4);
        assertThat(found.at("/Resources/0/displayName")).isEqualTo("Beta");
        assertThat(found.at("/Resources/1/displayName")).isEqualTo("Delta");
        assertThat(found.json().at("/Resources/1").has("userName")).isFalse();
        assertThat(found.at("/Resources/1/id")).isNotEmpty();
    }

    @Test
    void whatNeitherHasIsRefused() {
        assertThat(okta.scim().get("?filter=nothing%20pr").at("/scimType")).isEqualTo("invalidFilter");
        assertThat(okta.scim().get("?sortBy=nothing").at("/scimType")).isEqualTo("invalidPath");
        assertThat(okta.scim().get("?filter=active%20gt%20true").at("/scimType"))
                .isEqualTo("invalidFilter");
    }

    private static List<String> names(String query) {
        Answer answer = okta.scim().get(query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        for (JsonNode resource : answer.json().get("Resources")) {
            names.add(resource.path("userName")
                    .asString(resource.path("displayName").asString("")));
        }
        return names;
    }
}
