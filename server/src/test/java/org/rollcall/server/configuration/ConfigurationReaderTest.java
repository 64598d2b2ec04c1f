package org.rollcall.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rollcall.server.configuration.Documents.configuration;
import static org.rollcall.server.configuration.Documents.json;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.base.Limits;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.placement.ProviderRules;

class ConfigurationReaderTest {

    private static final String COMPLETE = """
            {'organizations': [
               {'name': 'Company', 'defaultRoles': ['Member'], 'organizations': [
                  {'name': 'Sales'}, {'name': 'Engineering', 'defaultRoles': []}]}],
             'roles': [
               {'name': 'Member', 'permissions': ['app.read']},
               {'name': 'Admin', 'permissions': ['app.write', 'app.read'], 'administrative': true}],
             'providers': [
               {'name': 'okta',
                'organization': {'byGroup': [
                   {'group': 'Engineering', 'organization': 'Company/Engineering'},
                   {'group': {'externalId': '00g1'}, 'organization': 'company / SALES'}], 'fallback': 'Company'},
                'roles': [{'group': 'Admins', 'roles': ['Admin', 'member']}],
                'deactivationDelay': '7d'}]}""";

    @Test
    void aCompleteDocumentIsRead() {
        Configuration read = configuration(COMPLETE);

        assertThat(read.organizations().orElseThrow())
                .extracting(organization -> organization.path().toString())
                .containsExactly("Company", "Company/Sales", "Company/Engineering");
        assertThat(read.organizations().orElseThrow())
                .extracting(organization ->
                        organization.defaultRoles().map(List::size).orElse(-1))
                .containsExactly(1, -1, 0);
        assertThat(read.roles().orElseThrow().getLast().permissions()).containsExactly("app.read", "app.write");
        assertThat(read.roles().orElseThrow().getLast().administrative()).isTrue();
        Configuration.Provider provider = read.providers().getFirst();
        assertThat(provider.delay()).isEqualTo(Duration.ofDays(7));
        assertThat(((ByGroup) provider.organization()).rows())
                .extracting(Configuration.OrganizationRow::group)
                .containsExactly(
                        new ProviderRules.Key(ProviderRules.Key.Kind.DISPLAY_NAME, "Engineering"),
                        new ProviderRules.Key(ProviderRules.Key.Kind.EXTERNAL_ID, "00g1"));
        assertThat(provider.roles().orElseThrow().getFirst().roles())
                .extracting(Configuration.Reference::pointer)
                .containsExactly("/providers/0/roles/0/roles/0", "/providers/0/roles/0/roles/1");
    }

    @Test
    void absentSectionsAreAbsentNotEmpty() {
        Configuration read = configuration("{}");
        assertThat(read.organizations()).isEmpty();
        assertThat(read.roles()).isEmpty();
        assertThat(read.providers()).isEmpty();
        assertThat(configuration("{'roles': []}").roles()).contains(List.of());
    }

    @Test
    void rolesOfAProviderThatSaysNothingAreManagedByHandAndItsDelayIsFifteenMinutes() {
        Configuration.Provider provider = configuration(
                        "{'providers': [{'name': 'okta', 'organization': {'fixed': 'Default'}}]}")
                .providers()
                .getFirst();
        assertThat(provider.roles()).isEmpty();
        assertThat(provider.delay()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems("""
                {'organisations': [], 'roles': [{'name': 'Member', 'permissions': 'app.read'}, {}],
                 'providers': [{'name': 'okta', 'organization': {'fixed': 'Company', 'fallback': 'Company'}},
                               {'organization': {}, 'deactivationDelay': '31d'}]}"""))
                .containsExactly(
                        "/organisations: unknown key \"organisations\"; known are organizations, roles, providers, schemas",
                        "/roles/0/permissions: must be a list, but is a text",
                        "/roles/1: needs \"name\"",
                        "/providers/0/organization: is one of \"fixed\", \"byGroup\" with \"fallback\", \"byAttribute\" with \"fallback\", "
                                + "\"byExpression\" with \"fallback\"",
                        "/providers/1: needs \"name\"",
                        "/providers/1/organization: is one of \"fixed\", \"byGroup\" with \"fallback\", \"byAttribute\" with \"fallback\", "
                                + "\"byExpression\" with \"fallback\"",
                        "/providers/1/deactivationDelay: must be from 0s to 30d, written like 0s, 15m, 24h or 7d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|: must be an object, but is a list",
                "{'organizations': null}|/organizations: must be a list, but is empty",
                "{'organizations': []}|/organizations: must not be empty: users need an organization to be in",
                "{'organizations': [{'name': ' '}]}|/organizations/0/name: must not be empty",
                "{'organizations': [{'name': 'a/b'}]}|/organizations/0/name: must not contain \"/\", which joins the names of a path",
                "{'organizations': [{'name': 'a\\u0007'}]}|/organizations/0/name: contains a control character",
                "{'organizations': [{'name': 1}]}|/organizations/0/name: must be a text in quotes, but is a number",
                "{'organizations': [{'name': 'A'}, {'name': 'a '}]}|/organizations/1/name: \"a\" is here twice, also as A",
                "{'organizations': [{'name': 'A', 'organizations': [{'name': 'B'}, {'name': 'B'}]}]}|/organizations/0/organizations/1/name: \"B\" is here twice",
                "{'roles': [{'name': 'R', 'permissions': ['a b']}]}|/roles/0/permissions/0: a permission is one word without blanks, such as app.read",
                "{'roles': [{'name': 'R', 'permissions': ['a', 'a']}]}|/roles/0/permissions/1: the permission \"a\" is listed twice",
                "{'roles': [{'name': 'R', 'administrative': 'yes'}]}|/roles/0/administrative: must be true or false, but is a text",
                "{'roles': [], 'organizations': [{'name': 'A', 'defaultRoles': ['R']}]}|/organizations/0/defaultRoles/0: there is no role \"R\"",
                "{'providers': [{'name': 'p', 'organization': {'byGroup': []}}]}|/providers/0/organization: needs \"fallback\"",
                "{'organizations': [{'name': 'A'}], 'providers': [{'name': 'p', 'organization': {'fixed': 'A/B'}}]}|/providers/0/organization/fixed: there is no organization \"A/B\"; write the whole path, like Company/Sales",
                "{'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'roles': [{'group': 'g', 'roles': []}]}]}|/providers/0/roles/0: names no role",
                "{'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'roles': [{'group': 'g', 'roles': ['r']}, {'group': 'G', 'roles': ['s']}]}]}|/providers/0/roles/1: names the same group as row 1 of this list",
                "{'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'roles': [{'group': {'name': 'g'}, 'roles': ['r']}]}]}|/providers/0/roles/0/group/name: unknown key \"name\"; known are externalId",
                "{'a/b~c': 1}|/a~1b~0c: unknown key \"a/b~c\"; known are organizations, roles, providers, schemas",
                "{'providers': [{'name': 'p', 'organization': {'byAttribute': {'attribute': 'a b', 'parent': 'A'}, 'fallback': 'A'}}]}|/providers/0/organization/byAttribute/attribute: must be the path of a SCIM attribute, like title, name.familyName or urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                "{'providers': [{'name': 'p', 'organization': {'byAttribute': {'attribute': 'title'}, 'fallback': 'A'}}]}|/providers/0/organization/byAttribute: needs \"parent\"",
                "{'providers': [{'name': 'p', 'organization': {'byAttribute': {'attribute': 'title', 'parent': 'A/b/c/d/e/f/g/h/i/j/k/l'}, 'fallback': 'A'}}]}|/providers/0/organization/byAttribute/parent: nothing can be below it: organizations nest 12",
                "{'organizations': [{'name': 'A'}], 'providers': [{'name': 'p', 'organization': {'byAttribute': {'attribute': 'title', 'parent': 'B'}, 'fallback': 'A'}}]}|/providers/0/organization/byAttribute/parent: there is no organization \"B\"; write the whole path, like Company/Sales",
                "{'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'allowedRoles': ['r'], 'roles': [{'group': 'g', 'roles': ['r', 's']}]}]}|/providers/0/roles/0/roles/1: the role \"s\" is not in allowedRoles",
                "{'roles': [], 'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'allowedRoles': ['r']}]}|/providers/0/allowedRoles/0: there is no role \"r\""
            })
    void aProblemPointsToItsPlace(String document, String problem) {
        assertThat(problems(document)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "15m", "24h", "7d", "30d", "2592000s"})
    void delaysUpToThirtyDaysAreRead(String delay) {
        assertThat(configuration(withDelay(delay)).providers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "15 m", "-1m", "1.5h", "31d", "2592001s", "15M", "99999999999m"})
    void otherDelaysAreRefused(String delay) {
        assertThat(problems(withDelay(delay)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("/providers/0/deactivationDelay: must be from 0s to 30d");
    }

    @Test
    void externalIdsAreComparedExactly() {
        assertThat(configuration("""
                {'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'roles': [
                  {'group': {'externalId': 'x'}, 'roles': ['r']}, {'group': {'externalId': 'X'}, 'roles': ['r']}]}]}""").providers()).hasSize(1);
    }

    @Test
    void namesOfTheLongestLengthAreReadAndOneCharacterMoreIsNot() {
        String longest = "n".repeat(Limits.NAME_LENGTH);
        assertThat(configuration("{'roles': [{'name': '%s'}]}".formatted(longest))
                        .roles())
                .isPresent();
        assertThat(problems("{'roles': [{'name': '%sn'}]}".formatted(longest)))
                .containsExactly("/roles/0/name: is longer than 200 characters");
    }

    @Test
    void organizationsNestAsDeepAsTheLimitAndNoDeeper() {
        assertThat(configuration("{'organizations': %s}".formatted(nested(Limits.ORGANIZATION_DEPTH)))
                        .organizations()
                        .orElseThrow())
                .hasSize(Limits.ORGANIZATION_DEPTH);
        assertThat(problems("{'organizations': %s}".formatted(nested(Limits.ORGANIZATION_DEPTH + 1))))
                .singleElement()
                .asString()
                .endsWith("organizations are nested deeper than 12");
    }

    @Test
    void aDocumentOfAsManyItemsAsTheLimitIsReadAndOneMoreIsNot() {
        assertThat(configuration("{'roles': [%s]}".formatted(roles(Limits.CONFIGURATION_ITEMS)))
                        .roles()
                        .orElseThrow())
                .hasSize(Limits.CONFIGURATION_ITEMS);
        assertThat(problems("{'organizations': [{'name': 'A'}], 'roles': [%s]}"
                        .formatted(roles(Limits.CONFIGURATION_ITEMS))))
                .containsExactly(": has 20001 organizations, roles and mapping rows, more than 20000");
    }

    private static String roles(int count) {
        return IntStream.range(0, count).mapToObj("{'name': 'r%d'}"::formatted).collect(Collectors.joining(","));
    }

    private static String nested(int depth) {
        return depth == 0 ? "[]" : "[{'name': 'n', 'organizations': %s}]".formatted(nested(depth - 1));
    }

    private static String withDelay(String delay) {
        return "{'providers': [{'name': 'p', 'organization': {'fixed': 'A'}, 'deactivationDelay': '%s'}]}"
                .formatted(delay);
    }

    private static List<String> problems(String document) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigurationReader.read(json(document)));
        return refused.problems().stream()
                .map(problem -> problem.pointer() + ": " + problem.detail())
                .toList();
    }
}
