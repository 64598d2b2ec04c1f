package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-83: a write that asks for a dry run is answered with its effects, and changes nothing. */
class DryRunTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static final String[] DRY = {"Rollcall-Dry-Run", "true"};
    private static final String ANA = body("{'userName':'ana@example.com','active':true,'shoeSize':'39'}");

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private static List<String> actions(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/schemas/0")).isEqualTo("urn:rollcall:params:scim:api:messages:2.0:DryRun");
        return answer.json().get("effects").findValuesAsString("action");
    }

    private static Answer unchanged(Supplier<Answer> trial) {
        return SERVER.unchangedBy(trial);
    }

    @Test
    void aCreationTellsWhereTheUserWouldBeAndMakesNobody() {
        Answer tried = unchanged(() -> okta.scim().post("/Users", ANA, DRY));

        assertThat(actions(tried)).contains("user added", "organization changed");
        assertThat(tried.at("/status")).isEqualTo("201");
        assertThat(tried.header("Location")).isEmpty();
        assertThat(okta.find("Users", "userName eq \"ana@example.com\"")
                        .get("totalResults")
                        .asInt())
                .isZero();
        assertThat(tenant.events()).isEmpty();
        assertThat(okta.scim().post("/Users", ANA).status()).isEqualTo(201);
    }

    @Test
    void whatWouldBeRefusedIsRefusedAndNotKept() {
        okta.user("ana@example.com");

        Answer tried = unchanged(() -> okta.scim().post("/Users", ANA, DRY));

        assertThat(tried.status()).isEqualTo(409);
        assertThat(tried.at("/scimType")).isEqualTo("uniqueness");
        assertThat(tenant.refusals()).isEmpty();
        assertThat(tenant.admin()
                        .get("/api/v1/providers/" + okta.id() + "/dialect")
                        .text())
                .doesNotContain("shoeSize");
    }

    @Test
    void aLeaverWouldBeBlockedAndIsNot() {
        String ana = okta.user("ana@example.com");

        Answer tried = unchanged(() -> okta.scim()
                .patch(
                        "/Users/" + ana,
                        body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
                                + "'Operations':[{'op':'replace','value':{'active':false}}]}"),
                        DRY));

        assertThat(actions(tried)).containsExactly("user updated", "blocked", "deactivation scheduled");
        assertThat(tried.json().at("/effects/1/name").asString()).isEqualTo("ana@example.com");
        assertThat(tenant.state("ana@example.com")).isEqualTo("active");
    }

    @Test
    void membersDeletionsAndReplacementsCanBeTriedToo() {
        String ana = okta.user("ana@example.com");
        String team = okta.group("Team", ana);

        assertThat(actions(unchanged(() -> okta.scim().delete("/Groups/" + team, DRY))))
                .contains("group removed");
        assertThat(actions(unchanged(() -> okta.scim().delete("/Users/" + ana, DRY))))
                .contains("user deleted", "blocked");
        assertThat(actions(unchanged(
                        () -> okta.scim().put("/Groups/" + team, body("{'displayName':'Crew','members':[]}"), DRY))))
                .containsExactly("group renamed", "members removed");
    }

    @Test
    void whatChangesNothingHasNoEffects() {
        String ana = okta.user("ana@example.com");

        Answer tried = unchanged(
                () -> okta.scim().put("/Users/" + ana, body("{'userName':'ana@example.com','active':true}"), DRY));

        assertThat(actions(tried)).isEmpty();
    }

    @Test
    void whatCannotBeTriedIsRefusedInsteadOfDone() {
        String bulk = body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[]}");

        assertThat(unchanged(() -> okta.scim().post("/Bulk", bulk, DRY)).at("/detail"))
                .contains("no dry run here, so nothing was done");
        assertThat(unchanged(() -> tenant.admin().post("/api/v1/providers", body("{'name':'entra'}"), DRY))
                        .status())
                .isEqualTo(400);
        assertThat(unchanged(() -> okta.scim().post("/Users", ANA, "Rollcall-Dry-Run", "perhaps"))
                        .at("/detail"))
                .isEqualTo("the header Rollcall-Dry-Run is true or false");
        assertThat(okta.scim().get("/Users", DRY).status()).isEqualTo(200);
    }

    @Test
    void theHeaderThatSaysFalseMeansNothing() {
        assertThat(okta.scim().post("/Users", ANA, "Rollcall-Dry-Run", "false").status())
                .isEqualTo(201);
    }
}
