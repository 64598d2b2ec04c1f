package org.rollcall.sync.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.config.SettingsReader;
import org.rollcall.sync.rules.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code test}: the rules over recorded entries. */
@Command(
        name = "test",
        description =
                "Run the rules of the configuration over recorded entries and compare with what they should answer.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "Cases, each with name, entry, groups and expect.")
    private Path cases = Path.of("");

    TestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Recorded.Result> results = Recorded.run(config.load().rules(), SettingsReader.document(cases));
        for (Recorded.Result result : results) {
            surroundings.console().print((result.mismatches().isEmpty() ? "ok    " : "WRONG ") + result.name());
            result.mismatches().forEach(mismatch -> surroundings.console().print("        " + mismatch));
        }
        long wrong = results.stream()
                .filter(result -> !result.mismatches().isEmpty())
                .count();
        surroundings.console().print("%,d of %,d as expected.".formatted(results.size() - wrong, results.size()));
        return (wrong == 0 ? Exit.DONE : Exit.REFUSED).code();
    }
}
