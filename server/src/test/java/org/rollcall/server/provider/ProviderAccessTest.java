package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** From where a provider may come, how often, and when its credential has to be replaced (P-21, P-24). */
class ProviderAccessTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private Answer access(String body) {
        return tenant.admin().put("/api/v1/providers/" + okta.id() + "/access", body(body));
    }

    // ---- addresses

    @Test
    void fromOutsideOfItsNetworksAProviderIsRefused() {
        assertThat(access("{'addresses':['192.0.2.0/24']}").status()).isEqualTo(200);
        Answer refused = server.unchangedBy(() -> okta.scim().post("/Users", body("{'userName':'ana'}")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Content-Type")).startsWith("application/scim+json");
        assertThat(refused.at("/detail")).contains("127.0.0.1");
        assertThat(tenant.admin().get("/api/v1/providers").at("/items/0/credentials/0/lastUsedAt"))
                .as("no use of the credential")
                .isEmpty();
        assertThat(new Client(okta.scim().base(), "Bearer rct_0").get("/Users").status())
                .as("whoever has no credential learns nothing of it")
                .isEqualTo(401);
        access("{'addresses':['192.0.2.0/24','127.0.0.0/8']}");
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
        access("{'addresses':[]}");
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
    }

    @Test
    void itFetchesNoTokenFromElsewhereEither() {
        Answer client =
                tenant.admin().post("/api/v1/providers", body("{'name':'entra','credential':'client-credentials'}"));
        tenant.admin().put("/api/v1/providers/" + client.id() + "/access", body("{'addresses':['192.0.2.1']}"));
        Answer refused = new Client(client.at("/tokenUrl"), "")
                .post(
                        "",
                        "grant_type=client_credentials&client_id=%s&client_secret=%s"
                                .formatted(client.at("/clientId"), client.at("/clientSecret")),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/error")).isEqualTo("unauthorized_client");
    }

    /** H-A15 */
    @Test
    void aForwardedAddressOfWhoeverIsNoTrustedProxyIsIgnored() {
        access("{'addresses':['192.0.2.0/24']}");
        assertThat(okta.scim()
                        .get("/Users", "X-Forwarded-For", "192.0.2.1", "Forwarded", "for=192.0.2.1")
                        .status())
                .isEqualTo(403);
        access("{'addresses':['127.0.0.1']}");
        assertThat(okta.scim().get("/Users", "X-Forwarded-For", "192.0.2.1").status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoNetworkIsRefusedWithAWordAboutIt() {
        for (String wrong :
                List.of("example.org", "192.0.2.1/24", "192.0.2.0/33", "1.2.3", "::g", "", "fe80::1%eth0")) {
            Answer refused = server.unchangedBy(() -> access("{'addresses':['%s']}".formatted(wrong)));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.at("/detail")).contains("\"addresses\"");
        }
        assertThat(access("{'requestsPerSecond':-1}").status()).isEqualTo(400);
        assertThat(access("{'requestsPerSecond':1.5}").status()).isEqualTo(400);
        assertThat(access("{'requestsPerSecond':1e999999}").status()).isEqualTo(400);
        assertThat(access("{'requestsPerSecond':1000001}").status()).isEqualTo(400);
        assertThat(access("{'addresses':'x'}").status()).isEqualTo(400);
    }

    @Test
    void aChangeIsLoggedAndAuditedAndOneThatChangesNothingIsNot() {
        access("{'addresses':['192.0.2.0/24','2001:db8::/32'],'requestsPerSecond':50}");
        assertThat(tenant.log("provider changed").getLast().get("new").asString())
                .isEqualTo("may come from 192.0.2.0/24, 2001:db8:0:0:0:0:0:0/32, with 50 requests per second");
        Answer audit = tenant.admin().get("/api/v1/audit?action=provider.access");
        assertThat(audit.json().get("items").size()).isEqualTo(1);
        server.unchangedBy(() -> access("{'requestsPerSecond':50}"));
        assertThat(tenant.admin()
                        .get("/api/v1/providers")
                        .json()
                        .at("/items/0/access/requestsPerSecond")
                        .asInt())
                .isEqualTo(50);
    }

    // ---- rate

    /** Q-P76: in whole seconds. */
    @Test
    void beyondItsRateAProviderIsToldToComeLater() {
        access("{'requestsPerSecond':1}");
        List<Answer> answers = IntStream.range(0, 200)
                .mapToObj(n -> okta.scim().get("/Users?count=0"))
                .takeWhile(answer -> answer.status() == 200)
                .toList();
        assertThat(answers).hasSizeBetween(10, 150);
        Answer refused = server.unchangedBy(() -> okta.scim().post("/Users", body("{'userName':'ana'}")));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.at("/status")).isEqualTo("429");
        assertThat(tenant.provider("entra").scim().get("/Users").status())
                .as("another provider is not concerned")
                .isEqualTo(200);
        access("{'requestsPerSecond':0}");
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
    }

    @Test
    void aBucketHoldsTenSecondsAndFillsAtTheRate() {
        AtomicLong clock = new AtomicLong();
        Rates rates = new Rates(clock::get);
        ProviderId provider =
                ProviderId.parse("01935f3d-0a11-7c22-8d33-4e55f6677889").orElseThrow();
        assertThat(admitted(rates, provider, 100)).isEqualTo(20);
        clock.addAndGet(Duration.ofMillis(1500).toNanos());
        assertThat(admitted(rates, provider, 100)).isEqualTo(3);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(admitted(rates, provider, 100)).isEqualTo(20);
    }

    private static long admitted(Rates rates, ProviderId provider, int attempts) {
        return IntStream.range(0, attempts)
                .filter(n -> rates.admit(provider, 2))
                .count();
    }

    // ---- expiry

    private List<String> expiring() {
        return tenant.admin()
                .get("/api/v1/status")
                .json()
                .get("expiringCredentials")
                .findValuesAsString("hint");
    }

    @Test
    void oneIsWarnedOfACredentialThatExpiresWhileNoOtherGoesOn() {
        assertThat(expiring()).isEmpty();
        Answer second = tenant.admin()
                .post(
                        "/api/v1/providers/" + okta.id() + "/credentials",
                        "{\"expiresAt\":\"%s\"}".formatted(server.now().plus(Duration.ofDays(40))));
        assertThat(second.status()).isEqualTo(201);
        String first = tenant.admin().get("/api/v1/providers").at("/items/0/credentials/0/id");
        tenant.admin().delete("/api/v1/providers/" + okta.id() + "/credentials/" + first);
        assertThat(expiring()).isEmpty();
        server.advance(Duration.ofDays(11));
        assertThat(expiring()).containsExactly(second.at("/token").substring(0, 11));
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/credentials", "{}");
        assertThat(expiring()).isEmpty();
    }

    @Test
    void theAddressOfTheLastUseIsShown() throws Exception {
        okta.scim().get("/Users");
        assertThat(tenant.admin().get("/api/v1/providers").at("/items/0/credentials/0/lastUsedFrom"))
                .isEqualTo("127.0.0.1");
        assertThat(new Terms(List.of(), 0).allow(Optional.<InetAddress>empty())).isTrue();
    }
}
