package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** A directory and the server, kept equal (P-120 to P-125). */
class SyncTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    private final Company company = Company.found();
    private TestTenant tenant;
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() {
        tenant = SERVER.tenant();
        provider = tenant.directory("ldap");
        tool = new Tool(folder, provider).configured(company, provider, "");
        company.person("ana", "givenName: Ana");
        company.person("ben");
        company.group("Engineering", "ana");
    }

    @AfterEach
    void end() {
        company.close();
    }

    private void synced(String... arguments) {
        Ran ran = tool.run(arguments);
        assertThat(ran.exit()).as(ran.all()).isZero();
    }

    private JsonNode user(String userName) {
        JsonNode found = provider.find("Users", "userName eq \"" + userName + "\"");
        assertThat(found.get("totalResults").asInt()).as(userName).isEqualTo(1);
        return found.at("/Resources/0");
    }

    private List<String> members(String group) {
        return user(group, "Groups").get("members").findValuesAsString("value");
    }

    private JsonNode user(String name, String resource) {
        String id = provider.find(resource, "displayName eq \"" + name + "\"")
                .at("/Resources/0/id")
                .asString();
        return provider.scim().get("/" + resource + "/" + id).json();
    }

    @Test
    void theFirstRunCreatesEverybodyAndTheirGroups() {
        synced("sync");
        JsonNode ana = user("ana");
        assertThat(ana.get("externalId").asString()).isEqualTo(company.id(Company.personDn("ana")));
        assertThat(ana.at("/name/givenName").asString()).isEqualTo("Ana");
        assertThat(ana.at("/emails/0/value").asString()).isEqualTo("ana@example.com");
        assertThat(ana.get("active").asBoolean()).isTrue();
        assertThat(members("Engineering")).containsExactly(ana.get("id").asString());
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        synced("sync");
        int rows = tenant.log().size();
        assertThat(tool.run("sync").out()).contains("nothing to do");
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
        assertThat(tenant.log()).hasSize(rows);
    }

    @Test
    void aChangedAttributeIsSentAndNothingElse() {
        synced("sync");
        company.replace(Company.personDn("ana"), "title", "Engineer");
        Ran ran = tool.run("sync");
        assertThat(ran.out()).contains("1 change)", "~ ana  title: nothing → Engineer", "Done: 1 step");
        assertThat(user("ana").get("title").asString()).isEqualTo("Engineer");
    }

    @Test
    void anAttributeThatGoesIsRemovedThere() {
        synced("sync");
        company.replace(Company.personDn("ana"), "givenName");
        synced("sync");
        assertThat(user("ana").at("/name/givenName").isMissingNode()).isTrue();
        assertThat(user("ana").at("/name/familyName").asString()).isEqualTo("ana");
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    @Test
    void aRenameAndAMoveBetweenUnitsAreUpdatesOfTheSamePerson() {
        synced("sync");
        String id = user("ana").get("id").asString();
        company.add("dn: ou=Elsewhere," + Company.BASE, "objectClass: organizationalUnit", "ou: Elsewhere");
        company.move(Company.personDn("ana"), "uid=anna", "ou=Elsewhere," + Company.BASE);
        synced("sync");
        assertThat(user("anna").get("id").asString()).isEqualTo(id);
        assertThat(provider.find("Users", "userName eq \"ana\"")
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    @Test
    void whoeverIsDisabledIsDeactivatedAndComesBack() {
        company.replace(Company.personDn("ana"), "nsAccountLock", "false");
        synced("sync");
        company.replace(Company.personDn("ana"), "nsAccountLock", "true");
        assertThat(tool.run("sync").out()).contains("deactivate: 1", "− ana  active: true → false");
        assertThat(tenant.state("ana")).isEqualTo("blocked");
        company.replace(Company.personDn("ana"), "nsAccountLock", "false");
        assertThat(tool.run("sync").out()).contains("activate: 1");
        assertThat(tenant.state("ana")).isEqualTo("active");
    }

    @Test
    void whoeverIsDisabledAndUnknownIsNotCreated() {
        company.person("eve", "nsAccountLock: true");
        synced("sync");
        assertThat(provider.find("Users", "userName eq \"eve\"")
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    @Test
    void whoeverIsNoLongerFoundIsReportedAndStays() {
        synced("sync");
        company.remove(Company.personDn("ben"));
        Ran ran = tool.run("sync");
        assertThat(ran.out()).contains("no longer managed, left as they are: 1", "  ben", "nothing to do");
        assertThat(tenant.state("ben")).isEqualTo("active");
    }

    @Test
    void byChoiceWhoeverIsNoLongerFoundIsDeactivated() {
        tool.configured(company, provider, "safety: {people: deactivate}");
        synced("sync");
        company.remove(Company.personDn("ben"));
        assertThat(tool.run("sync").out()).contains("− ben  active: true → false, no longer found");
        assertThat(tenant.state("ben")).isEqualTo("blocked");
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    @Test
    void membersFollowTheirGroupAndTheGroupItsName() {
        synced("sync");
        company.replace(Company.groupDn("Engineering"), "member", Company.personDn("ben"));
        synced("sync");
        assertThat(members("Engineering")).containsExactly(user("ben").get("id").asString());
        company.rename(Company.groupDn("Engineering"), "cn=Builders");
        assertThat(tool.run("sync").out()).contains("~ Engineering  displayName: Engineering → Builders");
        assertThat(members("Builders")).containsExactly(user("ben").get("id").asString());
    }

    @Test
    void aGroupWithinAGroupCountsAndACircleDoesNoHarm() {
        company.add(
                "dn: " + Company.groupDn("Everyone"),
                "objectClass: groupOfNames",
                "cn: Everyone",
                "member: " + Company.groupDn("Engineering"),
                "member: " + Company.personDn("ben"));
        company.replace(Company.groupDn("Engineering"), "member", Company.personDn("ana"), Company.groupDn("Everyone"));
        Ran ran = tool.run("sync");
        assertThat(ran.out()).contains("group Everyone contains itself");
        assertThat(members("Everyone")).hasSize(2);
        assertThat(members("Engineering")).hasSize(2);
    }

    @Test
    void aDryRunShowsThePlanAndWritesNothingAnywhere() throws Exception {
        Ran dry = SERVER.unchangedBy(() -> tool.run("sync", "--dry-run"));
        assertThat(dry.exit()).isZero();
        assertThat(dry.out()).contains("create: 2", "+ ana", "create group: 1");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(tool.config());
        }
        assertThat(tool.run("sync").hash())
                .as("the same plan as the real run (H-L10)")
                .isEqualTo(dry.hash());
    }

    @Test
    void rulesDecideOrganizationAndRoles() {
        tool.configured(company, provider, """
                rules:
                  organization: "'Engineering' in groups ? 'Company/Engineering' : 'Company'"
                  roles: "groups.map(g, g.lowerAscii())"
                  attributes:
                    nickName: "entry.first('cn').substring(8)"
                """);
        synced("sync");
        JsonNode ana = user("ana");
        assertThat(ana.at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/organization")
                        .asString())
                .isEqualTo("Company/Engineering");
        assertThat(ana.at("/roles/0/value").asString()).isEqualTo("engineering");
        assertThat(ana.get("nickName").asString()).isEqualTo("ana");
        company.replace(Company.groupDn("Engineering"), "member", Company.personDn("ben"));
        assertThat(tool.run("sync").out()).contains("move: 2");
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    @Test
    void peopleWhoAreThereAlreadyAreRecognisedByNameOnce() {
        String id = provider.user("ana");
        synced("sync");
        assertThat(user("ana").get("id").asString()).isEqualTo(id);
        assertThat(user("ana").get("externalId").asString()).isEqualTo(company.id(Company.personDn("ana")));
    }
}
