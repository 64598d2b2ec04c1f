package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.rehearsal.Narrator;
import org.rollcall.rehearsal.Options;
import org.rollcall.rehearsal.Progress;
import org.rollcall.rehearsal.ProviderKind;
import org.rollcall.rehearsal.Rehearsal;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-130: each provider in each scenario is refused nothing, and the accounts are what the scenario means. */
class RehearsedScenariosTest {

    private static final int PEOPLE = 8;
    private static final int GROUPS = 3;
    /** As many leavers as pass within an hour, unless it is said otherwise. */
    private static final int PASSING = 10;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private record Account(String id, String state) {}

    static Stream<Arguments> everybodyStays() {
        return Arrays.stream(ProviderKind.values())
                .flatMap(kind -> Stream.of("mapping-change", "hand-over", "re-hires")
                        .map(scenario -> Arguments.of(kind, scenario)));
    }

    @ParameterizedTest
    @MethodSource("everybodyStays")
    void everybodyIsWhoTheyWere(ProviderKind kind, String scenario) {
        TestTenant tenant = server.tenant();
        try (Rehearsal rehearsal = firstCycle(tenant, kind, PEOPLE)) {
            Map<String, Account> before = accounts(tenant);
            play(rehearsal, scenario);
            assertThat(before).hasSizeGreaterThanOrEqualTo(PEOPLE);
            assertThat(accounts(tenant)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void whoeverLeavesIsBlockedAndNobodyElse(ProviderKind kind) {
        TestTenant tenant = server.tenant();
        try (Rehearsal rehearsal = firstCycle(tenant, kind, PEOPLE)) {
            Map<String, Account> before = accounts(tenant);
            play(rehearsal, "leavers");
            Set<String> working =
                    rehearsal.company().people().stream().map(Person::userName).collect(Collectors.toSet());
            assertThat(working).hasSize(PEOPLE - 1);
            assertThat(active(tenant)).isEqualTo(working);
            assertThat(before.keySet()).containsAll(working);
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void aMistakeBlocksAsManyAsTheBrakeLetsPass(ProviderKind kind) {
        TestTenant tenant = server.tenant();
        try (Rehearsal rehearsal = firstCycle(tenant, kind, PASSING + 2)) {
            int gone = kind == ProviderKind.JUMPCLOUD ? 1 : 0; // its test user
            play(rehearsal, "mass-mistake");
            assertThat(active(tenant)).hasSize(2 + gone);
        }
    }

    private static Rehearsal firstCycle(TestTenant tenant, ProviderKind kind, int people) {
        TestProvider provider = tenant.provider("provider");
        String token = provider.scim().authorization().substring("Bearer ".length());
        Endpoint endpoint = Endpoint.of(provider.scim().base(), Credential.bearer(token));
        Options options = Options.of(kind, endpoint, "harbor.example", people, GROUPS);
        Rehearsal rehearsal = Rehearsal.open(options, Progress.silent(), Narrator.silent());
        rehearsal.play(Scenario.initialCycle());
        return rehearsal;
    }

    private static void play(Rehearsal rehearsal, String scenario) {
        rehearsal.play(Scenario.catalogue().get(scenario));
        assertThat(rehearsal.report().troubles()).isEmpty();
    }

    private static Set<String> active(TestTenant tenant) {
        return accounts(tenant).entrySet().stream()
                .filter(account -> account.getValue().state().equals("active"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, Account> accounts(TestTenant tenant) {
        Answer answer = tenant.admin().get("/api/v1/users?limit=1000");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Map<String, Account> accounts = new TreeMap<>();
        for (JsonNode user : answer.json().get("items")) {
            accounts.put(
                    user.get("userName").asString(),
                    new Account(user.get("id").asString(), user.get("state").asString()));
        }
        return accounts;
    }
}
