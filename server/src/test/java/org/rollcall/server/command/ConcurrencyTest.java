package org.rollcall.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** F10, F20, H-T7, H-I10, H-E11, Q-P64, Q-P104: many at once. What holds of the data is checked after each test (N3, N5, N7, N9). */
class ConcurrencyTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default','defaultRoles':['Guest']},{'name':'Staff'},{'name':'Crew'}],
             'roles':[{'name':'Guest','permissions':[]},{'name':'Member','permissions':['read']},
                      {'name':'Extra','permissions':['more']}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Staff','organization':'%s'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['%s']}],'deactivationDelay':'0s','brake':'off'}]}""";

    private final TestTenant tenant = server.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private static Set<String> members(TestProvider provider, String group) {
        return new TreeSet<>(
                provider.scim().get("/Groups/" + group).json().at("/members").findValuesAsString("value"));
    }

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 201, 204);
    }

    private List<String> users(int count) {
        return AtOnce.run(count, n -> okta.user("u%d@example.org".formatted(n)));
    }

    /** F10: each of 32 clients has members of its own; all that were added at last are there, and nobody else. */
    @Test
    void disjointMembersOfOneGroupAreAllThereInTheEnd() {
        tenant.apply(CONFIGURATION.formatted("Staff", "Member"));
        List<String> ids = users(64);
        String staff = okta.group("Staff");
        AtOnce.run(32, n -> {
            String one = ids.get(2 * n);
            String other = ids.get(2 * n + 1);
            assertDone(okta.addMembers(staff, one, other));
            assertDone(okta.removeMembers(staff, one));
            assertDone(okta.addMembers(staff, one));
            assertDone(okta.removeMembers(staff, other));
            return n;
        });
        Set<String> expected = new TreeSet<>();
        IntStream.range(0, 32).forEach(n -> expected.add(ids.get(2 * n)));
        assertThat(members(okta, staff)).isEqualTo(expected);
        assertThat(tenant.roles(ids.get(0))).containsExactly("Member");
        assertThat(tenant.roles(ids.get(1))).containsExactly("Guest");
    }

    /** F10: everybody adds and removes the same members in other orders; no 500, no deadlock that is not retried. */
    @Test
    void overlappingMembersOfTwoGroupsNeverFail() {
        tenant.apply(CONFIGURATION.formatted("Staff", "Member"));
        List<String> ids = users(10);
        String[] groups = {okta.group("Staff"), okta.group("Other")};
        long seed = ThreadLocalRandom.current().nextLong();
        AtOnce.run(32, n -> {
            Random random = new Random(seed + n);
            for (int round = 0; round < 8; round++) {
                String[] some = random.ints(4, 0, ids.size())
                        .distinct()
                        .mapToObj(ids::get)
                        .toArray(String[]::new);
                String group = groups[random.nextInt(2)];
                assertDone(
                        switch (random.nextInt(4)) {
                            case 0 -> okta.removeMembers(group, some);
                            case 1 -> okta.setActive(some[0], random.nextInt(3) > 0);
                            case 2 ->
                                okta.patchUser(
                                        some[0],
                                        "{'op':'replace','path':'title','value':'%d'}".formatted(random.nextInt()));
                            default -> okta.addMembers(group, some);
                        });
            }
            return seed;
        });
        for (String id : ids) {
            boolean active =
                    okta.scim().get("/Users/" + id).json().get("active").asBoolean();
            boolean staff = members(okta, groups[0]).contains(id);
            tenant.awaitState(id, active ? "active" : "deactivated");
            assertThat(tenant.roles(id))
                    .as("seed " + seed)
                    .isEqualTo(active ? List.of(staff ? "Member" : "Guest") : List.of());
        }
    }

    /** H-E11: rules change back and forth, with organizations and roles that are new, while members come and go. */
    @Test
    void rulesThatChangeMeanwhileNeverBreakARequest() {
        tenant.apply(CONFIGURATION.formatted("Staff", "Member"));
        List<String> ids = users(8);
        String staff = okta.group("Staff");
        List<Callable<Integer>> things = new ArrayList<>();
        things.add(() -> {
            for (int round = 0; round < 12; round++) {
                Answer applied = tenant.admin().put("/api/v1/configuration", body(grown(round)));
                assertThat(applied.status()).as(applied.text()).isEqualTo(200);
            }
            return 0;
        });
        IntStream.range(0, 8)
                .forEach(n -> things.add(() -> {
                    for (int round = 0; round < 12; round++) {
                        assertDone(okta.addMembers(staff, ids.get(n), ids.get((n + 1) % 8)));
                        assertDone(tenant.act(ids.get(n), "move", "{'organization':'Crew','reason':'x'}"));
                        assertDone(okta.removeMembers(staff, ids.get(n)));
                        assertThat(tenant.explain(ids.get(n)).has("state")).isTrue();
                    }
                    return n;
                }));
        AtOnce.run(things);
    }

    /** Maps the group to an organization and a role that are new; those of earlier rounds stay listed. */
    private static String grown(int round) {
        return CONFIGURATION
                .formatted("New" + round, "Fresh" + round)
                .replace("{'name':'Crew'}", "{'name':'Crew'}" + listed(",{'name':'New%d'}", round))
                .replace("{'name':'Extra',", listed("{'name':'Fresh%d'},", round) + "{'name':'Extra',");
    }

    private static String listed(String item, int last) {
        return IntStream.rangeClosed(0, last).mapToObj(item::formatted).collect(Collectors.joining());
    }

    /** H-T7: two tenants with the same names, used at the same time over the same connections. */
    @Test
    void twoTenantsUsedAtOnceNeverMix() {
        List<TestTenant> tenants = List.of(tenant, server.tenant());
        List<TestProvider> providers = List.of(okta, tenants.get(1).provider("okta"));
        AtOnce.run(16, n -> {
            TestProvider provider = providers.get(n % 2);
            String canary = "canary-%d".formatted(n % 2);
            String id = provider.scim()
                    .post("/Users", body("{'userName':'u%d@example.org','displayName':'%s'}".formatted(n / 2, canary)))
                    .id();
            String group = provider.group("Group %d".formatted(n / 2), id);
            assertDone(provider.setActive(id, false));
            assertThat(provider.scim().get("/Users/" + id).at("/displayName")).isEqualTo(canary);
            assertThat(providers.get((n + 1) % 2).scim().get("/Groups/" + group).status())
                    .isEqualTo(404);
            return id;
        });
        for (int n = 0; n < 2; n++) {
            String all = providers.get(n).scim().get("/Users").text()
                    + tenants.get(n).log()
                    + tenants.get(n).events();
            assertThat(all).contains("canary-" + n).doesNotContain("canary-" + (1 - n));
            assertThat(providers.get(n).scim().get("/Users").at("/totalResults"))
                    .isEqualTo("8");
        }
    }

    /** H-I10 */
    @Test
    void fiftyEqualPostsMakeOneUser() {
        List<Answer> answers = AtOnce.run(50, n -> okta.scim().post("/Users", body("{'userName':'ana@example.org'}")));
        assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
        assertThat(answers.stream()
                        .filter(a -> a.status() == 409 && a.at("/scimType").equals("uniqueness")))
                .hasSize(49);
        assertThat(tenant.log("user added")).hasSize(1);
        assertThat(tenant.events().size()).isEqualTo(1);
    }

    /** F20: whoever was reactivated and told so is active, whatever the clock was about to do. */
    @Test
    void aReactivationIsNeverOverruledByADeactivationThatWasDue() {
        tenant.apply(CONFIGURATION.formatted("Staff", "Member"));
        int users = 20;
        List<String> ids = users(users);
        okta.group("Staff", ids.toArray(String[]::new));
        AtOnce.run(users, n -> {
            Random random = new Random(n);
            for (int round = 0; round < 10; round++) {
                assertDone(okta.setActive(ids.get(n), false));
                pause(random.nextInt(120));
                assertDone(okta.setActive(ids.get(n), true));
                assertThat(tenant.state(ids.get(n))).isEqualTo("active");
                assertThat(tenant.roles(ids.get(n))).containsExactly("Member");
            }
            return n;
        });
        assertThat(server.count("select count(*) from account where due_at is not null and tenant_id = '%s'"
                        .formatted(tenant.id().value())))
                .isZero();
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }

    /** H-E9's neighbour: two ways out at once are one way out. */
    @Test
    void aDeletionAndALeaveAtOnceAreBothAnsweredAndOneIsPending() {
        tenant.apply(CONFIGURATION.formatted("Staff", "Member").replace("'0s'", "'1h'"));
        for (int round = 0; round < 15; round++) {
            String id = okta.user("r%d@example.org".formatted(round));
            String group = okta.group("G%d".formatted(round));
            List<Answer> answers = AtOnce.run(List.<Callable<Answer>>of(
                    () -> okta.setActive(id, false),
                    () -> okta.scim().delete("/Users/" + id),
                    () -> okta.addMembers(group, id)));
            assertThat(answers.get(0).status()).isIn(200, 404);
            assertThat(answers.get(1).status()).isEqualTo(204);
            assertThat(answers.get(2).status()).isEqualTo(204);
            assertThat(tenant.state(id)).isEqualTo("deleted");
            assertThat(members(okta, group)).isEmpty();
        }
    }
}
