package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.ScimError;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.http.Router.Route;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Each route that the server has, by its own table, refuses whoever has no credential for it (H-A1, H-A3, H-A4). */
class EveryRouteTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static TestProvider okta;
    private static String user;
    private static String group;
    private static String application;

    @BeforeAll
    static void aTenantWithPeople() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        user = okta.user("ana");
        group = okta.group("Staff", user);
        application = tenant.admin()
                .post("/api/v1/applications", "{\"name\":\"Files\"}")
                .at("/token");
    }

    @Test
    void refusesWithoutCredential() {
        refuse(guarded(), "");
    }

    /** H-A1, H-A4, Q-P10. */
    @Test
    void refusesWhatIsNoCredential() {
        String token = token(okta);
        refuse(
                guarded(),
                "Bearer",
                "Bearer ",
                "Bearer null",
                "Bearer undefined",
                "Bearer rct_",
                "bearer " + "0".repeat(64),
                "Bearer " + token + "0",
                "Bearer " + token.substring(1),
                "Bearer " + token + " " + token,
                "Bearer \"" + token + "\"",
                "Bearer, " + token,
                "Basic",
                "Basic ",
                "Basic ***",
                "Basic " + base64("no colon"),
                "Basic " + base64(":"),
                "Basic " + base64("okta:" + token),
                "Basic " + base64(":" + token),
                "Negotiate " + token,
                "Digest username=\"okta\", response=\"" + token + "\"",
                "non-token",
                "null");
    }

    /** H-A3: a credential opens the doors it was made for and no other. */
    @Test
    void ofProvidersRefusesTheCredentialsOfOthers() {
        TestProvider entra = tenant.provider("entra");
        TestTenant other = server.tenant();
        List<Route> routes = guarded(Access.PROVIDER);
        refuse(
                routes,
                authorization(entra.scim()),
                authorization(other.provider("okta").scim()),
                authorization(tenant.admin()),
                authorization(other.admin()),
                "Bearer " + application);
    }

    @Test
    void ofAdministratorsRefusesProvidersAndApplications() {
        refuse(guarded(Access.ADMINISTRATOR), "Bearer " + token(okta), "Bearer " + application);
    }

    @Test
    void ofApplicationsRefusesEverybodyElse() {
        refuse(guarded(Access.APPLICATION), "Bearer " + token(okta), authorization(tenant.admin()));
    }

    /** H-A11: a token is a header and nothing else. */
    @Test
    void refusesATokenThatIsNotInTheHeader() {
        String token = token(okta);
        for (Route route : guarded()) {
            String query = (route.pattern().contains("?") ? "&" : "?") + "access_token=" + token;
            assertRefused(route, send(route, path(route) + query, new String[0]));
            assertRefused(route, send(route, path(route), new String[] {"Cookie", "access_token=" + token}));
            assertRefused(route, send(route, path(route), new String[] {"X-Authorization", "Bearer " + token}));
        }
        assertThat(anonymous().get("/scim/" + token + "/v2/Users").status()).isEqualTo(401);
    }

    /** Whoever is nobody learns nothing: not what exists, nor which methods there are. */
    @Test
    void isNotToldFromAPathThatDoesNotExist() {
        for (String path : List.of(
                "/", "/scim", "/scim/x/v2/Users", "/api/v1/nothing", "/metrics", "/health/live", "/favicon.ico", "*")) {
            assertThat(anonymous().get(path.startsWith("/") ? path : "/" + path).status())
                    .as(path)
                    .isEqualTo(401);
        }
        String users = okta.scim().base().replace(server.app().url(), "") + "/Users";
        assertThat(anonymous().send("PURGE", users, "").status()).isEqualTo(401);
        assertThat(anonymous().send("OPTIONS", users, "").status()).isEqualTo(401);
    }

    @Test
    void thatIsOpenToAnybodyIsListedHere() {
        assertThat(server.app().router().routes())
                .filteredOn(route -> route.access() == Access.ANYBODY)
                .extracting(route -> route.method() + " " + route.pattern())
                .containsExactlyInAnyOrder("GET /api/openapi.json", "POST /scim/{provider}/oauth/token");
        assertThat(anonymous().get("/api/openapi.json").status()).isEqualTo(200);
    }

    @Test
    void letsInTheCredentialItIsFor() {
        for (Route route : guarded()) {
            String header = switch (route.access()) {
                case PROVIDER -> "Bearer " + token(okta);
                case APPLICATION -> "Bearer " + application;
                default -> authorization(tenant.admin());
            };
            Answer answer = new Client(server.app().url(), header).send("GET", path(route), "");
            assertThat(answer.status()).as("%s", route.pattern()).isNotEqualTo(401);
        }
    }

    // ---- the table

    private static List<Route> guarded() {
        return Stream.of(Access.PROVIDER, Access.APPLICATION, Access.ADMINISTRATOR)
                .flatMap(access -> guarded(access).stream())
                .toList();
    }

    private static List<Route> guarded(Access access) {
        List<Route> routes = server.app().router().routes().stream()
                .filter(route -> route.access() == access)
                .toList();
        assertThat(routes).as("routes for %s", access).hasSizeGreaterThan(5);
        return routes;
    }

    private static void refuse(List<Route> routes, String... authorizations) {
        server.unchangedBy(() -> {
            for (String authorization : authorizations) {
                String[] headers =
                        authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
                routes.forEach(route -> assertRefused(route, send(route, path(route), headers)));
            }
            return true;
        });
    }

    private static void assertRefused(Route route, Answer answer) {
        assertThat(answer.status()).as("%s %s", route.method(), route.pattern()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=", "Basic realm=");
        if (route.access() == Access.PROVIDER) {
            assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
            assertThat(answer.at("/schemas/0")).isEqualTo(ScimError.SCHEMA);
            assertThat(answer.at("/status")).isEqualTo("401");
        } else {
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
        assertThat(answer.at("/detail")).isNotBlank();
    }

    private static Answer send(Route route, String path, String[] headers) {
        boolean body = List.of("POST", "PUT", "PATCH").contains(route.method());
        return anonymous().send(route.method(), path, body ? "{\"userName\":\"intruder\"}" : "", headers);
    }

    private static String path(Route route) {
        Map<String, String> values = Map.of(
                "{provider}", door(okta),
                "{id}", route.pattern().contains("Groups") ? group : user,
                "{user}", "ana",
                "{name}", "User",
                "{urn}", "urn:ietf:params:scim:schemas:core:2.0:User");
        String path = route.pattern();
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace(value.getKey(), value.getValue());
        }
        return path.replaceAll("\\{[a-z]+}", new UUID(7, 7).toString());
    }

    private static Client anonymous() {
        return new Client(server.app().url(), "");
    }

    private static String door(TestProvider provider) {
        return provider.scim().base().replaceAll(".*/scim/(.*)/v2", "$1");
    }

    private static String token(TestProvider provider) {
        return authorization(provider.scim()).substring("Bearer ".length());
    }

    private static String authorization(Client client) {
        return client.authorization();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
