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
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/** {@code sortBy} and {@code sortOrder} (B041, B042): by any attribute, on lists and searches. */
class SortingTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static TestProvider okta;

    @BeforeAll
    static void people() {
        okta = server.tenant().provider("okta");
        user("'userName':'bob','title':'clerk','name':{'familyName':'Zimmer'},'externalId':'b',"
                + "'emails':[{'value':'z@x.example'},{'value':'a@x.example','primary':true}]");
        user("'userName':'Ana','title':'Baker','name':{'familyName':'adams'},'externalId':'a',"
                + "'emails':[{'value':'M@x.example'}],'" + ENTERPRISE + "':{'department':'Sales'}");
        user("'userName':'cem','externalId':'B','emails':[{'value':'k@x.example'}],'" + ENTERPRISE
                + "':{'department':'Art','manager':{'value':'1'}}");
        okta.group("beta");
        okta.group("Alpha");
    }

    private static void user(String attributes) {
        Answer created = okta.scim().post("/Users", body("{" + attributes + "}"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userName                   | Ana bob cem",
                "USERNAME                   | Ana bob cem",
                "title                      | Ana bob cem",
                "name.familyName            | Ana bob cem",
                "emails                     | bob cem Ana",
                "emails.value               | bob cem Ana",
                "externalId                 | cem Ana bob",
                "meta.created               | bob Ana cem",
                "meta.lastModified          | bob Ana cem",
                "id                         | bob Ana cem",
                "active                     | bob Ana cem",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName | Ana bob cem",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | cem Ana bob",
                "department                 | cem Ana bob",
                "manager                    | cem bob Ana",
            })
    void ascendingIsByValueWithoutCaseAndWhoHasNoneComesLast(String by, String names) {
        assertThat(names("Users", by, "")).isEqualTo(List.of(names.split(" ")));
        assertThat(names("Users", by, "Ascending")).isEqualTo(List.of(names.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"userName,cem bob Ana", "title,cem bob Ana", "emails,Ana cem bob", "department,bob Ana cem"})
    void descendingIsTheOppositeAndWhoHasNoneComesFirst(String by, String names) {
        assertThat(names("Users", by, "descending")).isEqualTo(List.of(names.split(" ")));
    }

    @Test
    void groupsAreSortedToo() {
        assertThat(names("Groups", "displayName", "")).containsExactly("Alpha", "beta");
        assertThat(names("Groups", "displayName", "descending")).containsExactly("beta", "Alpha");
    }

    @Test
    void pagesOfASortedListFollowEachOther() {
        List<String> seen = new ArrayList<>();
        for (int start = 1; start <= 3; start++) {
            Answer page = okta.scim().get("/Users?sortBy=userName&count=1&startIndex=" + start);
            assertThat(page.json().get("totalResults").asInt()).isEqualTo(3);
            page.json()
                    .get("Resources")
                    .forEach(user -> seen.add(user.get("userName").asString()));
        }
        assertThat(seen).containsExactly("Ana", "bob", "cem");
        Answer search =
                okta.scim().post("/Users/.search", body("{'sortBy':'userName','sortOrder':'descending','count':1}"));
        assertThat(search.at("/Resources/0/userName")).isEqualTo("cem");
        Answer filtered = okta.scim().get("/Users?sortBy=userName&filter=title%20pr");
        assertThat(filtered.at("/Resources/0/userName")).isEqualTo("Ana");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "name", "groups", "password", "meta.location", "a b", "userName;drop table x"})
    void whatIsNoAttributeToSortByIsRefused(String by) {
        Answer refused = okta.scim().get("/Users?sortBy=" + URLEncoder.encode(by, StandardCharsets.UTF_8));
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.at("/scimType")).isEqualTo("invalidPath");
        assertThat(refused.at("/detail")).contains("sortBy");
    }

    @Test
    void anUnknownOrderIsRefusedAndAnOrderWithoutAnAttributeMeansNothing() {
        assertThat(okta.scim().get("/Users?sortBy=userName&sortOrder=up").at("/scimType"))
                .isEqualTo("invalidValue");
        assertThat(okta.scim().get("/Users?sortOrder=descending").at("/Resources/0/userName"))
                .isEqualTo("bob");
    }

    private static List<String> names(String type, String by, String order) {
        Answer answer = okta.scim().get("/%s?sortBy=%s&sortOrder=%s".formatted(type, by, order));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        for (JsonNode resource : answer.json().get("Resources")) {
            names.add(resource.get(type.equals("Users") ? "userName" : "displayName")
                    .asString());
        }
        return names;
    }
}
