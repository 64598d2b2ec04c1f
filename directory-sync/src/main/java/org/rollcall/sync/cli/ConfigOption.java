package org.rollcall.sync.cli;

import java.nio.file.Path;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.SettingsReader;
import org.rollcall.sync.rules.Rules;
import picocli.CommandLine.Option;

/** The option that most commands share. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:ROLLCALL_SYNC_CONFIG:-sync.yaml}",
            description = "The configuration; sync.yaml unless told, also by ROLLCALL_SYNC_CONFIG.")
    private Path file = Path.of("sync.yaml");

    Path file() {
        return file;
    }

    /** A configuration with its rules compiled: whatever is wrong in it is told before anything is done. */
    record Loaded(Settings settings, Rules rules) {}

    Loaded load() {
        Settings settings = SettingsReader.read(file);
        return new Loaded(settings, Rules.compile(settings));
    }
}
