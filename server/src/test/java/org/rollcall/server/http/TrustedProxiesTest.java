package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.server.base.Cidr;

/** Whose word counts for where a request comes from (P-114, H-A15). */
class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = new TrustedProxies(
            List.of(Cidr.of("10.0.0.0/8").orElseThrow(), Cidr.of("fd00::/8").orElseThrow()));

    private static Optional<String> client(String peer, String... forwarded) {
        return PROXIES.client(Cidr.address(peer), forwarded.length == 0 ? Optional.empty() : Optional.of(forwarded[0]))
                .map(InetAddress::getHostAddress);
    }

    @Test
    void theWordOfAStrangerCountsForNothing() {
        assertThat(client("192.0.2.1", "198.51.100.7")).contains("192.0.2.1");
        assertThat(client("192.0.2.1")).contains("192.0.2.1");
    }

    @Test
    void theNearestAddressThatIsNoProxyOfOursIsTheClient() {
        assertThat(client("10.0.0.1", "198.51.100.7")).contains("198.51.100.7");
        assertThat(client("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.2.3.4")).contains("198.51.100.7");
        assertThat(client("10.0.0.1", "198.51.100.7:4711")).contains("198.51.100.7");
        assertThat(client("10.0.0.1", "[2001:db8::7]:4711")).contains("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void whatAProxyCannotSayIsNotKnown() {
        assertThat(client("10.0.0.1")).isEmpty();
        assertThat(client("10.0.0.1", "198.51.100.7, unknown")).isEmpty();
        assertThat(client("10.0.0.1", "localhost")).isEmpty();
        assertThat(client("10.0.0.1", "10.0.0.2")).isEmpty();
    }
}
