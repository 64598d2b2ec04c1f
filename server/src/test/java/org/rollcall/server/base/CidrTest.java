package org.rollcall.server.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks, as an administrator writes them. */
class CidrTest {

    private static boolean contains(String network, String address) {
        return Cidr.of(network).orElseThrow().contains(Cidr.address(address).orElseThrow());
    }

    @Test
    void aNetworkContainsTheAddressesWithItsLeadingBits() {
        assertThat(contains("192.0.2.0/24", "192.0.2.255")).isTrue();
        assertThat(contains("192.0.2.0/24", "192.0.3.0")).isFalse();
        assertThat(contains("192.0.2.128/25", "192.0.2.127")).isFalse();
        assertThat(contains("0.0.0.0/0", "203.0.113.9")).isTrue();
        assertThat(contains("192.0.2.7", "192.0.2.7")).isTrue();
        assertThat(contains("192.0.2.7", "192.0.2.8")).isFalse();
        assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
        assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
    }

    @Test
    void theTwoFamiliesDoNotMix() {
        assertThat(contains("::/0", "192.0.2.1")).isFalse();
        assertThat(contains("0.0.0.0/0", "2001:db8::1")).isFalse();
        assertThat(contains("192.0.2.0/24", "::ffff:192.0.2.7")).isTrue();
    }

    @Test
    void whatIsNotWholeIsNone() {
        for (String wrong : List.of(
                "",
                "/",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "1.2.3.4/33",
                "1.2.3.4/24",
                "1.2.3",
                "12",
                "010.0.0.1",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1",
                "::1/129",
                "::1/64",
                "a.b",
                "1.2.3.4/8/8",
                "0x7f.0.0.1",
                "fe80::1%1")) {
            assertThat(Cidr.of(wrong)).as(wrong).isEmpty();
        }
    }
}
