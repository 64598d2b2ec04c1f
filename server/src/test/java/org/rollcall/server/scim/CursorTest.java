package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.app.App;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Pages by cursor (RFC 9865, C01 to C12), beside those by index, which stay the default. */
class CursorTest {

    private static final int PEOPLE = 7;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;
    private static TestProvider other;
    private static final List<String> names = new ArrayList<>();

    @BeforeAll
    static void people() {
        TestTenant tenant = server.tenant();
        okta = tenant.provider("okta");
        other = tenant.provider("other");
        for (int i = 0; i < PEOPLE; i++) {
            String name = "p" + (PEOPLE - i);
            okta.user(name);
            names.add(name);
        }
        okta.group("g1");
        other.user("zoe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/Users?count=3", "/Users?count=3&filter=userName%20pr", "/Users?count=7", "/Users?count=100"})
    void aWalkForthAndBackSeesEverybodyOnce(String list) {
        Answer page = okta.scim().get(list + "&cursor=");
        assertThat(page.json().has("previousCursor")).isFalse();
        assertThat(page.json().has("startIndex")).isFalse();
        List<String> forth = new ArrayList<>(namesOf(page));
        List<List<String>> pages = new ArrayList<>(List.of(namesOf(page)));
        while (page.json().has("nextCursor")) {
            assertThat(page.at("/nextCursor")).matches("[A-Za-z0-9._~-]+");
            assertThat(page.json().get("totalResults").asInt()).isEqualTo(PEOPLE);
            page = okta.scim().get(list + "&cursor=" + page.at("/nextCursor"));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            pages.add(namesOf(page));
            forth.addAll(namesOf(page));
        }
        assertThat(forth).isEqualTo(names);
        for (int i = pages.size() - 2; i >= 0; i--) {
            page = okta.scim().get(list + "&cursor=" + page.at("/previousCursor"));
            assertThat(namesOf(page)).isEqualTo(pages.get(i));
        }
        assertThat(page.json().has("previousCursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Users?count=2&sortBy=userName", "/Users?count=3&sortBy=userName&sortOrder=ascending"})
    void aSortedListIsWalkedInItsOrder(String list) {
        List<String> seen = new ArrayList<>();
        Answer page = okta.scim().get(list + "&cursor");
        seen.addAll(namesOf(page));
        while (page.json().has("nextCursor")) {
            page = okta.scim().get(list + "&cursor=" + page.at("/nextCursor"));
            seen.addAll(namesOf(page));
        }
        assertThat(seen).isEqualTo(names.reversed());
        assertThat(okta.scim()
                        .get(list + "&cursor=" + page.at("/previousCursor"))
                        .status())
                .isEqualTo(200);
    }

    /** C10. */
    @Test
    void searchesAndTheRootHaveCursorsToo() {
        Answer first = okta.scim().post("/Users/.search", body("{'cursor':'','count':5}"));
        assertThat(namesOf(first)).isEqualTo(names.subList(0, 5));
        Answer second = okta.scim()
                .post("/Users/.search", body("{'cursor':'%s','count':5}".formatted(first.at("/nextCursor"))));
        assertThat(namesOf(second)).isEqualTo(names.subList(5, 7));
        assertThat(second.json().has("nextCursor")).isFalse();
        Answer root = okta.scim().get("?cursor=&count=7");
        assertThat(namesOf(root)).isEqualTo(names);
        Answer last = okta.scim().get("?count=7&cursor=" + root.at("/nextCursor"));
        assertThat(last.at("/Resources/0/displayName")).isEqualTo("g1");
        assertThat(last.json().has("nextCursor")).isFalse();
    }

    @Test
    void whoIsAddedMeanwhileIsSeenAndNobodyTwice() {
        TestProvider late = server.tenant().provider("late");
        for (int i = 0; i < 4; i++) {
            late.user("l" + i);
        }
        Answer first = late.scim().get("/Users?cursor=&count=2");
        late.user("l4");
        Answer rest = late.scim().get("/Users?count=10&cursor=" + first.at("/nextCursor"));
        assertThat(namesOf(rest)).containsExactly("l2", "l3", "l4");
        assertThat(rest.json().get("totalResults").asInt()).isEqualTo(4);
    }

    /** C05, C06, C11: the same answer for whatever is not a cursor of this list of this provider. */
    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        String cursor = okta.scim().get("/Users?cursor=&count=2").at("/nextCursor");
        assertThat(okta.scim().get("/Users?cursor=" + cursor).status()).isEqualTo(200);
        invalid(okta, "/Users?filter=userName%20pr&cursor=" + cursor);
        invalid(okta, "/Users?sortBy=userName&cursor=" + cursor);
        invalid(okta, "/Groups?cursor=" + cursor);
        invalid(okta, "?cursor=" + cursor);
        invalid(other, "/Users?cursor=" + cursor);
        invalid(server.tenant().provider("okta"), "/Users?cursor=" + cursor);
        invalid(okta, "/Users?cursor=" + (cursor.charAt(0) == 'Y' ? "Z" : "Y") + cursor.substring(1));
        invalid(okta, "/Users?cursor=x");
        invalid(okta, "/Users?cursor=%20");
        invalid(okta, "/Users?cursor=" + "A".repeat(1_000));
    }

    @Test
    void aCursorIsKnownToEveryNode() {
        String cursor = okta.scim().get("/Users?cursor=&count=2").at("/nextCursor");
        App another = server.anotherNode(Faults.NONE);
        assertThat(okta.at(another.url())
                        .scim()
                        .get("/Users?count=1&cursor=" + cursor)
                        .at("/Resources/0/userName"))
                .isEqualTo(names.get(2));
        another.close();
    }

    /** C06, C11: whoever tries somebody else's does not learn its age. */
    @Test
    void anOldCursorHasExpired() {
        String cursor = okta.scim().get("/Users?cursor=&count=2").at("/nextCursor");
        server.advance(Limits.CURSOR_AGE.plusMinutes(1));
        assertThat(okta.scim().get("/Users?cursor=" + cursor).at("/scimType")).isEqualTo("expiredCursor");
        invalid(other, "/Users?cursor=" + cursor);
    }

    /** C08. */
    @Test
    void aPageIsNamedByCursorOrByIndexNotByBoth() {
        Answer refused = okta.scim().get("/Users?cursor=&startIndex=1");
        assertThat(refused.at("/scimType")).isEqualTo("invalidValue");
        assertThat(refused.at("/detail")).contains("exclude each other");
    }

    /** C02, C06. */
    @Test
    void countsAreReadAsWithIndexes() {
        assertThat(okta.scim().get("/Users?cursor=&count=x").at("/scimType")).isEqualTo("invalidCount");
        Answer none = okta.scim().get("/Users?cursor=&count=-3");
        assertThat(none.json().get("totalResults").asInt()).isEqualTo(PEOPLE);
        assertThat(none.json().get("Resources")).isEmpty();
        assertThat(okta.scim().get("/Users?cursor=&count=1000000").json().get("Resources"))
                .hasSize(PEOPLE);
    }

    /** C08, C09. */
    @Test
    void theConfigurationSaysSoAndIndexesStayTheDefault() {
        Answer config = okta.scim().get("/ServiceProviderConfig");
        assertThat(config.json().at("/pagination/cursor").asBoolean()).isTrue();
        assertThat(config.json().at("/pagination/index").asBoolean()).isTrue();
        assertThat(config.at("/pagination/defaultPaginationMethod")).isEqualTo("index");
        assertThat(config.json().at("/pagination/cursorTimeout").asLong()).isEqualTo(Limits.CURSOR_AGE.toSeconds());
        assertThat(config.json().at("/pagination/defaultPageSize").asInt()).isEqualTo(Limits.PAGE_DEFAULT);
        assertThat(config.json().at("/pagination/maxPageSize").asInt()).isEqualTo(Limits.PAGE_MAX);
        Answer list = okta.scim().get("/Users?count=2");
        assertThat(list.json().has("nextCursor")).isFalse();
        assertThat(list.json().get("startIndex").asInt()).isEqualTo(1);
    }

    private static void invalid(TestProvider provider, String path) {
        Answer refused = provider.scim().get(path);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.at("/scimType")).isEqualTo("invalidCursor");
    }

    private static List<String> namesOf(Answer page) {
        List<String> found = new ArrayList<>();
        page.json()
                .get("Resources")
                .forEach(resource -> found.add(resource.get("userName").asString()));
        return found;
    }
}
