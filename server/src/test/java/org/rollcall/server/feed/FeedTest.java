package org.rollcall.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-100, P-105: applications learn everything, in order, and can start from a snapshot. */
class FeedTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ANA = "ana@example.org";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private Answer events(String after, String more) {
        return tenant.admin().get("/api/v1/events?after=" + after + more);
    }

    private String end() {
        return tenant.admin().get("/api/v1/users?limit=1").at("/feed");
    }

    @Test
    void anEventTellsWhatChangedWhyAndThePersonAsItIsAfterwards() {
        okta.scim().post("/Users", body("{'userName':'%s','displayName':'Ana','externalId':'e-1'}".formatted(ANA)));
        JsonNode event = tenant.events().get(0);

        assertThat(event.get("version").asInt()).isEqualTo(1);
        assertThat(event.get("type").asString()).isEqualTo("user.added");
        assertThat(event.get("provider").asString()).isEqualTo("okta");
        assertThat(event.get("endSessions").asBoolean()).isFalse();
        assertThat(event.at("/user/userName").asString()).isEqualTo(ANA);
        assertThat(event.at("/user/displayName").asString()).isEqualTo("Ana");
        assertThat(event.at("/user/externalId").asString()).isEqualTo("e-1");
        assertThat(event.at("/user/state").asString()).isEqualTo("active");
        assertThat(event.at("/user/organization").asString()).isEqualTo("Default");
        assertThat(event.at("/user/roles").size()).isZero();
        assertThat(event.get("effects").findValuesAsString("action"))
                .containsExactly("user added", "organization changed");
        assertThat(event.at("/effects/1/cause").asString()).isEqualTo("okta puts new users into Default");
        assertThat(event.get("id").asString()).matches("[0-9]+-[0-9]+");
        assertThat(event.get("changeSet").asString())
                .isEqualTo(tenant.log("user added").getFirst().get("changeSet").asString());
    }

    /** More than are numbered at once. */
    @Test
    void theEndComesAfterEverythingThatWasCommitted() {
        okta.user(ANA);
        int many = 2 * Limits.FEED_PAGE + 1;
        server.jdbi().useHandle(handle -> handle.execute("""
                insert into event (tenant_id, account_id, change_set_id, type, payload, at)
                select tenant_id, account_id, gen_random_uuid(), 'user.updated', '{}', now()
                from account, generate_series(1, ?) where tenant_id = ?""", many, tenant.id().value()));
        assertThat(end()).endsWith("-" + (1 + many));
        assertThat(events(end(), "").json().get("items").size()).isZero();
    }

    @Test
    void joiningAGroupWithoutEffectsIsAnEventToo() {
        String ana = okta.user(ANA);
        okta.group("A club", ana);
        JsonNode event = tenant.events().get(1);
        assertThat(event.get("type").asString()).isEqualTo("user.groups");
        assertThat(event.at("/user/groups/0").asString()).isEqualTo("A club");
        assertThat(event.get("effects").size()).isZero();
    }

    @Test
    void leavingAndTheEndOfAGroupAreEventsForItsMembers() {
        String ana = okta.user(ANA);
        String ben = okta.user("ben@example.org");
        String club = okta.group("A club", ana, ben);
        okta.removeMembers(club, ana);
        okta.scim().delete("/Groups/" + club);

        assertThat(tenant.eventsOf(ana).getLast().at("/user/groups").size()).isZero();
        assertThat(tenant.eventsOf(ben).getLast().at("/user/groups").size()).isZero();
        assertThat(tenant.eventsOf(ben)).hasSize(3);
    }

    @Test
    void theCursorContinuesWhereTheLastPageEnded() {
        for (int n = 0; n < 5; n++) {
            okta.user("user%d@example.org".formatted(n));
        }
        Answer first = tenant.admin().get("/api/v1/events?limit=2");
        assertThat(first.json().get("more").asBoolean()).isTrue();
        List<String> names = new ArrayList<>(first.json().get("items").findValuesAsString("userName"));
        String cursor = first.at("/next");
        while (true) {
            Answer page = events(cursor, "&limit=2");
            if (page.json().get("items").isEmpty()) {
                assertThat(page.at("/next")).isEqualTo(cursor);
                break;
            }
            names.addAll(page.json().get("items").findValuesAsString("userName"));
            cursor = page.at("/next");
        }
        assertThat(names)
                .containsExactly(
                        "user0@example.org",
                        "user1@example.org",
                        "user2@example.org",
                        "user3@example.org",
                        "user4@example.org");
    }

    @Test
    void readingTwiceFromOneCursorGivesTheSame() {
        okta.user(ANA);
        String start = end().replaceAll("-.*", "-0");
        assertThat(events(start, "").text()).isEqualTo(events(start, "").text());
    }

    @Test
    void aReaderThatWaitsIsAnsweredWhenSomethingHappens() {
        String cursor = end();
        List<Object> answers = AtOnce.run(List.<Callable<Object>>of(
                () -> events(cursor, "&wait=20")
                        .json()
                        .at("/items/0/user/userName")
                        .asString(),
                () -> okta.user(ANA)));
        assertThat(answers.getFirst()).isEqualTo(ANA);
    }

    @Test
    void aReaderThatWaitsInVainIsAnsweredInTime() {
        long start = System.nanoTime();
        Answer page = events(end(), "&wait=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().get("items").isEmpty()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }

    /** A restore from backup starts a new epoch. */
    @Test
    void aCursorOfAnotherEpochIsGone() {
        okta.user(ANA);
        String cursor = end();
        server.jdbi()
                .useHandle(handle -> handle.execute(
                        "update tenant set epoch = epoch + 1 where tenant_id = ?",
                        tenant.id().value()));
        Answer gone = events(cursor, "");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.at("/detail")).contains("/api/v1/users");
        assertThat(events(end(), "").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        for (String bad : new String[] {"x", "1", "1-", "-1-1", "1-1-1", "9999999999999999999-1"}) {
            assertThat(events(bad, "").status()).as(bad).isEqualTo(400);
        }
    }

    /** Take the cursor with the first page of people, then follow it: nothing between is missed. */
    @Test
    void aSnapshotNamesTheCursorToFollowItFrom() {
        okta.user(ANA);
        Answer snapshot = tenant.admin().get("/api/v1/users");
        assertThat(snapshot.json().get("items").findValuesAsString("userName")).containsExactly(ANA);
        String ben = okta.user("ben@example.org");

        JsonNode following = events(snapshot.at("/feed"), "").json().get("items");
        assertThat(following.size()).isEqualTo(1);
        assertThat(following.at("/0/user/id").asString()).isEqualTo(ben);
    }

    @Test
    void anotherTenantsEventsAreNotInTheFeed() {
        okta.user(ANA);
        assertThat(server.tenant().events().isEmpty()).isTrue();
    }

    /** N5: eight writers, one reader that follows; what it read is everything, once, in each user's order. */
    @Test
    void nothingIsSkippedWhileEightWrite() {
        int users = 8;
        int changes = 25;
        List<String> ids = AtOnce.run(users, n -> okta.user("w%d@example.org".formatted(n)));
        String start = end();
        AtomicInteger writing = new AtomicInteger(users);
        List<Callable<List<JsonNode>>> things = new ArrayList<>();
        ids.forEach(id -> things.add(() -> {
            for (int n = 0; n < changes; n++) {
                assertThat(okta.patchUser(id, "{'op':'replace','path':'title','value':'%d'}".formatted(n))
                                .status())
                        .isEqualTo(200);
            }
            writing.decrementAndGet();
            return List.of();
        }));
        things.add(() -> follow(start, writing));
        List<JsonNode> read = AtOnce.run(things).getLast();

        assertThat(read).hasSize(users * changes);
        assertThat(new HashSet<>(read.stream().map(e -> e.get("id").asString()).toList()))
                .hasSize(users * changes);
        Map<String, Integer> last = new HashMap<>();
        for (JsonNode event : read) {
            int value = Integer.parseInt(event.at("/effects/0/new").asString());
            assertThat(value).isEqualTo(last.merge(event.at("/user/id").asString(), 1, Integer::sum) - 1);
        }
    }

    private List<JsonNode> follow(String start, AtomicInteger writing) {
        List<JsonNode> read = new ArrayList<>();
        String cursor = start;
        while (true) {
            boolean last = writing.get() == 0;
            Answer page = events(cursor, "&limit=7&wait=1");
            page.json().get("items").forEach(read::add);
            cursor = page.at("/next");
            if (last && page.json().get("items").isEmpty()) {
                return read;
            }
        }
    }
}
