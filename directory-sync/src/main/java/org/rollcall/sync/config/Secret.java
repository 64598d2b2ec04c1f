package org.rollcall.sync.config;

import java.nio.file.Path;
import java.util.List;

/** Where a secret is to be found. It is read when needed, held no longer than needed, and never printed (H-L7). */
public sealed interface Secret {

    /** An environment variable. */
    record Environment(String name) implements Secret {}

    /** A file that only its owner can read; blanks and line ends around the secret do not count. */
    record File(Path path) implements Secret {}

    /** What a command prints, without a shell. */
    record Command(List<String> words) implements Secret {}

    /** What {@code encrypt-secret} made, and the key file it was made with. */
    record Encrypted(String text, Path key) implements Secret {}
}
