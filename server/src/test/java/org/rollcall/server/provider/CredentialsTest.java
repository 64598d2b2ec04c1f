package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-20, P-21: a provider's secrets, from the page that shows them once to the request after their end. */
class CredentialsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
    }

    private Answer create(String name, String kind) {
        return tenant.admin().post("/api/v1/providers", body("{'name':'%s','credential':'%s'}".formatted(name, kind)));
    }

    private Answer rotate(String provider, String body) {
        return tenant.admin().post("/api/v1/providers/" + provider + "/credentials", body(body));
    }

    private JsonNode credentials() {
        return tenant.admin().get("/api/v1/providers").json().at("/items/0/credentials");
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static int status(Answer created, String authorization) {
        return new Client(created.at("/baseUrl"), authorization).get("/Users").status();
    }

    /** P-20 */
    @Test
    void anOAuthTokenOpensItsProvidersDoorAndNoOther() {
        Answer okta = create("okta", "oauth-token");
        Answer entra = create("entra", "oauth-token");
        String token = okta.at("/token");

        assertThat(okta.status()).isEqualTo(201);
        assertThat(status(okta, "Bearer " + token)).isEqualTo(200);
        assertThat(status(okta, basic("okta", token))).isEqualTo(401);
        assertThat(status(okta, "Bearer " + token + "x")).isEqualTo(401);
        assertThat(status(entra, "Bearer " + token)).isEqualTo(401);
        assertThat(new Client(server.app().url(), "Bearer " + token)
                        .get("/api/v1/users")
                        .status())
                .isEqualTo(401);
    }

    /** P-20 */
    @Test
    void apiCredentialsAreUserNameAndPasswordByHttpBasic() {
        Answer created = create("okta", "api-credentials");
        String user = created.at("/username");
        String password = created.at("/password");

        assertThat(created.json().has("token")).isFalse();
        assertThat(status(created, basic(user, password))).isEqualTo(200);
        assertThat(status(created, basic("somebody", password))).isEqualTo(401);
        assertThat(status(created, basic(user, password + "x"))).isEqualTo(401);
        assertThat(status(created, "Bearer " + password)).isEqualTo(401);
    }

    private int used() {
        return tenant.admin()
                .get("/api/v1/providers")
                .json()
                .findValuesAsString("lastUsedAt")
                .size();
    }

    /** The time of the last use tells that a secret is in use, so a refused request leaves it alone. */
    @Test
    void onlyAnAcceptedRequestCountsAsAUse() {
        Answer okta = create("okta", "api-credentials");
        Answer entra = create("entra", "oauth-token");
        assertThat(status(okta, basic("somebody", okta.at("/password")))).isEqualTo(401);
        assertThat(status(okta, "Bearer " + okta.at("/password"))).isEqualTo(401);
        assertThat(status(okta, "Bearer " + entra.at("/token"))).isEqualTo(401);
        tenant.admin().post("/api/v1/providers/" + entra.id() + "/disable", "");
        assertThat(status(entra, "Bearer " + entra.at("/token"))).isEqualTo(401);
        assertThat(used()).isZero();

        tenant.admin().post("/api/v1/providers/" + entra.id() + "/enable", "");
        assertThat(status(okta, basic(okta.at("/username"), okta.at("/password"))))
                .isEqualTo(200);
        assertThat(status(entra, "Bearer " + entra.at("/token"))).isEqualTo(200);
        assertThat(used()).isEqualTo(2);
    }

    /** P-20: shown once, and stored as a digest. */
    @Test
    void theSecretIsNowhereAfterwards() {
        String token = create("okta", "oauth-token").at("/token");
        String password = create("entra", "api-credentials").at("/password");

        String list = tenant.admin().get("/api/v1/providers").text();
        assertThat(list).doesNotContain(token, password);
        assertThat(server.count("""
                        select count(*) from credential
                        where to_jsonb(credential)::text like '%%%s%%' or to_jsonb(credential)::text like '%%%s%%'""".formatted(token, password))).isZero();
    }

    /** P-20 */
    @Test
    void aProvidersNameIsUniqueWhateverItsCase() {
        create("okta", "oauth-token");
        assertThat(server.unchangedBy(() -> create("OKTA", "oauth-token")).status())
                .isEqualTo(409);
        assertThat(server.unchangedBy(() -> create("Okta ", "api-credentials")).status())
                .isEqualTo(409);
    }

    /** P-21, H-A12 */
    @Test
    void twoCredentialsLiveSideBySideAndAThirdIsRefused() {
        Answer first = create("okta", "oauth-token");
        Answer second = rotate(first.id(), "{}");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.at("/baseUrl")).isEqualTo(first.at("/baseUrl"));
        assertThat(status(first, "Bearer " + first.at("/token"))).isEqualTo(200);
        assertThat(status(first, "Bearer " + second.at("/token"))).isEqualTo(200);
        assertThat(server.unchangedBy(() -> rotate(first.id(), "{}")).status()).isEqualTo(409);
        assertThat(credentials().findValuesAsString("lastUsedAt")).hasSize(2);
    }

    /** P-21 */
    @Test
    void theKindCanChangeByRotation() {
        Answer token = create("okta", "oauth-token");
        Answer pair = rotate(token.id(), "{'credential':'api-credentials'}");
        assertThat(status(token, basic(pair.at("/username"), pair.at("/password"))))
                .isEqualTo(200);
        assertThat(status(token, "Bearer " + token.at("/token"))).isEqualTo(200);
    }

    /** P-21, H-A8: thirty times, because a node that asks its memory first would be caught only now and then. */
    @Test
    void aRevokedCredentialIsRefusedOnTheVeryNextRequest() {
        Answer first = create("okta", "oauth-token");
        for (int round = 0; round < 30; round++) {
            String token = rotate(first.id(), "{}").at("/token");
            String id = credentials().get(credentials().size() - 1).get("id").asString();
            assertThat(status(first, "Bearer " + token)).isEqualTo(200);
            assertThat(tenant.admin()
                            .delete("/api/v1/providers/" + first.id() + "/credentials/" + id)
                            .status())
                    .isEqualTo(204);
            assertThat(status(first, "Bearer " + token)).as("round " + round).isEqualTo(401);
        }
        assertThat(status(first, "Bearer " + first.at("/token"))).isEqualTo(200);
    }

    /** P-21 */
    @Test
    void aDisabledProviderIsRefusedAtOnceAndComesBackWithItsCredential() {
        Answer okta = create("okta", "oauth-token");
        String bearer = "Bearer " + okta.at("/token");
        for (int round = 0; round < 10; round++) {
            assertThat(status(okta, bearer)).isEqualTo(200);
            tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "");
            assertThat(status(okta, bearer)).as("round " + round).isEqualTo(401);
            tenant.admin().post("/api/v1/providers/" + okta.id() + "/enable", "");
        }
    }

    /** P-21, H-T11 */
    @Test
    void disablingLeavesThePeopleAsTheyAre() {
        var okta = tenant.provider("okta");
        okta.user("ana@example.org");
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "");

        assertThat(tenant.state("ana@example.org")).isEqualTo("active");
        assertThat(server.unchangedBy(() -> okta.scim().post("/Users", body("{'userName':'ben@example.org'}")))
                        .status())
                .isEqualTo(401);
    }

    /** P-27: nothing is lost, because the provider sends it again. */
    @Test
    void aPausedProviderIsToldToComeAgainLater() {
        var okta = tenant.provider("okta");
        String ana = okta.user("ana@example.org");
        String path = "/api/v1/providers/" + okta.id();
        tenant.admin().post(path + "/pause", "");
        server.unchangedBy(() -> tenant.admin().post(path + "/pause", ""));

        Answer told = server.unchangedBy(() -> okta.scim().post("/Users", body("{'userName':'ben@example.org'}")));
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.header("Retry-After")).isNotBlank();
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(503);
        assertThat(new Client(okta.scim().base(), "Bearer wrong").get("/Users").status())
                .isEqualTo(401);
        assertThat(tenant.state("ana@example.org")).isEqualTo("active");

        tenant.admin().post(path + "/resume", "");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(200);
        assertThat(tenant.log("provider changed").stream()
                        .map(row -> row.get("new").asString())
                        .toList())
                .endsWith("paused", "resumed");
    }

    /** P-21: disabled twice is disabled once. */
    @Test
    void disablingAgainWritesNothing() {
        Answer okta = create("okta", "oauth-token");
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "");
        server.unchangedBy(() -> tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", ""));
    }

    /** P-21 */
    @Test
    void credentialsOfAnotherTenantsProviderAreNotFound() {
        Answer okta = create("okta", "oauth-token");
        TestTenant other = server.tenant();
        server.unchangedBy(() -> {
            assertThat(other.admin()
                            .post("/api/v1/providers/" + okta.id() + "/credentials", "{}")
                            .status())
                    .isEqualTo(404);
            assertThat(other.admin()
                            .post("/api/v1/providers/" + okta.id() + "/disable", "")
                            .status())
                    .isEqualTo(404);
            return true;
        });
    }
}
