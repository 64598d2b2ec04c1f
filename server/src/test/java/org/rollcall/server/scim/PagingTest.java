package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/** Pages: where they begin, how long they are, what they count, and that a walk misses nobody (B043 to B045, H-P14). */
class PagingTest {

    private static final int PEOPLE = 45;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;
    private static final List<String> ids = new ArrayList<>();

    @BeforeAll
    static void people() {
        okta = server.tenant().provider("okta");
        for (int i = 0; i < PEOPLE; i++) {
            ids.add(okta.user((i % 3 == 0 ? "third" : "other") + i));
        }
        assertThat(ids).isSorted();
    }

    @Test
    void aPageBeginsWhereItIsAskedForInTheOrderOfCreation() {
        assertPage("?startIndex=1&count=10", 1, ids.subList(0, 10));
        assertPage("?startIndex=11&count=10", 11, ids.subList(10, 20));
        assertPage("?startIndex=41&count=10", 41, ids.subList(40, 45));
        assertPage("?startIndex=45&count=10", 45, ids.subList(44, 45));
        assertPage("?startIndex=46&count=10", 46, List.of());
        assertPage("?startIndex=1000000000000&count=10", 1_000_000_000_000L, List.of());
        assertPage("?count=3", 1, ids.subList(0, 3));
        assertPage("", 1, ids);
        assertPage("?startIndex=3&count=4", 3, ids.subList(2, 6));
        assertPage("?startIndex=2&count=4", 2, ids.subList(1, 5));
    }

    /** B043, B044. */
    @Test
    void oddNumbersAreReadLeniently() {
        assertPage("?startIndex=0&count=2", 1, ids.subList(0, 2));
        assertPage("?startIndex=-7&count=2", 1, ids.subList(0, 2));
        assertPage("?startIndex=&count=", 1, ids);
        assertPage("?count=0", 1, List.of());
        assertPage("?count=-1", 1, List.of());
        assertPage("?startIndex=5&count=0", 5, List.of());
        assertPage("?count=1000000", 1, ids);
        assertPage("?startIndex=2&startIndex=9&count=1", 2, ids.subList(1, 2));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (String value : List.of(
                "x",
                "1.5",
                "1e3",
                "0x1",
                "+5",
                "5+",
                "%2B5",
                "１２",
                "1 ",
                "1,2",
                "99999999999999999999",
                "--1",
                "null")) {
            for (String name : List.of("startIndex", "count")) {
                Answer answer = okta.scim()
                        .get("/Users?" + name + "=" + value.replace(" ", "%20").replace("１２", "%EF%BC%91%EF%BC%92"));
                assertThat(answer.status()).as("%s=%s", name, value).isEqualTo(400);
                assertThat(answer.at("/scimType")).isEqualTo("invalidValue");
            }
        }
    }

    @Test
    void aPageIsNeverLongerThanIsPublished() {
        int most = okta.scim()
                .get("/ServiceProviderConfig")
                .json()
                .at("/filter/maxResults")
                .asInt();
        assertThat(most).isEqualTo(Limits.PAGE_MAX);
        TestProvider many = server.tenant().provider("many");
        for (int i = 0; i < Limits.PAGE_DEFAULT + 1; i++) {
            many.user("u" + i);
        }
        assertThat(many.scim().get("/Users").json().get("Resources")).hasSize(Limits.PAGE_DEFAULT);
        assertThat(many.scim().get("/Users").json().get("totalResults").asInt()).isEqualTo(Limits.PAGE_DEFAULT + 1);
        assertThat(many.scim().get("/Users?count=99999").json().get("Resources"))
                .hasSize(Limits.PAGE_DEFAULT + 1);
    }

    /** Q-P21: filter first, then page. */
    @Test
    void pagesOfAFilterCountWhatMatches() {
        List<String> thirds = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i += 3) {
            thirds.add(ids.get(i));
        }
        for (int start = 1; start <= 15; start += 4) {
            JsonNode page = list("?filter=userName+sw+%22third%22&count=4&startIndex=" + start);
            assertThat(page.get("totalResults").asInt()).isEqualTo(15);
            assertThat(resources(page)).isEqualTo(thirds.subList(start - 1, Math.min(15, start + 3)));
        }
        assertThat(list("?filter=userName+sw+%22third%22&startIndex=16&count=4").get("Resources"))
                .isEmpty();
        JsonNode nobody = list("?filter=userName+eq+%22nobody%22");
        assertThat(nobody.get("totalResults").asInt()).isZero();
        assertThat(nobody.get("Resources").isArray()).isTrue();
        assertThat(nobody.get("Resources")).isEmpty();
    }

    @Test
    void groupsAreListedPageByPageToo() {
        TestProvider ping = server.tenant().provider("ping");
        assertThat(ping.scim().get("/Groups?startIndex=1&count=100").json().get("Resources"))
                .isEmpty();
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            groups.add(ping.group("g" + i));
        }
        List<String> walked = new ArrayList<>();
        for (int start = 1; start <= 7; start += 3) {
            JsonNode page =
                    ping.scim().get("/Groups?count=3&startIndex=" + start).json();
            assertThat(page.get("totalResults").asInt()).isEqualTo(7);
            walked.addAll(resources(page));
        }
        assertThat(walked).isEqualTo(groups);
    }

    /** H-P14, Q-P23: whoever was there when the walk began is met once, and newcomers push nobody aside. */
    @Test
    void aWalkMeetsEverybodyOnceWhileOthersCome() {
        TestProvider busy = server.tenant().provider("busy");
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            before.add(busy.user("before" + i));
        }
        AtomicBoolean walking = new AtomicBoolean(true);
        CompletableFuture<Integer> newcomers = CompletableFuture.supplyAsync(() -> {
            int number = 0;
            for (; walking.get() && number < 500; number++) {
                busy.user("new" + number);
            }
            return number;
        });
        List<String> met = new ArrayList<>();
        for (int start = 1; ; ) {
            JsonNode page =
                    busy.scim().get("/Users?count=7&startIndex=" + start).json();
            met.addAll(resources(page));
            start += page.get("itemsPerPage").asInt();
            if (page.get("itemsPerPage").asInt() < 7 || start > 400) {
                break;
            }
        }
        walking.set(false);
        newcomers.join();
        assertThat(new HashSet<>(met)).as("nobody twice").hasSameSizeAs(met);
        assertThat(met.subList(0, 120)).as("everybody, in order").isEqualTo(before);
    }

    /** A deletion behind the walker costs nobody his place. */
    @Test
    void aWalkMeetsEverybodyOnceWhileOthersGo() {
        TestProvider busy = server.tenant().provider("busy");
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            people.add(busy.user("p" + i));
        }
        List<String> met = new ArrayList<>();
        for (int start = 1; start <= 30; start += 5) {
            List<String> page = resources(
                    busy.scim().get("/Users?count=5&startIndex=" + start).json());
            met.addAll(page);
            busy.scim().delete("/Users/" + page.getFirst());
        }
        assertThat(met).isEqualTo(people);
    }

    /** B023: a page with more than was counted when its walk began counts again. */
    @Test
    void aTotalIsNeverLessThanWhatIsListed() {
        TestProvider growing = server.tenant().provider("growing");
        growing.user("first");
        assertThat(total(growing, "?count=1")).isEqualTo(1);
        growing.user("second");
        growing.user("third");
        assertThat(total(growing, "?count=1&startIndex=2")).isEqualTo(3);
    }

    /** Whoever begins anew is told how many there are now. */
    @Test
    void aTotalIsCountedAnewWithEachWalk() {
        TestProvider fresh = server.tenant().provider("fresh");
        for (int i = 0; i < 6; i++) {
            fresh.user("u" + i);
        }
        assertThat(total(fresh, "?count=2")).isEqualTo(6);
        assertThat(total(fresh, "?count=2&startIndex=3")).isEqualTo(6);
        fresh.user("u6");
        assertThat(total(fresh, "?count=2")).isEqualTo(7);
        assertThat(total(fresh, "?count=2&startIndex=3")).isEqualTo(7);
        assertThat(total(fresh, "?count=0")).isEqualTo(7);
        String filter = "?filter=" + "userName+eq+%22u6%22";
        assertThat(total(fresh, filter)).isEqualTo(1);
        fresh.scim()
                .delete("/Users/" + list(fresh, filter).at("/Resources/0/id").asString());
        assertThat(total(fresh, filter)).isZero();
        assertThat(total(fresh, "?count=2")).isEqualTo(6);
    }

    /** Two readers with pages of their own length do not get into each other's way. */
    @Test
    void walksDoNotMeddle() {
        List<String> byTwo = new ArrayList<>();
        List<String> byThree = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            byThree.addAll(resources(list("?count=3&startIndex=" + (1 + 3 * i))));
            byTwo.addAll(resources(list("?count=2&startIndex=" + (1 + 2 * i))));
        }
        assertThat(byThree).isEqualTo(ids);
        assertThat(byTwo).isEqualTo(ids.subList(0, 30));
        TestProvider other = server.tenant().provider("okta");
        other.user("alone");
        assertThat(other.scim()
                        .get("/Users?startIndex=4&count=3")
                        .json()
                        .get("totalResults")
                        .asInt())
                .isEqualTo(1);
        assertThat(resources(other.scim().get("/Users?startIndex=4&count=3").json()))
                .isEmpty();
    }

    /** The users of a group of many are all in its answer, however many chunks they come in (Q-P62, Q-P66). */
    @Test
    void aGroupHasAllItsMembers() {
        TestProvider big = server.tenant().provider("big");
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            people.add(big.user("m" + i));
        }
        String group = big.group("Everybody", people.toArray(String[]::new));
        assertThat(big.scim().get("/Groups/" + group).json().get("members").findValuesAsString("value"))
                .containsExactlyInAnyOrderElementsOf(people);
    }

    private static void assertPage(String query, long start, List<String> expected) {
        JsonNode page = list(query);
        assertThat(resources(page)).as(query).isEqualTo(expected);
        assertThat(page.get("totalResults").isInt()).isTrue();
        assertThat(page.get("totalResults").asInt()).as(query).isEqualTo(PEOPLE);
        assertThat(page.get("startIndex").asLong()).as(query).isEqualTo(start);
        assertThat(page.get("itemsPerPage").asInt()).as(query).isEqualTo(expected.size());
        assertThat(page.at("/schemas/0").asString()).isEqualTo("urn:ietf:params:scim:api:messages:2.0:ListResponse");
    }

    private static int total(TestProvider provider, String query) {
        return list(provider, query).get("totalResults").asInt();
    }

    private static JsonNode list(String query) {
        return list(okta, query);
    }

    private static JsonNode list(TestProvider provider, String query) {
        Answer answer = provider.scim().get("/Users" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> resources(JsonNode page) {
        List<String> found = new ArrayList<>();
        page.get("Resources").forEach(one -> found.add(one.get("id").asString()));
        return found;
    }
}
