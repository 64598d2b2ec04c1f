package org.rollcall.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Repository;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.StrictSchema;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events are as {@code docs/reference/events.md} and its schema promise to applications (P-105). */
class EventContractTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAGE = "docs/reference/events.md";
    private static final String REASON = "{'reason':'a test'}";

    private static JsonNode contract() {
        return JSON.readTree(Repository.text("docs/reference/event.schema.json"));
    }

    private static Set<String> names(JsonNode schema, String pointer) {
        return schema.at(pointer + "/enum")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    @Test
    void eventsOfEachTypeAndWithEachEffectFitTheSchema() {
        TestTenant tenant = server.tenant();
        everythingThatCanHappen(tenant);
        Set<String> types = new HashSet<>();
        Set<String> actions = new HashSet<>();
        for (JsonNode event : tenant.events()) {
            StrictSchema.of(contract()).requireFits(event, "an event");
            types.add(event.get("type").asString());
            actions.addAll(event.get("effects").findValuesAsString("action"));
        }
        assertThat(types).isEqualTo(names(contract(), "/properties/type"));
        assertThat(actions).isEqualTo(names(contract(), "/properties/effects/items/properties/action"));
    }

    private static void everythingThatCanHappen(TestTenant tenant) {
        TestProvider okta = tenant.provider("okta");
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Sales'}],'roles':[{'name':'Seller'},{'name':'Chief','administrative':true}],
                 'providers':[{'name':'okta',
                   'organization':{'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},'fallbackDelay':'0s',
                   'roles':[{'group':'Sales','roles':['Seller']}]}]}""");
        String ana = okta.user("ana");
        String sales = okta.group("Sales", ana);
        okta.group("Chess", ana);
        tenant.act(ana, "move", "{'organization':'Sales','reason':'a test','pin':true}");
        tenant.act(ana, "unpin", REASON);
        tenant.act(ana, "grants", "{'role':'Chief','reason':'a test'}");
        tenant.admin().delete("/api/v1/users/ana/grants/Chief");
        okta.removeMembers(sales, ana);
        okta.patchUser(ana, "{'op':'replace','value':{'userName':'anna','displayName':'Anna','externalId':'e1'}}");
        okta.setActive(ana, false);
        okta.scim().post("/Users", body("{'userName':'anna'}"));
        okta.setActive(ana, false);
        tenant.act(ana, "block", REASON);
        tenant.act(ana, "unblock", REASON);
        server.advance(Duration.ofMinutes(16));
        Awaitility.await().until(() -> "deactivated".equals(stateOf(tenant, "anna")));
        okta.setActive(ana, true);
        okta.scim().delete("/Users/" + ana);
        tenant.act(ana, "restore", REASON);
        tenant.act(ana, "release", REASON);
        okta.scim().post("/Users", body("{'userName':'anna','emails':[{'value':'a@example.org'}]}"));
        tenant.act(ana, "confirm-email", "{}");
        String zoe = okta.user("zoe");
        tenant.act(zoe, "deactivate", REASON);
        tenant.act(zoe, "erase", REASON);
    }

    private static String stateOf(TestTenant tenant, String user) {
        return tenant.explain(user).at("/state/state").asString();
    }

    @Test
    void everyWayOutEndsTheSessionsAndNoOtherDoes() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        String ana = okta.user("ana");
        okta.scim().post("/Users", body("{'userName':'ben','active':false}"));
        tenant.act(ana, "block", REASON);
        tenant.act(ana, "deactivate", REASON);
        tenant.act(ana, "unblock", REASON);
        tenant.act(ana, "reactivate", REASON);
        okta.setActive(ana, false);
        okta.scim().delete("/Users/" + ana);
        assertThat(tenant.events()
                        .valueStream()
                        .map(event -> event.get("type").asString() + " " + event.get("endSessions")))
                .containsExactly(
                        "user.added false",
                        "user.added true",
                        "user.blocked true",
                        "user.deactivated true",
                        "user.updated false",
                        "user.reactivated false",
                        "user.blocked true",
                        "user.deleted true");
    }

    @Test
    void theIdOfAnEventIsACursor() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        okta.user("ana");
        okta.user("ben");
        String first = tenant.events().at("/0/id").asString();
        JsonNode after = tenant.admin().get("/api/v1/events?after=" + first).json();
        assertThat(after.at("/items/0/user/userName").asString()).isEqualTo("ben");
        assertThat(after.get("items").size()).isEqualTo(1);
    }

    /** The first page's cursor is taken before anybody is read, so what happens during the pages is in the feed. */
    @Test
    void aSnapshotAndTheFeedFromItsFirstPageMissNothing() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        okta.user("ana");
        okta.user("ben");
        JsonNode page = tenant.admin().get("/api/v1/users?limit=1").json();
        okta.user("eve");
        JsonNode events = tenant.admin()
                .get("/api/v1/events?after=" + page.get("feed").asString())
                .json();
        assertThat(events.at("/items/0/user/userName").asString()).isEqualTo("eve");
        assertThat(events.get("items").size()).isEqualTo(1);
    }

    @Test
    void aRenamedGroupMakesNoEventAsThePageSays() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        String group = okta.group("Chess", okta.user("ana"));
        int before = tenant.events().size();
        okta.patchGroup(group, "{'op':'replace','value':{'displayName':'Go'}}");
        assertThat(tenant.events().size()).isEqualTo(before);
    }

    // ---- the page

    @Test
    void theExampleOnThePageFitsTheSchema() {
        String page = Repository.text(PAGE);
        int begin = page.indexOf("```json") + "```json".length();
        JsonNode example = JSON.readTree(page.substring(begin, page.indexOf("```", begin)));
        StrictSchema.of(contract()).requireFits(example, "the example of the page");
    }

    @Test
    void thePageExplainsEachTypeOnceAndInTheOrderOfTheSchema() {
        List<String> explained = Repository.text(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `user."))
                .map(line -> line.split("`")[1])
                .toList();
        assertThat(explained)
                .containsExactlyElementsOf(contract()
                        .at("/properties/type/enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }
}
