package org.rollcall.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A secret of the operator's: in a file that has nothing else, or in the environment. */
final class SecretFile {

    private SecretFile() {}

    /**
     * The secret of the file, if one is named, else that of the environment.
     *
     * @param option by which the file is named
     * @param problems is told when the file cannot be read; the answer means nothing then, but is there, so that nothing
     *     is said to be missing as well
     */
    static Optional<String> or(
            Optional<Path> file, Optional<String> inEnvironment, String option, List<String> problems) {
        return file.map(path -> {
                    try {
                        return Files.readString(path).strip();
                    } catch (IOException e) {
                        problems.add(option + " cannot be read: " + e.getMessage());
                        return "unread";
                    }
                })
                .or(() -> inEnvironment);
    }
}
