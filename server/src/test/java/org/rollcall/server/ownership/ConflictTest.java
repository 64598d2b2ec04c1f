package org.rollcall.server.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-7: a push that collides with somebody else's user waits in a queue for an administrator's decision. */
class ConflictTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;
    private TestProvider entra;

    @BeforeEach
    void twoProviders() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        entra = tenant.provider("entra");
    }

    private String local(String userName) {
        return tenant.admin()
                .post("/api/v1/users", body("{'userName':'%s','organization':'Default'}".formatted(userName)))
                .id();
    }

    private Answer push(TestProvider provider, String userName) {
        return provider.scim()
                .post(
                        "/Users",
                        body("{'userName':'%s','externalId':'E1','emails':[{'value':'x@example.org'}]}"
                                .formatted(userName)));
    }

    private JsonNode conflicts(String query) {
        Answer answer = tenant.admin().get("/api/v1/conflicts" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("items");
    }

    private Answer decide(JsonNode conflict, String verdict) {
        return tenant.admin()
                .post(
                        "/api/v1/conflicts/%s/%s".formatted(conflict.get("id").asString(), verdict),
                        body("{'reason':'one person'}"));
    }

    /** P-7 */
    @Test
    void aCollisionIsOneRowHoweverOftenItIsPushedAndChangesNothingElse() {
        String ana = okta.user("ana@example.org");

        server.unchangedBy(() -> {
            Answer refused = push(entra, "ANA@example.org");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.at("/scimType")).isEqualTo("uniqueness");
            assertThat(push(entra, "ana@example.org").status()).isEqualTo(409);
            return true;
        });

        JsonNode conflict = conflicts("?state=open");
        assertThat(conflict.size()).isEqualTo(1);
        assertThat(conflict.at("/0/attempts").asInt()).isEqualTo(2);
        assertThat(conflict.at("/0/provider").asString()).isEqualTo("entra");
        assertThat(conflict.at("/0/externalId").asString()).isEqualTo("E1");
        assertThat(conflict.at("/0/email").asString()).isEqualTo("x@example.org");
        assertThat(conflict.at("/0/user/id").asString()).isEqualTo(ana);
        assertThat(conflict.at("/0/user/provider").asString()).isEqualTo("okta");
        assertThat(conflict.at("/0/choices").toString()).isEqualTo("[\"hand-over\",\"reject\"]");
    }

    /** P-7, H-O7 */
    @Test
    void handedOverThePersonKeepsItsIdAndTheNextPushSucceeds() {
        String ana = okta.user("ana@example.org");
        push(entra, "ana@example.org");

        Answer decided = decide(conflicts("").get(0), "hand-over");

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.at("/state")).isEqualTo("decided");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
        assertThat(push(okta, "ana@example.org").status())
                .as("nobody forestalls it")
                .isEqualTo(409);
        Answer pushed = push(entra, "ana@example.org");
        assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(ana);
        assertThat(conflicts("?provider=entra").at("/0/state").asString()).isEqualTo("resolved");
        assertThat(tenant.log("user released").getFirst().at("/old").asString()).isEqualTo("okta");
        assertThat(tenant.log("user released").getFirst().at("/cause").asString())
                .contains("entra", "one person");
        assertThat(tenant.state(ana)).isEqualTo("active");
    }

    @Test
    void aLocalUserIsAdoptedAsDecided() {
        String root = local("root@example.org");
        push(entra, "root@example.org");
        JsonNode conflict = conflicts("").get(0);

        assertThat(decide(conflict, "hand-over").status()).isEqualTo(409);
        assertThat(decide(conflict, "adopt").status()).isEqualTo(200);

        assertThat(push(entra, "root@example.org").id()).isEqualTo(root);
        assertThat(conflicts("?state=open").size()).isZero();
    }

    @Test
    void rejectedItStaysRefusedAndClosed() {
        okta.user("ana@example.org");
        push(entra, "ana@example.org");
        JsonNode conflict = conflicts("").get(0);

        assertThat(decide(conflict, "adopt").status()).isEqualTo(409);
        assertThat(decide(conflict, "reject").at("/state")).isEqualTo("rejected");
        assertThat(push(entra, "ana@example.org").status()).isEqualTo(409);

        JsonNode after = conflicts("");
        assertThat(after.at("/0/state").asString()).isEqualTo("rejected");
        assertThat(after.at("/0/attempts").asInt()).isEqualTo(2);
        assertThat(after.at("/0/decision/reason").asString()).isEqualTo("one person");
        assertThat(tenant.log("conflict rejected")).hasSize(1);
    }

    @Test
    void aCollisionThatGoesAwayByItselfIsClosed() {
        String ana = okta.user("ana@example.org");
        push(entra, "ana@example.org");

        okta.patchUser(ana, "{'op':'replace','path':'userName','value':'ana.lima@example.org'}");

        JsonNode conflict = conflicts("").get(0);
        assertThat(conflict.get("state").asString()).isEqualTo("resolved");
        assertThat(decide(conflict, "reject").status()).isEqualTo(409);
        assertThat(push(entra, "ana@example.org").status()).isEqualTo(201);
    }

    @Test
    void aRenameThatCollidesCanOnlyBeRejected() {
        okta.user("ana@example.org");
        String ben = entra.user("ben@example.org");

        assertThat(entra.patchUser(ben, "{'op':'replace','path':'userName','value':'ana@example.org'}")
                        .status())
                .isEqualTo(409);

        JsonNode conflict = conflicts("?state=open").get(0);
        assertThat(conflict.get("renames").asString()).isEqualTo(ben);
        assertThat(conflict.get("choices").toString()).isEqualTo("[\"reject\"]");
        assertThat(decide(conflict, "hand-over").status()).isEqualTo(409);
        assertThat(decide(conflict, "reject").status()).isEqualTo(200);
    }

    @Test
    void aProvidersOwnUserOfThatNameIsNoConflict() {
        okta.user("ana@example.org");
        assertThat(push(okta, "ana@example.org").status()).isEqualTo(409);
        assertThat(conflicts("").size()).isZero();
    }

    @Test
    void collisionsInABulkAreKeptToo() {
        okta.user("ana@example.org");
        entra.scim()
                .post(
                        "/Bulk",
                        body(
                                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':["
                                        + "{'method':'POST','path':'/Users','bulkId':'1','data':{'userName':'ana@example.org'}}]}"));
        assertThat(conflicts("?state=open").size()).isEqualTo(1);
    }

    @Test
    void aConflictOfAnotherTenantIsUnknown() {
        okta.user("ana@example.org");
        push(entra, "ana@example.org");
        String id = conflicts("").at("/0/id").asString();

        assertThat(server.tenant()
                        .admin()
                        .post("/api/v1/conflicts/" + id + "/reject", body("{'reason':'x'}"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theListComesPageByPage() {
        IntStream.range(0, 3).forEach(n -> {
            okta.user("u" + n + "@example.org");
            push(entra, "u" + n + "@example.org");
        });

        Answer first = tenant.admin().get("/api/v1/conflicts?limit=2");
        Answer second = tenant.admin().get("/api/v1/conflicts?limit=2&after=" + first.at("/next"));

        assertThat(first.json().get("items").size()).isEqualTo(2);
        assertThat(second.json().get("items").size()).isEqualTo(1);
        assertThat(second.json().has("next")).isFalse();
        assertThat(tenant.admin().get("/api/v1/conflicts?state=odd").status()).isEqualTo(400);
    }
}
