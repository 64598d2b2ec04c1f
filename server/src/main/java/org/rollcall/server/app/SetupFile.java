package org.rollcall.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The one-time code for the console's first administrator, in the data folder; gone when there is one. */
final class SetupFile {

    private static final String NAME = "console-setup-code";

    private SetupFile() {}

    static Optional<String> read(Path data) {
        try {
            return Optional.of(Files.readString(data.resolve(NAME)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + data.resolve(NAME), e);
        }
    }

    /** Keeps a code that works, or removes one that is not needed any more. */
    static Optional<String> write(Path data, Optional<String> code) {
        code.ifPresent(text -> PrivateFile.write(data, NAME, text + "\n"));
        if (code.isEmpty()) {
            remove(data);
        }
        return code;
    }

    private static void remove(Path data) {
        try {
            Files.deleteIfExists(data.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + data.resolve(NAME), e);
        }
    }
}
