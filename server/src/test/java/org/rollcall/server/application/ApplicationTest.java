package org.rollcall.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-104: an application has a credential, a subscription, a cursor and its own ids, and is asked to acknowledge. */
class ApplicationTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String SELF = "/api/v1/applications/self";
    private static final String COMPANY = """
            {'organizations':[{'name':'Default'},{'name':'Company','organizations':[
                {'name':'Sales','organizations':[{'name':'North'}]},{'name':'Lab'}]}],
             'roles':[{'name':'Member'},{'name':'Seller'}],
             'providers':[{'name':'okta','organization':{'byGroup':[
                {'group':'North','organization':'Company/Sales/North'},{'group':'Sales','organization':'Company/Sales'},
                {'group':'Lab','organization':'Company/Lab'}],'fallback':'Company'},'fallbackDelay':'0s',
                'roles':[{'group':'Sellers','roles':['Seller']},{'group':'Members','roles':['Member']}],
                'brake':{'people':1000,'share':'100%'}}]}""";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aCompany() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private record App(String id, Client client) {
        JsonNode events() {
            Answer page = client.get(SELF + "/events?limit=1000");
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            return page.json();
        }

        List<String> names() {
            return events().get("items")
                    .valueStream()
                    .map(event -> event.at("/type").asString() + " "
                            + event.at("/user/userName").asString())
                    .toList();
        }

        Answer access(String query) {
            return client.get(SELF + "/access?" + query);
        }
    }

    private App app(String body) {
        Answer created = tenant.admin().post("/api/v1/applications", body(body));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return new App(created.id(), new Client(tenant.admin().base(), "Bearer " + created.at("/token")));
    }

    private JsonNode listed(App app) {
        return tenant.admin()
                .get("/api/v1/applications")
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("id").asString().equals(app.id()))
                .findFirst()
                .orElseThrow();
    }

    private Answer change(App app, String body) {
        return tenant.admin().put("/api/v1/applications/" + app.id(), body(body));
    }

    private List<JsonNode> drift(String kind) {
        return tenant.admin()
                .get("/api/v1/drift")
                .json()
                .get("items")
                .valueStream()
                .filter(finding -> finding.get("kind").asString().equals(kind))
                .toList();
    }

    // ---- credential

    @Test
    void itsTokenOpensItsOwnFeedAndNothingElse() {
        App app = app("{'name':'Files'}");
        assertThat(app.client().get(SELF + "/events").status()).isEqualTo(200);
        for (String path : List.of("/api/v1/events", "/api/v1/users", "/api/v1/applications", "/api/v1/status")) {
            assertThat(app.client().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(app.client().delete("/api/v1/applications/self").status()).isEqualTo(401);
        assertThat(tenant.admin().get(SELF + "/events").status()).isEqualTo(401);
        assertThat(new Client(tenant.admin().base(), okta.scim().authorization())
                        .get(SELF + "/events")
                        .status())
                .isEqualTo(401);
        assertThat(tenant.admin()
                        .post("/api/v1/applications", body("{'name':'files'}"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void twoTokensWorkAtATimeAndARevokedOneIsRefusedAtOnce() {
        App app = app("{'name':'Files'}");
        String tokens = "/api/v1/applications/" + app.id() + "/tokens";
        Client second = new Client(
                tenant.admin().base(),
                "Bearer " + tenant.admin().post(tokens, "{}").at("/token"));
        assertThat(tenant.admin().post(tokens, "{}").status()).isEqualTo(409);
        assertThat(second.get(SELF + "/events").status()).isEqualTo(200);
        assertThat(app.client().get(SELF + "/events").status()).isEqualTo(200);

        String old = listed(app).at("/tokens/0/id").asString();
        assertThat(tenant.admin().delete(tokens + "/" + old).status()).isEqualTo(204);
        assertThat(app.client().get(SELF + "/events").status()).isEqualTo(401);
        assertThat(second.get(SELF + "/events").status()).isEqualTo(200);
        assertThat(tenant.log("application changed")).hasSize(3);

        assertThat(tenant.admin().delete("/api/v1/applications/" + app.id()).status())
                .isEqualTo(204);
        assertThat(second.get(SELF + "/events").status()).isEqualTo(401);
    }

    // ---- subscription

    @Test
    void itHearsOfItsOrganizationsOnlyAndOfThoseWhoLeaveThem() {
        tenant.apply(COMPANY);
        App sales = app("{'name':'Sales','organizations':['company/SALES']}");
        App all = app("{'name':'All'}");
        String ana = okta.user("ana");
        String ben = okta.user("ben");
        String north = okta.group("North", ana);
        okta.group("Lab", ben);
        okta.removeMembers(north, ana);
        okta.setActive(ana, false);

        assertThat(all.names()).hasSize(6);
        assertThat(sales.names()).containsExactly("user.updated ana", "user.updated ana");
        JsonNode left = sales.events().get("items").get(1);
        assertThat(left.at("/user/organization").asString()).isEqualTo("Company");
        assertThat(sales.events().get("next").asString())
                .as("past what it does not follow")
                .isEqualTo(all.events().get("next").asString());
        assertThat(change(sales, "{'organizations':['Nowhere']}").status()).isEqualTo(400);
        assertThat(change(sales, "{'types':['user.married']}").status()).isEqualTo(400);
    }

    @Test
    void aSubscriptionByRoleAndTypeHoldsAsWell() {
        tenant.apply(COMPANY);
        App sellers = app("{'name':'CRM','roles':['Seller'],'types':['user.blocked','user.updated']}");
        String ana = okta.user("ana");
        String ben = okta.user("ben");
        okta.group("Sellers", ana);
        okta.setActive(ana, false);
        okta.setActive(ben, false);
        okta.setActive(ana, true);
        assertThat(sellers.names()).containsExactly("user.updated ana", "user.blocked ana");
    }

    /** H-W11, N5: what it gets is what a reader of everything would have picked, in the same order. */
    @Test
    void nothingIsSkippedAndNobodysEventsChangeTheirOrder() {
        tenant.apply(COMPANY);
        App all = app("{'name':'All'}");
        App lab = app("{'name':'Lab','organizations':['Company/Lab']}");
        Random random = new Random(7);
        String group = okta.group("Lab");
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            users.add(okta.user("u" + i));
        }
        for (int i = 0; i < 60; i++) {
            String user = users.get(random.nextInt(users.size()));
            switch (random.nextInt(3)) {
                case 0 -> okta.addMembers(group, user);
                case 1 -> okta.removeMembers(group, user);
                default -> okta.setActive(user, random.nextBoolean());
            }
        }
        List<String> expected = new ArrayList<>();
        Set<String> inside = new HashSet<>();
        for (JsonNode event : all.events().get("items")) {
            String user = event.at("/user/id").asString();
            boolean now = event.at("/user/organization").asString().equals("Company/Lab");
            if (now || inside.contains(user)) {
                expected.add(event.get("id").asString());
            }
            if (now) {
                inside.add(user);
            } else {
                inside.remove(user);
            }
        }
        List<String> got = new ArrayList<>();
        Answer first = lab.client().get(SELF + "/events?limit=1");
        got.add(first.at("/items/0/id"));
        String cursor = first.at("/next");
        for (boolean more = true; more; ) {
            Answer page = lab.client().get(SELF + "/events?limit=3&after=" + cursor);
            page.json().get("items").forEach(event -> got.add(event.get("id").asString()));
            cursor = page.at("/next");
            more = page.json().get("more").asBoolean();
        }
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(got).isEqualTo(expected);
    }

    @Test
    void eventsOfUnknownPlaceAreForThoseWhoFollowEverybody() {
        tenant.apply(COMPANY);
        App all = app("{'name':'All'}");
        App sales = app("{'name':'Sales','organizations':['Company/Sales']}");
        App sellers = app("{'name':'CRM','roles':['Seller']}");
        okta.user("ana");
        server.jdbi().useHandle(handle -> handle.execute("""
                update event set organization_id = null, role_ids = null, organization_before = null, roles_before = null
                where tenant_id = ?""", tenant.id().value()));
        assertThat(all.names()).containsExactly("user.added ana");
        assertThat(sales.names()).isEmpty();
        assertThat(sellers.names()).isEmpty();
    }

    @Test
    void itSaysNothingOfPeopleWhomItDoesNotFollow() {
        tenant.apply(COMPANY);
        App sales = app("{'name':'Sales','organizations':['Company/Sales']}");
        App all = app("{'name':'All'}");
        String ben = okta.user("ben");
        for (String body : List.of("{'accountId':'acc-7'}", "{}")) {
            assertThat(sales.client().put(SELF + "/users/" + ben, body(body)).status())
                    .as(body)
                    .isEqualTo(404);
        }
        String events = body(
                "{'events':['%s']}".formatted(all.events().at("/items/0/id").asString()));
        assertThat(sales.client().post(SELF + "/acknowledgements", events).at("/users"))
                .isEqualTo("0");
        assertThat(all.client().post(SELF + "/acknowledgements", events).at("/users"))
                .isEqualTo("1");
    }

    @Test
    void whoIsNotFollowedAnyMoreCanBeCalledNothing() {
        tenant.apply(COMPANY);
        App sales = app("{'name':'Sales','organizations':['Company/Sales']}");
        String ana = okta.user("ana");
        String group = okta.group("Sales", ana);
        String own = SELF + "/users/" + ana;
        assertThat(sales.client().put(own, body("{'accountId':'acc-7'}")).status())
                .isEqualTo(204);
        okta.removeMembers(group, ana);
        assertThat(sales.client().put(own, body("{'accountId':'acc-8'}")).status())
                .isEqualTo(404);
        assertThat(sales.client().put(own, "{}").status()).isEqualTo(204);
        assertThat(tenant.explain("ana").get("applications")).isEmpty();
    }

    // ---- cursor, lag

    @Test
    void itGoesOnWhereItSaidThatItIsDoneAndNeverBack() {
        App app = app("{'name':'Files'}");
        okta.user("ana");
        String first = app.events().get("next").asString();
        okta.user("ben");
        assertThat(app.names()).hasSize(2);
        String cursor = SELF + "/cursor";
        assertThat(app.client()
                        .put(cursor, body("{'cursor':'%s'}".formatted(first)))
                        .status())
                .isEqualTo(200);
        assertThat(app.names()).containsExactly("user.added ben");
        String second = app.events().get("next").asString();
        app.client().put(cursor, body("{'cursor':'%s'}".formatted(second)));
        assertThat(app.client()
                        .put(cursor, body("{'cursor':'%s'}".formatted(first)))
                        .at("/cursor"))
                .isEqualTo(second);
        assertThat(app.client().put(cursor, body("{'cursor':'1-999999'}")).status())
                .isEqualTo(400);
        assertThat(app.client().put(cursor, body("{'cursor':'99-1'}")).status()).isEqualTo(410);
        assertThat(app.client().get(SELF + "/events?after=99-1").status()).isEqualTo(410);
    }

    @Test
    void whatWaitsForTooLongIsShown() {
        App app = app("{'name':'Files','lagAlarmSeconds':3600}");
        okta.user("ana");
        assertThat(listed(app).get("late").asBoolean()).isFalse();
        assertThat(drift("application-lags")).isEmpty();
        server.advance(Duration.ofHours(2));
        assertThat(listed(app).get("lagSeconds").asLong()).isGreaterThanOrEqualTo(7200);
        assertThat(listed(app).get("late").asBoolean()).isTrue();
        assertThat(drift("application-lags").getFirst().at("/items/0/name").asString())
                .isEqualTo("Files");
        app.client()
                .put(
                        SELF + "/cursor",
                        body("{'cursor':'%s'}"
                                .formatted(app.events().get("next").asString())));
        assertThat(listed(app).get("lagSeconds").asLong()).isZero();
        assertThat(drift("application-lags")).isEmpty();
    }

    // ---- acknowledgement

    @Test
    void aLossOfAccessThatIsNotAcknowledgedInTimeIsShown() {
        String early = okta.user("early");
        okta.setActive(early, false);
        App app = app("{'name':'Files'}");
        String ana = okta.user("ana");
        assertThat(change(app, "{'acknowledgeWithinSeconds':60}").status()).isEqualTo(200);
        okta.setActive(ana, false);
        String unacknowledged = "/api/v1/applications/" + app.id() + "/unacknowledged";
        assertThat(tenant.admin().get(unacknowledged).json().get("items")).isEmpty();

        server.advance(Duration.ofMinutes(2));
        String event = app.events()
                .get("items")
                .valueStream()
                .filter(item -> item.get("endSessions").asBoolean())
                .map(item -> item.get("id").asString())
                .findFirst()
                .orElseThrow();
        JsonNode missing = tenant.admin().get(unacknowledged).json().get("items");
        assertThat(missing.findValuesAsString("userName")).containsExactly("ana");
        assertThat(missing.get(0).get("event").asString()).isEqualTo(event);
        assertThat(listed(app).get("unacknowledged").asLong()).isEqualTo(1);
        assertThat(drift("unacknowledged").getFirst().at("/items/0/name").asString())
                .isEqualTo("ana");

        Answer said = app.client().post(SELF + "/acknowledgements", body("{'events':['%s']}".formatted(event)));
        assertThat(said.at("/users")).isEqualTo("1");
        assertThat(tenant.admin().get(unacknowledged).json().get("items")).isEmpty();
        assertThat(drift("unacknowledged")).isEmpty();
        assertThat(change(app, "{'acknowledgeWithinSeconds':null}").json().has("acknowledgeWithinSeconds"))
                .isFalse();
    }

    // ---- people

    @Test
    void itsOwnIdOfAPersonIsInItsFeedInTheExplanationAndInNobodyElsesFeed() {
        App app = app("{'name':'Files'}");
        App other = app("{'name':'Wiki'}");
        String ana = okta.user("ana");
        String ben = okta.user("ben");
        assertThat(app.client()
                        .put(SELF + "/users/" + ana, body("{'accountId':'acc-7'}"))
                        .status())
                .isEqualTo(204);
        assertThat(app.client()
                        .put(SELF + "/users/" + ben, body("{'accountId':'acc-7'}"))
                        .status())
                .isEqualTo(409);
        assertThat(app.client()
                        .put(SELF + "/users/" + app.id(), body("{'accountId':'acc-8'}"))
                        .status())
                .isEqualTo(404);
        assertThat(app.events().at("/items/0/accountId").asString()).isEqualTo("acc-7");
        assertThat(other.events().at("/items/0").has("accountId")).isFalse();
        assertThat(tenant.explain("ana").at("/applications/0/application").asString())
                .isEqualTo("Files");
        assertThat(tenant.explain("ana").at("/applications/0/accountId").asString())
                .isEqualTo("acc-7");
        app.client().put(SELF + "/users/" + ana, "{}");
        assertThat(tenant.explain("ana").get("applications")).isEmpty();
    }

    @Test
    void itAsksWhoMaySignInAndWithWhichRoles() {
        tenant.apply(COMPANY);
        App app = app("{'name':'Files','organizations':['Company/Sales']}");
        String ana = okta.user("ana@example.org");
        okta.user("ben");
        okta.group("North", ana);
        okta.group("Sellers", ana);
        app.client().put(SELF + "/users/" + ana, body("{'accountId':'acc-7'}"));
        for (String query : List.of("userName=ANA@example.org", "accountId=acc-7", "id=" + ana)) {
            JsonNode answer = app.access(query).json();
            assertThat(answer.get("allowed").asBoolean()).as(query).isTrue();
            assertThat(answer.at("/roles/0").asString()).isEqualTo("Seller");
            assertThat(answer.get("organization").asString()).isEqualTo("Company/Sales/North");
            assertThat(answer.get("id").asString()).isEqualTo(ana);
        }
        okta.setActive(ana, false);
        assertThat(app.access("accountId=acc-7").at("/allowed")).isEqualTo("false");
        assertThat(app.access("accountId=acc-7").at("/state")).isEqualTo("blocked");
        assertThat(app.access("userName=ben").text()).as("not followed").isEqualTo("{\"allowed\":false}");
        assertThat(app.access("userName=nobody").text()).isEqualTo("{\"allowed\":false}");
        assertThat(app.access("userName=a&id=b").status()).isEqualTo(400);
        assertThat(app.access("").status()).isEqualTo(400);
    }

    @Test
    void aSnapshotHasThoseWhomItFollowsAndWhereToGoOn() {
        tenant.apply(COMPANY);
        String ana = okta.user("ana");
        String cy = okta.user("cy");
        okta.user("ben");
        okta.group("Sales", ana, cy);
        App app = app("{'name':'Files','organizations':['Company/Sales']}");
        Answer first = app.client().get(SELF + "/users?limit=1");
        Answer second = app.client().get(SELF + "/users?limit=1&after=" + first.at("/next"));
        Map<String, String> states = new HashMap<>();
        List.of(first, second).forEach(page -> states.put(page.at("/items/0/userName"), page.at("/items/0/state")));
        assertThat(states).containsOnly(Map.entry("ana", "active"), Map.entry("cy", "active"));
        okta.setActive(cy, false);
        assertThat(app.client().get(SELF + "/events?after=" + first.at("/feed")).at("/items/0/type"))
                .isEqualTo("user.blocked");
    }

    @Test
    void nothingOfOneTenantReachesTheOther() {
        App app = app("{'name':'Files'}");
        TestTenant other = server.tenant();
        String ana = other.provider("okta").user("ana");
        assertThat(app.names()).isEmpty();
        assertThat(app.access("userName=ana").at("/allowed")).isEqualTo("false");
        assertThat(app.access("id=" + ana).at("/allowed")).isEqualTo("false");
        assertThat(app.client()
                        .put(SELF + "/users/" + ana, body("{'accountId':'x'}"))
                        .status())
                .isEqualTo(404);
        assertThat(other.admin().delete("/api/v1/applications/" + app.id()).status())
                .isEqualTo(404);
    }
}
