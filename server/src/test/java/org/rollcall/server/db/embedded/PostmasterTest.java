package org.rollcall.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterTest {

    private static final List<String> READY =
            List.of("4711", "/data/postgres", "1700000000", "54321", "", "127.0.0.1", " 1234  56", "ready   ");

    @Test
    void isReadWithProcessPortAndState() {
        assertThat(Postmaster.parse(READY)).contains(new Postmaster(4711, 54321, true));
    }

    @Test
    void isNotReadyBeforeItSaysSo() {
        assertThat(Postmaster.parse(READY.subList(0, 6))).contains(new Postmaster(4711, 54321, false));
    }

    @Test
    void isUnknownFromAHalfWrittenFile() {
        assertThat(Postmaster.parse(READY.subList(0, 3))).isEmpty();
        assertThat(Postmaster.parse(List.of())).isEmpty();
    }

    @Test
    void aProcessOfAnotherProgramServesNoCluster() {
        long ourselves = ProcessHandle.current().pid();
        assertThat(new Postmaster(ourselves, 54321, true).serves(Path.of("/data/postgres")))
                .isFalse();
    }
}
