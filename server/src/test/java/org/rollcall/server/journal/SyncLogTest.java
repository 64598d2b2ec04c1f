package org.rollcall.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-23, P-90 to P-92: what was done, to whom, by whom, and why; and nothing when nothing was done. */
class SyncLogTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ANA = "ana@example.org";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void oneUser() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        ana = okta.user(ANA);
    }

    private List<JsonNode> filtered(String query) {
        return tenant.admin()
                .get("/api/v1/log?limit=1000&" + query)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    // ---- P-90

    @Test
    void aRowSaysWhenByWhomToWhomWhatFromWhatToWhatAndByWhichRequest() {
        Answer answer = okta.patchUser(ana, "{'op':'replace','path':'title','value':'Captain'}");

        JsonNode row = tenant.log("user updated").getLast();
        assertThat(row.get("provider").asString()).isEqualTo("okta");
        assertThat(row.get("actor").asString()).isEqualTo("okta");
        assertThat(row.get("user").asString()).isEqualTo(ANA);
        assertThat(row.get("field").asString()).isEqualTo("title");
        assertThat(row.has("old")).isFalse();
        assertThat(row.get("new").asString()).isEqualTo("Captain");
        assertThat(row.get("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(row.get("result").asString()).isEqualTo("done");
        assertThat(row.at("/resource/type").asString()).isEqualTo("User");
        assertThat(row.at("/resource/id").asString()).isEqualTo(ana);
    }

    @Test
    void filtersNarrowByUserProviderActionAndTime() {
        TestProvider entra = tenant.provider("entra");
        entra.user("ben@example.org");
        okta.setActive(ana, false);

        assertThat(filtered("user=ANA%40example.org"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("user").asString()).isEqualTo(ANA));
        assertThat(filtered("provider=Entra"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("provider").asString()).isEqualTo("entra"));
        assertThat(filtered("action=blocked")).hasSize(1);
        assertThat(filtered("since=1h")).hasSameSizeAs(filtered(""));
        assertThat(filtered("until=1h")).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        for (int n = 0; n < 7; n++) {
            okta.patchUser(ana, "{'op':'replace','path':'title','value':'%d'}".formatted(n));
        }
        List<String> all = filtered("").stream().map(JsonNode::toString).toList();
        List<String> paged = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = tenant.admin().get("/api/v1/log?limit=3" + after).json();
            page.get("items").valueStream().map(JsonNode::toString).forEach(paged::add);
            after = page.has("next") ? "&after=" + page.get("next").asString() : "";
        } while (!after.isEmpty());
        assertThat(paged).isEqualTo(all);
    }

    /** H-X6 */
    @Test
    void cellsThatStartAFormulaAreNeutralisedInCsvAndNothingElseIs() {
        String[] titles = {"=1+1", "+1", "-1", "@sum(A1)", " =1", "\uFF1D1", "plain, \"quoted\"", "a=b"};
        for (String title : titles) {
            okta.scim()
                    .put(
                            "/Users/" + ana,
                            "{\"userName\":\"%s\",\"active\":true,\"title\":\"%s\"}"
                                    .formatted(ANA, title.replace("\"", "\\\"")));
        }
        Answer csv = tenant.admin().get("/api/v1/log?limit=1000&action=user+updated", "Accept", "text/csv");

        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        List<String> lines = csv.text().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo(
                        "\"time\",\"provider\",\"actor\",\"user\",\"action\",\"resource\",\"name\",\"field\",\"old\","
                                + "\"new\",\"cause\",\"changeSet\",\"requestId\",\"result\"");
        assertThat(lines).hasSize(1 + titles.length);
        assertThat(csv.text())
                .contains("\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@sum(A1)\"", "\"' =1\"", "\"'\uFF1D1\"")
                .contains("\"plain, \"\"quoted\"\"\"", "\"a=b\"");
        assertThat(csv.text()).endsWith("\r\n");
    }

    // ---- P-91

    @Test
    void everyKindOfChangeHasItsAction() {
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Sales','defaultRoles':['Member']}],
                 'roles':[{'name':'Member','permissions':['read']}],
                 'providers':[{'name':'okta','organization':
                    {'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},'fallbackDelay':'0s'}]}""");
        int before = tenant.log().size();
        String sales = okta.group("Sales", ana);
        okta.patchGroup(sales, "{'op':'replace','path':'displayName','value':'Sellers'}");
        okta.patchGroup(sales, "{'op':'replace','path':'externalId','value':'g-1'}");
        okta.removeMembers(sales, ana);
        okta.scim().delete("/Groups/" + sales);
        okta.patchUser(ana, "{'op':'replace','path':'userName','value':'ana.b@example.org'}");
        okta.setActive(ana, false);
        okta.setActive(ana, true);
        okta.scim().delete("/Users/" + ana);
        tenant.act(ana, "restore", "{'reason':'mistake'}");

        assertThat(tenant.actionsAfter(before))
                .containsExactly(
                        "group added",
                        "members added",
                        "organization changed",
                        "role granted",
                        "mapping row bound",
                        "group renamed",
                        "group updated",
                        "members removed",
                        "organization changed",
                        "role removed",
                        "group removed",
                        "user renamed",
                        "user updated",
                        "blocked",
                        "deactivation scheduled",
                        "user updated",
                        "unblocked",
                        "deactivation cancelled",
                        "user deleted",
                        "blocked",
                        "deactivation scheduled",
                        "user restored",
                        "unblocked",
                        "deactivation cancelled");
    }

    // ---- P-92

    @Test
    void whatChangesNothingWritesNothing() {
        String staff = okta.group("Staff", ana);
        okta.patchUser(ana, "{'op':'replace','value':{'displayName':'Ana','title':'Captain'}}");
        String etag = okta.scim().get("/Users/" + ana).header("ETag");

        server.unchangedBy(() -> {
            Answer again = okta.patchUser(ana, "{'op':'replace','value':{'displayName':'Ana','title':'Captain'}}");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.header("ETag")).isEqualTo(etag);
            okta.setActive(ana, true);
            okta.patchUser(ana, "{'op':'add','path':'title','value':'Captain'}");
            okta.patchUser(ana, "{'op':'remove','path':'nickName'}");
            assertThat(okta.addMembers(staff, ana).status()).isEqualTo(204);
            okta.patchGroup(staff, "{'op':'replace','path':'displayName','value':'Staff'}");
            okta.removeMembers(staff, "01890000-0000-7000-8000-000000000000");
            okta.scim()
                    .put("/Groups/" + staff, body("{'displayName':'Staff','members':[{'value':'%s'}]}".formatted(ana)));
            tenant.admin()
                    .put(
                            "/api/v1/configuration",
                            tenant.admin().get("/api/v1/configuration").text());
            tenant.act(ANA, "unblock", "{'reason':'x'}");
            return true;
        });
    }

    @Test
    void oneRequestIsOneChangeSetWithOneRowForEachField() {
        okta.patchUser(
                ana,
                "{'op':'replace','path':'title','value':'Captain'},{'op':'replace','path':'nickName','value':'An'},"
                        + "{'op':'replace','path':'title','value':'Admiral'}");
        List<JsonNode> rows = tenant.log("user updated");
        assertThat(rows).extracting(r -> r.get("field").asString()).containsExactly("nickName", "title");
        assertThat(rows).extracting(r -> r.get("new").asString()).containsExactly("An", "Admiral");
        assertThat(rows)
                .extracting(r -> r.get("changeSet").asString())
                .containsOnly(rows.getFirst().get("changeSet").asString());
    }

    @Test
    void refusalsAreKeptApartWithRequestAndReason() {
        Answer refused = okta.scim().post("/Users", body("{'userName':'%s'}".formatted(ANA)));
        JsonNode refusal = tenant.refusals().get(0);
        assertThat(refusal.get("status").asInt()).isEqualTo(409);
        assertThat(refusal.get("scimType").asString()).isEqualTo("uniqueness");
        assertThat(refusal.get("provider").asString()).isEqualTo("okta");
        assertThat(refusal.get("requestId").asString()).isEqualTo(refused.header("X-Request-Id"));
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        TestTenant other = server.tenant();
        assertThat(other.log().toString()).doesNotContain(ANA);
        assertThat(other.admin().get("/api/v1/users/" + ana + "/explanation").status())
                .isEqualTo(404);
    }
}
