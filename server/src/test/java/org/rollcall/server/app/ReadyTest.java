package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;

/** Whether the node says that it is ready. Moves the clock of the class. */
class ReadyTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static Answer ready() {
        return new Client(server.app().managementUrl(), "").get("/health/ready");
    }

    @Test
    void aNodeWhoseWorkInTheBackgroundHangsIsNotReady() {
        assertThat(ready().status()).isEqualTo(200);
        server.jdbi().useTransaction(handle -> {
            handle.execute("lock table account in access exclusive mode");
            Awaitility.await().untilAsserted(() -> assertThat(server.count("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'""")).isEqualTo(2));
            server.advance(Limits.WORKER_SILENCE.plus(Duration.ofSeconds(1)));

            Answer hanging = ready();
            assertThat(hanging.status()).isEqualTo(503);
            assertThat(hanging.at("/detail")).contains("has ended no pass for 300 seconds");
        });
        Awaitility.await().untilAsserted(() -> assertThat(ready().status()).isEqualTo(200));
    }
}
