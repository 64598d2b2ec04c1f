package org.rollcall.server.directorysync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.cli.Console;
import org.rollcall.sync.cli.SyncCli;
import org.rollcall.sync.config.Secrets;

/** The tool in a folder of its own, with a configuration that a test can change. */
final class Tool {

    private static final Pattern HASH = Pattern.compile("Plan ([0-9a-f]{12}):");

    private final Path folder;
    private final Map<String, String> secrets;

    Tool(Path folder, TestProvider provider) {
        this.folder = folder;
        this.secrets = Map.of(
                "TOKEN", provider.scim().authorization().substring("Bearer ".length()), "PASSWORD", Company.PASSWORD);
    }

    /** What a command said and how it ended. */
    record Ran(int exit, String out, String err) {

        /** The hash of the plan. */
        String hash() {
            Matcher matcher = HASH.matcher(out);
            return matcher.find() ? matcher.group(1) : "none in: " + out + err;
        }

        String all() {
            return out + err;
        }
    }

    Path folder() {
        return folder;
    }

    Path config() {
        return folder.resolve("sync.yaml");
    }

    /** A configuration for a company, with further sections. */
    Tool configured(Company company, TestProvider provider, String more) {
        return written("""
                directory:
                  kind: other
                  servers: ["%s"]
                  security: plain
                  bind: {dn: "%s", password: {env: PASSWORD}}
                  pageSize: 10
                people:
                  search: ["%s"]
                groups:
                  search: ["%s"]
                server:
                  url: "%s"
                  token: {env: TOKEN}
                  attempts: 2
                %s
                """.formatted(
                        company.url(),
                        Company.ADMIN,
                        Company.BASE,
                        Company.GROUPS,
                        provider.scim().base(),
                        more.stripIndent()));
    }

    Tool written(String configuration) {
        try {
            Files.writeString(config(), configuration);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ran run(String... arguments) {
        return answering("", arguments);
    }

    /** Until it would wait for the next run. */
    Ran runOnce(String... arguments) {
        Ran ran = ran("", UNTIL_THE_PAUSE, arguments);
        Thread.interrupted(); // the test goes on
        return ran;
    }

    Ran answering(String input, String... arguments) {
        return ran(input, IMPATIENT, arguments);
    }

    private Ran ran(String input, Timing timing, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config().toString();
        int exit = SyncCli.run(
                Console.of(out, err, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                new Secrets(name -> Optional.ofNullable(secrets.get(name))),
                timing,
                all);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Real time, and whoever waits is told to end. */
    private static final Timing UNTIL_THE_PAUSE = new Timing() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            throw new InterruptedException("this test runs once");
        }
    };

    /** Real time, without waiting. */
    static final Timing IMPATIENT = new Timing() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(Duration duration) {
            // A test that waits is a test that is slow.
        }
    };
}
