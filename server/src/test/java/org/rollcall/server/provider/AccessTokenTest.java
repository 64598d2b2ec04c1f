package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** The client-credentials grant (P-22, Q-P09, RFC 6749 §4.4). */
class AccessTokenTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GRANT = "grant_type=client_credentials";

    private TestTenant tenant;
    private Answer client;

    @BeforeEach
    void aClient() {
        tenant = server.tenant();
        client = create("entra");
    }

    private Answer create(String name) {
        return tenant.admin()
                .post("/api/v1/providers", body("{'name':'%s','credential':'client-credentials'}".formatted(name)));
    }

    private static Answer ask(Answer of, String form, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = FORM;
        return new Client(of.at("/tokenUrl"), "").post("", form, all);
    }

    private static String[] basic(Answer of) {
        byte[] pair = (of.at("/clientId") + ":" + of.at("/clientSecret")).getBytes(StandardCharsets.UTF_8);
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
    }

    private static String inBody(Answer of) {
        return GRANT + "&client_id=%s&client_secret=%s".formatted(of.at("/clientId"), of.at("/clientSecret"));
    }

    private String token() {
        Answer answer = ask(client, inBody(client));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.at("/access_token");
    }

    private int status(String token) {
        return new Client(client.at("/baseUrl"), "Bearer " + token)
                .get("/Users")
                .status();
    }

    @Test
    void aClientIsShownOnceWithItsTokenUrl() {
        assertThat(client.at("/tokenUrl")).isEqualTo(client.at("/baseUrl").replaceAll("/v2$", "/oauth/token"));
        assertThat(client.at("/clientId")).startsWith("rcc-");
        assertThat(client.at("/clientSecret")).matches("[0-9a-f]{64}");
        assertThat(tenant.admin().get("/api/v1/providers").text()).doesNotContain(client.at("/clientSecret"));
        assertThat(server.dump()).doesNotContain(client.at("/clientSecret"));
    }

    @Test
    void aTokenIsGivenAndOpensItsProvidersDoorAndNoOther() {
        Answer other = create("okta");
        Answer answer = ask(client, GRANT, basic(client));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.at("/token_type")).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").asLong()).isEqualTo(3600);
        String token = answer.at("/access_token");
        assertThat(token).matches("rcs_[0-9a-f]{64}");
        assertThat(server.dump()).doesNotContain(token);
        assertThat(status(token)).isEqualTo(200);
        assertThat(new Client(other.at("/baseUrl"), "Bearer " + token)
                        .get("/Users")
                        .status())
                .isEqualTo(401);
        assertThat(new Client(server.app().url(), "Bearer " + token)
                        .get("/api/v1/users")
                        .status())
                .isEqualTo(401);
        assertThat(status(token())).isEqualTo(200);
    }

    @Test
    void theClientItselfIsNoCredentialForScim() {
        Client byBasic = new Client(client.at("/baseUrl"), basic(client)[1]);
        assertThat(byBasic.get("/Users").status()).isEqualTo(401);
        assertThat(status(client.at("/clientSecret"))).isEqualTo(401);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.at("/error")).isEqualTo(code);
        assertThat(answer.at("/error_description")).isNotBlank();
    }

    @Test
    void whoeverIsNoClientIsRefusedAlike() {
        Answer other = create("okta");
        Answer wrong = ask(client, inBody(client) + "0");
        refused(wrong, 401, "invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic realm=");
        refused(ask(client, inBody(other)), 401, "invalid_client");
        refused(ask(client, GRANT), 401, "invalid_client");
        refused(ask(client, GRANT, "Authorization", "Bearer " + token()), 401, "invalid_client");
        refused(ask(client, inBody(client).replace("rcc-", "rcd-")), 401, "invalid_client");
        Answer nowhere = new Client(server.app().url(), "")
                .post("/scim/nosuchdoor/oauth/token", inBody(client), "Content-Type", FORM);
        refused(nowhere, 401, "invalid_client");
        assertThat(nowhere.text()).isEqualTo(wrong.text());
    }

    @Test
    void whatIsNoRequestForATokenIsSaidInTheWordsOfTheStandard() {
        refused(ask(client, inBody(client).replace(GRANT, "x=y")), 400, "invalid_request");
        refused(ask(client, inBody(client).replace(GRANT, "grant_type=password")), 400, "unsupported_grant_type");
        refused(ask(client, inBody(client) + "&" + GRANT), 400, "invalid_request");
        refused(ask(client, inBody(client), basic(client)), 400, "invalid_request");
        refused(ask(client, GRANT + "&x=" + "y".repeat(Limits.TOKEN_REQUEST_BYTES)), 400, "invalid_request");
        refused(
                new Client(client.at("/tokenUrl"), "").post("", "{}", "Content-Type", "application/json"),
                400,
                "invalid_request");
        assertThat(new Client(client.at("/tokenUrl"), "").get("").status()).isEqualTo(401);
    }

    @Test
    void aScopeThatIsAskedForIsAnsweredWithTheOneThereIs() {
        assertThat(ask(client, inBody(client) + "&scope=.default").at("/scope")).isEqualTo("scim");
        assertThat(ask(client, inBody(client)).json().has("scope")).isFalse();
    }

    @Test
    void aTokenEndsByItself() {
        String token = token();
        assertThat(status(token)).isEqualTo(200);
        server.advance(Limits.ACCESS_TOKEN_AGE.plusSeconds(1));
        assertThat(status(token)).isEqualTo(401);
        assertThat(status(token())).isEqualTo(200);
    }

    @Test
    void aTokenLivesNoLongerThanItsClient() {
        Answer rotated = tenant.admin()
                .post(
                        "/api/v1/providers/" + client.id() + "/credentials",
                        "{\"expiresAt\":\"%s\"}".formatted(server.now().plus(Duration.ofMinutes(10))));
        Answer answer = ask(rotated, inBody(rotated));
        assertThat(answer.json().get("expires_in").asLong()).isBetween(500L, 600L);
        server.advance(Duration.ofMinutes(11));
        assertThat(status(answer.at("/access_token"))).isEqualTo(401);
        refused(ask(rotated, inBody(rotated)), 401, "invalid_client");
    }

    @Test
    void revokingTheClientEndsItsTokensOnTheVeryNextRequestAndLeavesThoseOfTheOther() {
        Answer second = tenant.admin().post("/api/v1/providers/" + client.id() + "/credentials", "{}");
        String lasting = ask(second, inBody(second)).at("/access_token");
        String token = token();
        assertThat(status(token)).isEqualTo(200);
        String id = tenant.admin().get("/api/v1/providers").at("/items/0/credentials/0/id");
        tenant.admin().delete("/api/v1/providers/" + client.id() + "/credentials/" + id);
        assertThat(status(token)).isEqualTo(401);
        assertThat(status(lasting)).isEqualTo(200);
        refused(ask(client, inBody(client)), 401, "invalid_client");
        tenant.admin().post("/api/v1/providers/" + client.id() + "/disable", "");
        assertThat(status(lasting)).isEqualTo(401);
    }

    @Test
    void aClientHasABoundedNumberOfTokensOfWhichTheNewestGoOn() {
        String first = token();
        server.jdbi().useHandle(handle -> handle.execute("""
                insert into access_token (tenant_id, credential_id, digest, issued_at, expires_at)
                select tenant_id, credential_id, sha256(n::text::bytea), issued_at + n * interval '1 ms', expires_at
                from access_token, generate_series(1, ?) n where digest = sha256(convert_to(?, 'UTF8'))""", Limits.ACCESS_TOKENS - 1, first));
        String newest = token();
        long tokens = server.count("select count(*) from access_token where tenant_id = '%s'"
                .formatted(tenant.id().value()));
        assertThat(tokens).isEqualTo(Limits.ACCESS_TOKENS);
        assertThat(status(newest)).isEqualTo(200);
        assertThat(status(first)).isEqualTo(401);
        server.advance(Limits.ACCESS_TOKEN_AGE.plusSeconds(1));
        token();
        assertThat(server.count("select count(*) from access_token where tenant_id = '%s'"
                        .formatted(tenant.id().value())))
                .isEqualTo(1);
    }

    /** The machine is the actor, however it signed in (P-23). */
    @Test
    void theProviderIsTheActor() {
        Answer created = new Client(client.at("/baseUrl"), "Bearer " + token())
                .post("/Users", body("{'userName':'ana@example.org'}"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(tenant.log("user added").getFirst().get("provider").asString())
                .isEqualTo("entra");
    }
}
