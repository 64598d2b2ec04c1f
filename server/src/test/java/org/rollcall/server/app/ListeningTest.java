package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Base URLs, as they are made of host and port. */
class ListeningTest {

    @Test
    void namesAndAddressesOfVersionFourStandAsTheyAre() {
        assertThat(Listening.url("localhost", 8080)).isEqualTo("http://localhost:8080");
        assertThat(Listening.url("127.0.0.1", 8080)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void addressesOfVersionSixStandInBrackets() {
        assertThat(Listening.url("::1", 8080)).isEqualTo("http://[::1]:8080");
        assertThat(Listening.url("[::1]", 8080)).isEqualTo("http://[::1]:8080");
    }
}
