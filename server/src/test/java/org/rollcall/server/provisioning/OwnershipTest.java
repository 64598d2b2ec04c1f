package org.rollcall.server.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-1 to P-5: who pushes, and whom a provider can reach. */
class OwnershipTest {

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

    private String localUser(String userName) {
        Answer created = tenant.admin()
                .post("/api/v1/users", body("{'userName':'%s','organization':'Default'}".formatted(userName)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    /** P-1 */
    @Test
    void nothingThatHandlesAPushCanCallOut() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        "org.rollcall.server.scim",
                        "org.rollcall.server.provisioning",
                        "org.rollcall.server.command",
                        "org.rollcall.server.placement",
                        "org.rollcall.server.lifecycle",
                        "org.rollcall.server.work");
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.helidon.webclient..", "java.net")
                .check(classes);
    }

    /** P-2 */
    @Test
    void everythingButMappingWorksWithoutGroups() {
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member']}],
                 'roles':[{'name':'Member','permissions':['app.read']}],
                 'providers':[{'name':'okta','organization':{'fixed':'Company'}}]}""");
        String ana = okta.user("ana@example.org");
        assertThat(tenant.roles("ana@example.org")).containsExactly("Member");

        okta.setActive(ana, false);
        assertThat(tenant.state("ana@example.org")).isEqualTo("blocked");
        okta.setActive(ana, true);
        assertThat(tenant.state("ana@example.org")).isEqualTo("active");
        assertThat(okta.scim().delete("/Users/" + ana).status()).isEqualTo(204);
        assertThat(tenant.state(ana)).isEqualTo("deleted");
    }

    /** P-3, H-O2 */
    @Test
    void aLocalUserIsOutOfEveryProvidersReach() {
        String local = localUser("root@example.org");

        assertThat(okta.scim().get("/Users/" + local).status()).isEqualTo(404);
        assertThat(okta.find("Users", "userName eq \"root@example.org\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
        assertThat(okta.scim().get("/Users").at("/totalResults")).isEqualTo("0");
        server.unchangedBy(() -> {
            assertThat(okta.setActive(local, false).status()).isEqualTo(404);
            assertThat(okta.scim()
                            .put("/Users/" + local, body("{'userName':'root@example.org','active':false}"))
                            .status())
                    .isEqualTo(404);
            assertThat(okta.scim().delete("/Users/" + local).status()).isEqualTo(404);
            Answer collision = okta.scim().post("/Users", body("{'userName':'ROOT@example.org'}"));
            assertThat(collision.status()).isEqualTo(409);
            assertThat(collision.at("/scimType")).isEqualTo("uniqueness");
            return true;
        });
        assertThat(tenant.refusals().findValuesAsString("status")).containsExactly("409", "404", "404", "404");
    }

    /** P-3, H-T8 */
    @Test
    void aLocalUserCannotBecomeAMember() {
        String local = localUser("root@example.org");
        String group = okta.group("Everybody", local);

        assertThat(okta.scim().get("/Groups/" + group).json().at("/members").size())
                .isZero();
        assertThat(tenant.explain(local).get("groups").size()).isZero();
        assertThat(tenant.refusals().at("/0/detail").asString()).contains(local);
    }

    /** P-4, H-O1 */
    @Test
    void anotherProvidersResourcesAnswerAsUnknownOnesDo() {
        String ana = okta.user("ana@example.org");
        String group = okta.group("Staff", ana);
        String nobody = "01890000-0000-7000-8000-000000000000";

        server.unchangedBy(() -> {
            for (String kind : new String[] {"/Users/", "/Groups/"}) {
                String theirs = kind + (kind.equals("/Users/") ? ana : group);
                assertSame(entra.scim().get(theirs), entra.scim().get(kind + nobody), theirs, kind + nobody);
                assertSame(entra.scim().delete(theirs), entra.scim().delete(kind + nobody), theirs, kind + nobody);
                String patch = body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
                        + "'Operations':[{'op':'replace','path':'displayName','value':'x'}]}");
                assertSame(
                        entra.scim().patch(theirs, patch),
                        entra.scim().patch(kind + nobody, patch),
                        theirs,
                        kind + nobody);
            }
            return true;
        });
        assertThat(entra.scim().get("/Users").at("/totalResults")).isEqualTo("0");
        assertThat(entra.scim().get("/Groups").at("/totalResults")).isEqualTo("0");
        assertThat(entra.find("Users", "id eq \"" + ana + "\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
    }

    private static void assertSame(Answer one, Answer other, String onePath, String otherPath) {
        assertThat(one.status()).as(onePath).isEqualTo(404).isEqualTo(other.status());
        assertThat(one.text().replace(id(onePath), "ID")).isEqualTo(other.text().replace(id(otherPath), "ID"));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** P-4 */
    @Test
    void aProvidersUserCannotEnterAnotherProvidersGroup() {
        String ana = okta.user("ana@example.org");
        String group = entra.group("Staff", ana);
        assertThat(entra.addMembers(group, ana).status()).isEqualTo(204);

        assertThat(entra.scim().get("/Groups/" + group).json().at("/members").size())
                .isZero();
        assertThat(tenant.explain(ana).get("groups").size()).isZero();
    }

    /** P-4 */
    @Test
    void theSameGroupNameAtTwoProvidersAreTwoGroups() {
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Sales'}],
                 'providers':[{'name':'okta','organization':
                    {'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},'fallbackDelay':'0s'},
                  {'name':'entra','organization':{'byGroup':[],'fallback':'Default'},'fallbackDelay':'0s'}]}""");
        String theirs = entra.user("ben@example.org");
        entra.group("Sales", theirs);
        String ours = okta.user("ana@example.org");
        okta.group("Sales", ours);

        assertThat(tenant.organization("ana@example.org")).isEqualTo("Sales");
        assertThat(tenant.organization("ben@example.org")).isEqualTo("Default");
    }

    /** P-5: what an administrator sets by hand beside the provider's data stays, what the provider sends is written over. */
    @Test
    void valuesOfTheProviderOverwriteWhatWasThere() {
        String ana = okta.user("ana@example.org");
        okta.patchUser(ana, "{'op':'replace','path':'displayName','value':'Ana'}");
        tenant.act("ana@example.org", "block", "{'reason':'inquiry'}");

        Answer replaced = okta.scim()
                .put("/Users/" + ana, body("{'userName':'ana@example.org','displayName':'Ana Lind','active':true}"));

        assertThat(replaced.at("/displayName")).isEqualTo("Ana Lind");
        JsonNode explained = tenant.explain("ana@example.org");
        assertThat(explained.at("/displayName").asString()).isEqualTo("Ana Lind");
        assertThat(explained.at("/state/state").asString()).isEqualTo("blocked");
    }
}
