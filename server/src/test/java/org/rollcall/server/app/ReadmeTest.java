package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the README tells a newcomer to type is typed here, as it stands there, against a server of its own. */
class ReadmeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private Process server;

    @BeforeEach
    void start() throws IOException {
        server = shell("./rollcall up --port 0 --management-port 0 > up.log 2>&1 & echo $! > pid; wait", Map.of());
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> Files.exists(folder.resolve("up.log"))
                        && Files.readString(folder.resolve("up.log")).contains("Rollcall is ready"));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        assertThat(server.waitFor(30, TimeUnit.SECONDS))
                .as("up ends on SIGTERM")
                .isTrue();
    }

    @Test
    void theWayToAFirstPushedUserWorksAsWritten() throws Exception {
        List<String> blocks = blocks(SHELL);
        assertThat(blocks).contains("./rollcall demo\n", "./rollcall test\n", "./rollcall up\n");

        JsonNode provider = JSON.readTree(typed(block(blocks, "provider create").strip() + " --json", Map.of()));
        Map<String, String> shown = Map.of(
                "BASE_URL",
                provider.get("baseUrl").asString(),
                "TOKEN",
                provider.get("token").asString());

        assertThat(typed(block(blocks, "curl"), shown)).contains("\"userName\":\"ana@example.org\"");
        assertThat(typed(block(blocks, "./rollcall users"), Map.of()))
                .contains("ana@example.org", "okta puts new users into Default", "user added");

        Files.writeString(folder.resolve("company.yaml"), blocks(YAML).getFirst());
        assertThat(typed(block(blocks, "company.yaml"), Map.of()))
                .contains("organization Company/Engineering", "role Developer", "provider okta", "Applied");
    }

    private static List<String> blocks(Pattern kind) throws IOException {
        List<String> blocks = new ArrayList<>();
        kind.matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .forEach(found -> blocks.add(found.group(1)));
        return blocks;
    }

    private static String block(List<String> blocks, String with) {
        return blocks.stream().filter(block -> block.contains(with)).findFirst().orElseThrow();
    }

    private String typed(String command, Map<String, String> environment) throws Exception {
        Process process = shell(command, environment);
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** A shell in a folder where {@code ./rollcall} runs the classes under test. */
    private Process shell(String command, Map<String, String> environment) throws IOException {
        Path script = folder.resolve("rollcall");
        if (!Files.exists(script)) {
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec \"$TEST_JAVA\" -cp \"$TEST_CLASSPATH\" org.rollcall.server.app.Main \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "TEST_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("TEST_CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }
}
