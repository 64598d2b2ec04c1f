package org.rollcall.sync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.directory.Place;

/** The file is there whole, or it is refused. */
class StateFileTest {

    private static final State STATE = new State(
            "digest",
            Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
            Optional.of(new State.LastRun(Instant.parse("2026-01-02T03:04:06Z"), "full", "DONE", "abc", 3, 1)),
            new State.Counts(2, 1),
            Map.of("mail", 2),
            Map.of("id \"1\"", "seen\n1", "😀", ""),
            Map.of(
                    "😀",
                    new Place(
                            "uid=a,dc=x",
                            Optional.of("a"),
                            Optional.empty(),
                            Optional.of(Instant.parse("2026-01-02T03:04:07Z")))),
            Map.of("content dc=x", "Y29va2ll"));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path path = folder.resolve("sub/state");
        StateFile file = new StateFile(path);
        assertThat(file.read()).isEqualTo(State.NONE);
        file.write(State.NONE);
        file.write(STATE);
        assertThat(file.read()).isEqualTo(STATE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (var files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aFileThatWasCutIsRefused() throws Exception {
        Path path = folder.resolve("state");
        StateFile file = new StateFile(path);
        file.write(STATE);
        byte[] whole = Files.readAllBytes(path);
        for (int end = 0; end < whole.length - 1; end++) {
            Files.write(path, Arrays.copyOf(whole, end));
            assertThatThrownBy(file::read).as("first %d bytes", end).isInstanceOf(Failure.class);
        }
    }

    @Test
    void aFileOfANewerProgramIsRefused() throws Exception {
        Path path = folder.resolve("state");
        Files.writeString(path, "{\"version\":2}\n");
        assertThatThrownBy(new StateFile(path)::read).hasMessageContaining("has the version 2");
    }
}
