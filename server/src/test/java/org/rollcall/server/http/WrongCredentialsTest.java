package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** H-A10: who guesses is slowed; whoever has a credential is not. */
class WrongCredentialsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static Answer guess(TestProvider okta, int number) {
        Client client = number % 2 == 0
                ? new Client(okta.scim().base(), "Bearer rct_" + number)
                : new Client(server.app().url() + "/api/v1", "Bearer rca_x_" + number);
        return client.get("/Users");
    }

    @Test
    void guessesBeyondTheLimitAreAnsweredWith429AndValidCredentialsStillWork() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        for (int i = 0; i < Limits.WRONG_CREDENTIALS; i++) {
            assertThat(guess(okta, i).status()).as("guess %d", i).isEqualTo(401);
        }
        for (int i = 1_000; i < 1_040; i++) {
            Answer slowed = guess(okta, i);
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.header("Retry-After")).isNotEmpty();
            assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
        }
        assertThat(tenant.admin().get("/api/v1/status").status()).isEqualTo(200);
        assertThat(guess(okta, 0).status()).as("the same one again is no guess").isEqualTo(401);
    }
}
