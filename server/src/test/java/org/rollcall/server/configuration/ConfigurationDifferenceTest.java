package org.rollcall.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.command.Changes;

class ConfigurationDifferenceTest {

    private static final String COMPANY = """
            {'organizations': [{'name': 'Company', 'defaultRoles': ['Member'], 'organizations': [
                {'name': 'Sales'}, {'name': 'Engineering'}]}],
             'roles': [{'name': 'Member', 'permissions': ['app.read']},
                       {'name': 'Admin', 'permissions': ['app.read', 'app.write'], 'administrative': true}],
             'providers': [{'name': 'Okta', 'organization': {'byGroup': [
                    {'group': 'Engineering', 'organization': 'Company/Engineering'},
                    {'group': 'Sales', 'organization': 'Company/Sales'}], 'fallback': 'Company'},
                'roles': [{'group': 'Admins', 'roles': ['Admin', 'Member']}],
                'deactivationDelay': '1h'}]}""";

    private final World world = new World();

    @Test
    void theFirstDocumentIsToldLineByLine() {
        world.group("Engineering");

        assertThat(world.apply(COMPANY))
                .containsExactly(
                        "add roles/Admin: permissions app.read, app.write; administrative",
                        "add roles/Member: permissions app.read",
                        "add organizations/Company: default roles Member",
                        "add organizations/Company/Engineering: default roles of its parent",
                        "add organizations/Company/Sales: default roles of its parent",
                        "remove organizations/Default: ",
                        "change providers/okta/organization: fixed Default → by group, fallback Company",
                        "add providers/okta/organization/group \"Engineering\": Company/Engineering",
                        "add providers/okta/organization/group \"Sales\": Company/Sales (waits for a group of this name"
                                + " to be created)",
                        "change providers/okta/roles: managed by hand → by group",
                        "add providers/okta/roles/group \"Admins\": Admin, Member (no such group yet; the role is"
                                + " administrative, so only an apply with rebind binds it later)",
                        "change providers/okta/deactivationDelay: 15m → 1h");
    }

    @Test
    void whatIsInForceAlreadyChangesNothing() {
        world.apply(COMPANY);

        assertThat(world.apply(COMPANY)).isEmpty();
        assertThat(world.decide(COMPANY).changes().writes()).isEmpty();
        assertThat(world.decide(COMPANY).changes().notes()).isEmpty();
        assertThat(world.decide(COMPANY).result().version()).isEqualTo(1);
    }

    @Test
    void applyingWhatWasReadChangesNothing() {
        world.apply(COMPANY);
        String read = JsonWriter.write(ReadConfiguration.json(world.state()));

        assertThat(world.apply(read)).isEmpty();
    }

    @Test
    void everyChangeIsOneLogRow() {
        var decision = world.decide(COMPANY);

        assertThat(decision.changes().notes())
                .hasSameSizeAs(decision.result().changes())
                .allSatisfy(row -> assertThat(row.subject().type()).isEqualTo("Configuration"));
        assertThat(decision.changes().notes().get(6).oldValue()).contains("fixed Default");
        assertThat(decision.changes().notes().get(6).newValue()).contains("by group, fallback Company");
    }

    @Test
    void sectionsThatAreAbsentAreLeftAlone() {
        world.apply(COMPANY);

        assertThat(world.apply("{}")).isEmpty();
        assertThat(world.apply("{'roles': [{'name': 'Member', 'permissions': ['app.read', 'app.see']},"
                        + " {'name': 'ADMIN', 'permissions': ['app.write']}]}"))
                .containsExactly(
                        "change roles/ADMIN: spelled Admin → ADMIN",
                        "change roles/ADMIN: permissions -app.read",
                        "change roles/ADMIN: administrative → not administrative",
                        "change roles/Member: permissions → +app.see");
    }

    @Test
    void namesOfAbsentSectionsAreLookedUpInWhatIsThere() {
        world.apply(COMPANY);

        assertThat(problems("""
                {'providers': [{'name': 'okta', 'organization': {'fixed': 'Company/Support'},
                                'roles': [{'group': 'g', 'roles': ['Editor']}]},
                               {'name': 'entra', 'organization': {'fixed': 'company/sales'}}]}"""))
                .containsExactly(
                        "/providers/1/name: there is no provider \"entra\"; create it with: rollcall provider create --name entra",
                        "/providers/0/organization/fixed: there is no organization \"Company/Support\"; write the whole"
                                + " path, like Company/Sales",
                        "/providers/0/roles/0/roles/0: there is no role \"Editor\"");
    }

    // ---- what is left out

    @Test
    void anOrganizationWithUsersIsNotRemoved() {
        world.accounts("Default", 3, 2);

        assertThat(problems(COMPANY))
                .containsExactly(
                        "/organizations: organization Default is not listed and would be removed, but 3 users are"
                                + " in it. Move them first (rollcall user move), or list it");
    }

    @Test
    void anOrganizationOfDeletedUsersIsDeactivatedWithItsParentsAndComesBackWhenListed() {
        world.apply("{'organizations': [{'name': 'Default'}, {'name': 'A', 'organizations': [{'name': 'B'}]}]}");
        world.accounts("A/B", 0, 1);

        assertThat(world.apply("{'organizations': [{'name': 'Default'}]}"))
                .containsExactly("remove organizations/A: ", "remove organizations/A/B: ");
        assertThat(world.paths()).contains("a", "a/b");
        assertThat(world.apply("{'organizations': [{'name': 'Default'}]}")).isEmpty();
        assertThat(world.apply("{'organizations': [{'name': 'Default'}, {'name': 'A'}]}"))
                .containsExactly("add organizations/A: default roles none");
    }

    @Test
    void anOrganizationThatAProviderNamesIsNotRemoved() {
        assertThat(problems("{'organizations': [{'name': 'Company'}]}"))
                .containsExactly(
                        "/organizations: organization Default is not listed and would be removed, but the rules of"
                                + " provider okta name it. Change them in the same file, or list it");
    }

    @Test
    void aRoleThatIsGrantedOrNamedIsNotRemoved() {
        world.apply(COMPANY);
        world.grants("Admin", 1, 0);
        world.grants("Member", 0, 2);

        assertThat(problems("{'roles': []}"))
                .containsExactly(
                        "/roles: role Admin is not listed and would be removed, but 1 user has it by hand. Take it back"
                                + " first (rollcall user revoke), or list it",
                        "/roles: role Admin is not listed and would be removed, but the rules of provider okta name it. Change them"
                                + " in the same file, or list it",
                        "/roles: role Member is not listed and would be removed, but 2 users have it through mapping rows or"
                                + " default roles. First apply a file that lists the role and in which nothing grants it;"
                                + " remove the role in the next one",
                        "/roles: role Member is not listed and would be removed, but it is a default role of Company. Change"
                                + " that in the same file, or list it",
                        "/roles: role Member is not listed and would be removed, but the rules of provider okta name it. Change them"
                                + " in the same file, or list it");
    }

    // ---- who is placed again

    @Test
    void peopleAreNotPlacedAgainForWhatDoesNotMoveThem() {
        world.apply(COMPANY);

        assertThat(places(COMPANY.replace("1h", "2h"))).isFalse();
        assertThat(places(COMPANY.replace("app.write", "app.delete"))).isFalse();
        assertThat(places(COMPANY.replace("{'name': 'Sales'}", "{'name': 'Sales'}, {'name': 'New'}")))
                .isFalse();
        assertThat(places(COMPANY.replace("'Company/Sales'", "'Company'"))).isFalse();
    }

    @Test
    void peopleArePlacedAgainForWhatMayMoveThem() {
        world.group("Sales");
        world.group("Engineering");
        world.group("Admins");
        world.apply(COMPANY);

        assertThat(places(COMPANY.replace("'Company/Sales'", "'Company'"))).isTrue();
        assertThat(places(COMPANY.replace("'fallback': 'Company'", "'fallback': 'Company/Sales'")))
                .isTrue();
        assertThat(places(COMPANY.replace("['Admin', 'Member']", "['Admin']"))).isTrue();
        assertThat(places(COMPANY.replace("'defaultRoles': ['Member']", "'defaultRoles': []")))
                .isTrue();
        assertThat(places(COMPANY.replace("{'name': 'Sales'}", "{'name': 'Sales', 'defaultRoles': []}")))
                .isTrue();
    }

    private boolean places(String document) {
        String version = world.decide(document).changes().writes().stream()
                .map(Changes.Write::sql)
                .filter(sql -> sql.startsWith("update tenant set config_version = config_version + 1"))
                .findFirst()
                .orElseThrow();
        return version.contains("place_version");
    }

    private List<String> problems(String document) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> world.decide(document));
        return refused.problems().stream()
                .map(problem -> problem.pointer() + ": " + problem.detail())
                .toList();
    }
}
