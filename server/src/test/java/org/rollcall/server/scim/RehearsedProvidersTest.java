package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.rehearsal.Narrator;
import org.rollcall.rehearsal.Options;
import org.rollcall.rehearsal.Progress;
import org.rollcall.rehearsal.ProviderKind;
import org.rollcall.rehearsal.Rehearsal;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Providers as they really behave push a company and two days of changes: nothing is refused, and the company is here. */
class RehearsedProvidersTest {

    private static final int PEOPLE = 40;
    private static final int GROUPS = 12;
    private static final int CONNECTIONS = 4;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void theServerEndsUpWithTheCompanyOfTheEvening(ProviderKind kind) {
        TestTenant tenant = server.tenant();
        TestProvider provider = tenant.provider("provider");
        try (Rehearsal rehearsal = Rehearsal.open(options(provider, kind), Progress.silent(), Narrator.silent())) {
            rehearsal.play(Scenario.initialCycle());
            assertHolds(tenant, provider, rehearsal.company());
            rehearsal.play(Scenario.dayOfChanges(1));
            rehearsal.play(Scenario.dayOfChanges(2));
            assertThat(rehearsal.report().troubles()).isEmpty();
            assertHolds(tenant, provider, rehearsal.company());
        }
    }

    private static Options options(TestProvider provider, ProviderKind kind) {
        String token = provider.scim().authorization().substring("Bearer ".length());
        Endpoint endpoint = Endpoint.of(provider.scim().base(), Credential.bearer(token));
        return Options.of(kind, endpoint, "harbor.example", PEOPLE, GROUPS)
                .withSeed(new Seed(7))
                .withConcurrency(CONNECTIONS);
    }

    /** Who works there is active, whoever left is not, and everybody who works there is in the groups of the company. */
    private static void assertHolds(TestTenant tenant, TestProvider provider, Company company) {
        Set<String> working = company.people().stream().map(Person::userName).collect(Collectors.toSet());
        assertThat(people(tenant, "active")).isEqualTo(working);
        assertThat(people(tenant, "blocked")).doesNotContainAnyElementsOf(working);
        assertThat(memberships(provider, working)).isEqualTo(memberships(company));
    }

    private static Set<String> people(TestTenant tenant, String state) {
        Answer answer = tenant.admin().get("/api/v1/users?limit=1000&state=" + state);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Set.copyOf(answer.json().get("items").findValuesAsString("userName"));
    }

    private static Map<String, SortedSet<String>> memberships(TestProvider provider, Set<String> working) {
        Map<String, String> names = new TreeMap<>();
        for (JsonNode user : resources(provider, "/Users?count=1000")) {
            names.put(user.get("id").asString(), user.get("userName").asString());
        }
        Map<String, SortedSet<String>> memberships = new TreeMap<>();
        for (JsonNode group : resources(provider, "/Groups?count=1000&attributes=displayName,members")) {
            SortedSet<String> members = new TreeSet<>();
            group.path("members")
                    .forEach(member -> members.add(names.get(member.get("value").asString())));
            members.retainAll(working);
            memberships.put(group.get("displayName").asString(), members);
        }
        return memberships;
    }

    private static JsonNode resources(TestProvider provider, String path) {
        Answer answer = provider.scim().get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("Resources");
    }

    private static Map<String, SortedSet<String>> memberships(Company company) {
        Map<String, SortedSet<String>> memberships = new TreeMap<>();
        for (Group group : company.groups()) {
            memberships.put(
                    group.name(),
                    company.membersOf(group).stream()
                            .map(Person::userName)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return memberships;
    }
}
