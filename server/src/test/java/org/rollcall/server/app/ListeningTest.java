package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Base URLs, as they are made of host and port. */
class ListeningTest {

    @Test
    void namesAndAddressesOfVersionFourStandAsTheyAre() {
        assertThat(Listening.url("localhost", 8080)).isEqualTo("http://localhost:8080");
        assertThat(Listening.url("127.0.0.1", 8080)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void aPortThatIsInUseIsRefusedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Listening.port("127.0.0.1", taken.getLocalPort(), "--port"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(Integer.toString(taken.getLocalPort()), "in use", "--port");
        }
        assertThat(Listening.port("127.0.0.1", 0, "--port")).isPositive();
    }

    @Test
    void addressesOfVersionSixStandInBrackets() {
        assertThat(Listening.url("::1", 8080)).isEqualTo("http://[::1]:8080");
        assertThat(Listening.url("[::1]", 8080)).isEqualTo("http://[::1]:8080");
    }
}
