package org.rollcall.server.directorysync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.sync.cli.Main;

/** The tool as a process of its own, which can be killed and has its own memory. */
record Child(Process process, Path output) {

    static Child start(Tool tool, TestProvider provider, String memory, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--config", tool.config().toString()));
        Path output = Files.createTempFile(tool.folder(), "child-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("TOKEN", provider.scim().authorization().substring("Bearer ".length()));
        builder.environment().put("PASSWORD", Company.PASSWORD);
        return new Child(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for the end; what was printed. */
    String ended() throws Exception {
        int exit = process.waitFor();
        return "exit %d%n%s".formatted(exit, Files.readString(output));
    }
}
