package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.Wire;

/** Clients that are slow, silent or deaf cost the others nothing (H-D18). */
class SlowClientsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final int OF_EACH_KIND = 60;
    private static final Duration SOON = Duration.ofSeconds(8);

    private final TestProvider okta = server.tenant().provider("okta");

    @Test
    void thatAreManyLeaveTheServerFreeForTheOthers() {
        String user = body("{'userName':'slow'}");
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: %d\r\n"
                .formatted(
                        okta.scim().base().replace(server.app().url(), "") + "/Users",
                        okta.scim().authorization(),
                        user.length());
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                slow.add(Wire.connect(server.app().url()));
                slow.add(Wire.connect(server.app().url()).send(head.substring(0, 40)));
                slow.add(Wire.connect(server.app().url()).send(head + "\r\n" + user.substring(0, 5)));
                slow.add(deaf());
            }

            for (int i = 0; i < 20; i++) {
                assertThat(timeOf("quick" + i)).isLessThan(SOON);
            }

            assertThat(slow.get(1)
                            .send(head.substring(40) + "\r\n" + user)
                            .reply(true)
                            .status())
                    .isEqualTo(201);
            assertThat(slow.get(2).send(user.substring(5)).reply(true).status()).isEqualTo(409);
        } finally {
            slow.forEach(Wire::close);
        }
    }

    /** Asks for much and reads nothing of it. */
    private Wire deaf() {
        String get = "GET %s/Schemas HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                .formatted(
                        okta.scim().base().replace(server.app().url(), ""),
                        okta.scim().authorization());
        return Wire.connect(server.app().url()).send(get.repeat(20));
    }

    private Duration timeOf(String userName) {
        long before = System.nanoTime();
        okta.user(userName);
        return Duration.ofNanos(System.nanoTime() - before);
    }
}
