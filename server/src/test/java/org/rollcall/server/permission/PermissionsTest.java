package org.rollcall.server.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.server.console.Joined;
import org.rollcall.server.console.Visitor;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.http.Router.Route;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.Repository;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** P-111: each route, called by each kind of administrator, answers as the published table says. */
class PermissionsTest {

    private static final String REFUSED = "may not do this";
    private static final String NOWHERE = new UUID(7, 7).toString();

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant first;

    @BeforeAll
    static void anEnvironment() {
        first = server.firstTenant();
        new Visitor(server).setUp();
    }

    private static String powers(Kind kind) {
        String organization = kind == Kind.ORGANIZATION_ADMINISTRATOR ? ",\"organization\":\"Default\"" : "";
        return "\"kind\":\"%s\"%s".formatted(kind.label(), organization);
    }

    private static Stream<Route> routes(Access access) {
        return server.app().router().routes().stream()
                .filter(route -> route.access() == access && route.need().isPresent());
    }

    private static String path(Route route) {
        return route.pattern().replaceAll("\\{[a-z]+}", NOWHERE);
    }

    private static boolean refused(Answer answer) {
        return answer.status() == 403 && answer.text().contains(REFUSED);
    }

    @Test
    void thePublishedTableIsWhatIsAllowed() {
        List<String> lines = new ArrayList<>();
        for (Need need : Need.values()) {
            List<String> cells = Arrays.stream(Kind.values())
                    .map(kind -> Permissions.allows(kind, need) ? "yes" : "")
                    .toList();
            lines.add(("| " + need.words() + " | " + String.join(" | ", cells) + " |").replaceAll(" +", " "));
        }
        assertThat(Repository.text("docs/reference/permissions.md").lines()).containsSubsequence(lines);
    }

    @Test
    void everyRouteOfAdministratorsSaysWhatItNeeds() {
        assertThat(server.app().router().routes())
                .filteredOn(route -> route.access() == Access.ADMINISTRATOR)
                .allMatch(route -> route.need().isPresent());
    }

    /** H-E1 */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachCallOfTheApiIsAllowedAsTheTableSays(Kind kind) {
        TestTenant tenant = server.tenant();
        Answer issued = tenant.admin().post("/api/v1/tokens", "{%s,\"days\":1}".formatted(powers(kind)));
        Client client = new Client(tenant.admin().base(), "Bearer " + issued.at("/token"));
        routes(Access.ADMINISTRATOR).forEach(route -> {
            Answer answer =
                    client.send(route.method(), path(route), route.method().equals("GET") ? "" : "{}");
            assertThat(refused(answer))
                    .as("%s %s by %s: %d %s", route.method(), route.pattern(), kind, answer.status(), answer.text())
                    .isEqualTo(!Permissions.allows(kind, route.need().orElseThrow()));
            assertThat(answer.status()).as(answer.text()).isNotIn(401, 500);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachPageIsShownAndEachFormIsTakenAsTheTableSays(Kind kind) {
        Visitor visitor = Joined.of(server, first, kind.label() + "@example.org", powers(kind));
        String token = Joined.token(visitor);
        routes(Access.BROWSER)
                .filter(route -> !route.pattern().endsWith("/sign-out"))
                .forEach(route -> {
                    Answer answer = route.method().equals("GET")
                            ? visitor.get(path(route))
                            : Joined.post(visitor, path(route), Map.of("csrf", token));
                    assertThat(refused(answer))
                            .as("%s %s by %s: %d", route.method(), route.pattern(), kind, answer.status())
                            .isEqualTo(!Permissions.allows(kind, route.need().orElseThrow()));
                    assertThat(answer.header("Location")).as(route.pattern()).doesNotContain("sign-in");
                    assertThat(answer.status()).as(answer.text()).isNotEqualTo(500);
                });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theMenuOffersWhatMayBeSeen(Kind kind) {
        Visitor visitor = Joined.of(server, first, kind.label() + "-menu@example.org", powers(kind));
        String page = visitor.get("/console/settings").text();
        assertThat(page.contains("href=\"/console/people\"")).isEqualTo(Permissions.allows(kind, Need.LOOK_PEOPLE));
        assertThat(page.contains("href=\"/console/administrators\""))
                .isEqualTo(Permissions.allows(kind, Need.CHANGE_ACCESS));
        assertThat(page.contains("API tokens")).isEqualTo(Permissions.allows(kind, Need.CHANGE_ACCESS));
        assertThat(visitor.get("/console").status()).isIn(200, 303);
    }
}
