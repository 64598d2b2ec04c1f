package org.rollcall.sync.cli;

import java.util.concurrent.Callable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.cli.ConfigOption.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate-config}: reads the file and compiles the rules; connects to nothing. */
@Command(
        name = "validate-config",
        description = "Check the configuration and the types of the rules, without connecting to anything.",
        mixinStandardHelpOptions = true)
final class ValidateConfigCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    ValidateConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Loaded loaded = config.load();
        surroundings.console().print("%s is valid.".formatted(config.file()));
        surroundings
                .console()
                .print("Attributes that are read: "
                        + String.join(", ", loaded.rules().attributes()));
        surroundings
                .console()
                .print("Attributes that are sent: "
                        + String.join(", ", loaded.rules().managed().parts().keySet()));
        return Exit.DONE.code();
    }
}
