package org.rollcall.sync.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;

/** The command line as a test calls it. */
record Line(int exit, String out, String err) {

    static Line run(String input, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = SyncCli.run(
                Console.of(out, err, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                new Secrets(name -> Optional.ofNullable(environment.get(name))),
                Timing.system(),
                arguments);
        return new Line(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Line run(String... arguments) {
        return run("", Map.of(), arguments);
    }
}
