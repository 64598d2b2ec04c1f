package org.rollcall.server.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-7: a userName belongs to one live account of a tenant, and a rename keeps the id. */
class UserNameTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private Answer rename(String id, String userName) {
        return okta.patchUser(id, "{'op':'replace','path':'userName','value':'%s'}".formatted(userName));
    }

    @Test
    void aRenameKeepsTheIdAndThePersonsPlaceAndFreesTheOldName() {
        String ana = okta.user("ana.lind@example.org");
        String group = okta.group("Staff", ana);

        assertThat(rename(ana, "ana.berg@example.org").id()).isEqualTo(ana);

        assertThat(tenant.explain("ana.berg@example.org").at("/id").asString()).isEqualTo(ana);
        assertThat(okta.scim().get("/Groups/" + group).at("/members/0/value")).isEqualTo(ana);
        assertThat(tenant.log("user renamed"))
                .singleElement()
                .satisfies(row -> assertThat(row.at("/old").asString()).isEqualTo("ana.lind@example.org"));
        assertThat(okta.user("ana.lind@example.org")).isNotEqualTo(ana);
    }

    @Test
    void aChangeOfLettersCaseIsARenameOfTheSameUser() {
        String ana = okta.user("ana@example.org");
        assertThat(rename(ana, "Ana@Example.org").at("/userName")).isEqualTo("Ana@Example.org");
        assertThat(okta.find("Users", "userName eq \"ANA@example.org\"")
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(ana);
    }

    @Test
    void aTakenNameIsRefusedInItsCanonicalFormWhateverTheWay() {
        okta.user("mike@example.org");
        String ana = okta.user("ana@example.org");
        String[] forms = {"mike@example.org", "MIKE@EXAMPLE.ORG", "\uFF4Dike@example.org"};
        server.unchangedBy(() -> {
            for (String form : forms) {
                assertTaken(rename(ana, form));
                assertTaken(okta.scim().post("/Users", body("{'userName':'%s'}".formatted(form))));
                assertTaken(okta.scim().put("/Users/" + ana, body("{'userName':'%s','active':true}".formatted(form))));
            }
            return true;
        });
    }

    private static void assertTaken(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.at("/scimType")).isEqualTo("uniqueness");
    }

    /** One person at two providers: the second push is refused, the first person stays untouched. */
    @Test
    void aNameIsTakenForTheOtherProviderToo() {
        okta.user("ana@example.org");
        TestProvider entra = tenant.provider("entra");
        server.unchangedBy(() -> {
            assertTaken(entra.scim().post("/Users", body("{'userName':'ana@example.org'}")));
            return true;
        });
        String ben = entra.user("ben@example.org");
        server.unchangedBy(() -> {
            assertTaken(entra.patchUser(ben, "{'op':'replace','path':'userName','value':'ana@example.org'}"));
            return true;
        });
    }

    @Test
    void aDeactivatedUserKeepsItsNameAndADeletedOneDoesNot() {
        TestProvider entra = tenant.provider("entra");
        String ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "deactivate", "{'reason':'left'}");
        server.unchangedBy(() -> {
            assertTaken(entra.scim().post("/Users", body("{'userName':'ana@example.org'}")));
            return true;
        });

        okta.scim().delete("/Users/" + ana);
        assertThat(entra.user("ana@example.org")).isNotEqualTo(ana);
    }

    /** H-I13 */
    @Test
    void twoUsersCannotSwapTheirNamesOneAfterTheOther() {
        String ana = okta.user("ana@example.org");
        String ben = okta.user("ben@example.org");
        server.unchangedBy(() -> {
            assertTaken(rename(ana, "ben@example.org"));
            assertTaken(rename(ben, "ana@example.org"));
            return true;
        });
    }

    /** H-T2 */
    @Test
    void anotherTenantHasNamesOfItsOwn() {
        okta.user("ana@example.org");
        TestProvider theirs = server.tenant().provider("okta");
        assertThat(theirs.user("ana@example.org")).isNotEmpty();
    }
}
