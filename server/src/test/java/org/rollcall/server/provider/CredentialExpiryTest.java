package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-21, H-A7: a credential ends at its time, and then no longer counts as live. Moves the clock of the class. */
class CredentialExpiryTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @Test
    void anExpiredCredentialIsRefusedAndMakesRoomForAnother() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        Instant end = InstantSource.system().instant().plus(Duration.ofHours(1));
        Answer second = tenant.admin()
                .post("/api/v1/providers/" + okta.id() + "/credentials", body("{'expiresAt':'%s'}".formatted(end)));
        TestProvider entra = tenant.provider("entra");
        Answer unused = tenant.admin()
                .post("/api/v1/providers/" + entra.id() + "/credentials", body("{'expiresAt':'%s'}".formatted(end)));
        Client passing = new Client(second.at("/baseUrl"), "Bearer " + second.at("/token"));

        server.advance(Duration.ofMinutes(59));
        assertThat(passing.get("/Users").status()).isEqualTo(200);
        server.advance(Duration.ofMinutes(2));
        assertThat(passing.get("/Users").status()).isEqualTo(401);
        assertThat(new Client(unused.at("/baseUrl"), "Bearer " + unused.at("/token"))
                        .get("/Users")
                        .status())
                .isEqualTo(401);
        assertThat(tenant.admin().get("/api/v1/providers").json().findValuesAsString("lastUsedAt"))
                .as("a refused request is no use")
                .hasSize(1);
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
        assertThat(tenant.admin()
                        .post("/api/v1/providers/" + okta.id() + "/credentials", "{}")
                        .status())
                .isEqualTo(201);
    }
}
