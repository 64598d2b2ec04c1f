package org.rollcall.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/**
 * Changes that concern more users than one transaction places: the directory changes at once, the accounts follow
 * through the placer, and the outcome is that of a small change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeGroupTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final int USERS = 1_200;
    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default','defaultRoles':['Guest']},{'name':'Staff'},{'name':'Crew'}],
             'roles':[{'name':'Guest','permissions':[]},{'name':'Member','permissions':['read']}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Staff','organization':'%s'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['Member']}],'brake':'off'}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private List<String> ids;

    @BeforeAll
    void manyUsers() {
        assertThat(USERS).isGreaterThan(2 * Limits.INLINE_PLACEMENTS);
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION.formatted("Staff"));
        ids = AtOnce.run(
                        4,
                        part -> IntStream.range(0, USERS / 4)
                                .mapToObj(n -> okta.user("u%d-%d@example.org".formatted(part, n)))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @AfterEach
    void noGroups() {
        okta.find("Groups", "displayName pr").get("Resources").findValuesAsString("id").stream()
                .distinct()
                .forEach(id -> okta.scim().delete("/Groups/" + id));
    }

    private String group(String name) {
        return okta.group(name, ids.toArray(String[]::new));
    }

    private Set<String> everybody() {
        String next = "";
        Stream<String> seen = Stream.of();
        do {
            JsonNode page =
                    tenant.admin().get("/api/v1/users?limit=1000" + next).json();
            seen = Stream.concat(
                    seen,
                    page.get("items")
                            .valueStream()
                            .filter(u -> u.get("state").asString().equals("active"))
                            .map(u -> u.get("organization").asString() + " " + u.get("roles")));
            next = page.has("next") ? "&after=" + page.get("next").asString() : "";
        } while (!next.isEmpty());
        return seen.collect(Collectors.toSet());
    }

    private long events(String type) {
        return server.count("select count(*) from event where type = '%s' and tenant_id = '%s'"
                .formatted(type, tenant.id().value()));
    }

    private List<String> causes(String action) {
        return tenant.explain(ids.getFirst())
                .get("history")
                .valueStream()
                .filter(row -> row.get("action").asString().equals(action))
                .map(row -> row.get("cause").asString())
                .toList();
    }

    /** Q-P61, Q-P62. */
    @Test
    void aLargeGroupIsCreatedEmptiedByOnePatchFilledAgainAndDeleted() {
        rebind(group("Staff"), "Staff");
        assertThat(everybody()).containsExactly("Staff [\"Member\"]");
        String staff = okta.find("Groups", "displayName eq \"Staff\"")
                .at("/Resources/0/id")
                .asString();

        Answer emptied = okta.patchGroup(staff, "{'op':'remove','path':'members'}");
        assertThat(emptied.status()).isEqualTo(204);
        assertThat(okta.scim().get("/Groups/" + staff).json().at("/members").size())
                .isZero();
        server.settle();
        assertThat(everybody()).containsExactly("Default [\"Guest\"]");
        assertThat(causes("role removed").getFirst())
                .isEqualTo("left the group of row 1 (group \"Staff\") of okta's role mapping");

        okta.addMembers(staff, ids.toArray(String[]::new));
        server.settle();
        assertThat(everybody()).containsExactly("Staff [\"Member\"]");
        long before = events("user.updated");
        assertThat(okta.scim().delete("/Groups/" + staff).status()).isEqualTo(204);
        server.settle();
        assertThat(everybody()).containsExactly("Default [\"Guest\"]");
        assertThat(events("user.updated") - before).isEqualTo(ids.size());
    }

    /** A row binds by itself once only; after that an administrator says so (P-36). */
    private void rebind(String group, String organization) {
        assertThat(group).isNotEmpty();
        Answer applied =
                tenant.admin().put("/api/v1/configuration?rebind=true", body(CONFIGURATION.formatted(organization)));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        server.settle();
    }

    /** P-100: everybody learns of the group, whether or not it has effects. */
    @Test
    void joiningALargeUnmappedGroupIsAnEventForEachMember() {
        long before = events("user.groups");
        String club = group("A club");
        server.settle();
        assertThat(events("user.groups") - before).isEqualTo(ids.size());
        okta.scim().delete("/Groups/" + club);
        server.settle();
        assertThat(events("user.groups") - before).isEqualTo(2L * ids.size());
    }

    /** H-E11: while the change is carried out, requests go on, and the outcome follows from groups and rules (N7). */
    @Test
    void aMappingChangeReachesEverybodyWhileRequestsGoOn() {
        rebind(group("Staff"), "Staff");
        Answer applied = tenant.admin().put("/api/v1/configuration", body(CONFIGURATION.formatted("Crew")));
        assertThat(applied.status()).isEqualTo(200);
        AtOnce.run(4, part -> {
            for (int n = 0; n < 25; n++) {
                String id = ids.get(part * 250 + n);
                assertThat(okta.patchUser(id, "{'op':'replace','path':'title','value':'x%d'}".formatted(n))
                                .status())
                        .isEqualTo(200);
            }
            return part;
        });
        server.settle();
        assertThat(everybody()).containsExactly("Crew [\"Member\"]");
    }

    @Test
    void aUserDeletedWhileTheGroupIsPendingStaysDeleted() {
        group("A club");
        List<String> leaving = List.copyOf(ids.subList(0, 20));
        AtOnce.run(4, part -> {
            leaving.subList(part * 5, part * 5 + 5)
                    .forEach(id -> assertThat(okta.scim().delete("/Users/" + id).status())
                            .isEqualTo(204));
            return part;
        });
        ids.removeAll(leaving);
        server.settle();
        assertThat(leaving).allSatisfy(id -> assertThat(tenant.state(id)).isEqualTo("deleted"));
    }
}
