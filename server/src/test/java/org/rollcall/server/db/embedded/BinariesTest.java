package org.rollcall.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    private Path cache;

    /** Unpacks and prints where; the main of a child JVM. */
    static final class Unpacking {

        private Unpacking() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(Binaries.in(Path.of(arguments[0])).folder());
        }
    }

    @Test
    void twoProcessesThatUnpackAtTheSameTimeShareOneWholeCopy() throws IOException, InterruptedException {
        List<Process> processes = List.of(unpacking(), unpacking());
        for (Process process : processes) {
            String folder = new String(process.getInputStream().readAllBytes()).strip();
            assertThat(process.waitFor()).isZero();
            assertThat(folder).startsWith(cache.resolve("postgresql-18.").toString());
        }
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).hasSize(2).contains(cache.resolve("unpack.lock"));
        }
    }

    @Test
    void whatAKilledProcessLeftIsReplaced() throws IOException {
        Files.createDirectories(cache.resolve("unpacking/bin"));
        Files.writeString(cache.resolve("unpacking/bin/postgres"), "half");
        Binaries binaries = Binaries.in(cache);
        assertThat(binaries.program("postgres")).isExecutable();
        assertThat(binaries.majorVersion()).isEqualTo(18);
        assertThat(cache.resolve("unpacking")).doesNotExist();
    }

    private Process unpacking() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpacking.class.getName(),
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
