package org.rollcall.rehearsal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a file beside the test; what came instead is left under target/golden to be read. */
public final class Golden {

    private Golden() {}

    public static void assertMatches(Class<?> test, String name, String actual) throws IOException {
        Path written = Path.of("target", "golden", name);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        try (InputStream golden = test.getResourceAsStream(name)) {
            assertThat(golden).as("golden file " + name).isNotNull();
            assertThat(actual).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
