package org.rollcall.sync.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;

/** Fetches secrets from where they are. Messages name the place and never the secret. */
public final class Secrets {

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Function<String, Optional<String>> environment;

    /**
     * @param environment looks up a variable
     */
    public Secrets(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Those of this process. */
    public static Secrets system() {
        Map<String, String> variables = System.getenv();
        return new Secrets(name -> Optional.ofNullable(variables.get(name)));
    }

    /** The secret itself. */
    public String reveal(Secret secret) {
        String text = switch (secret) {
            case Secret.Environment variable ->
                environment
                        .apply(variable.name())
                        .orElseThrow(() ->
                                Failure.usage("The environment variable %s is not set.".formatted(variable.name())));
            case Secret.File file -> read(file.path()).strip();
            case Secret.Command command -> run(command).strip();
            case Secret.Encrypted encrypted -> SecretBox.open(encrypted.key()).decrypt(encrypted.text());
        };
        if (text.isEmpty() || text.length() > Limits.SECRET_LENGTH) {
            throw Failure.usage("The secret from %s is empty or too long.".formatted(place(secret)));
        }
        return text;
    }

    private static String place(Secret secret) {
        return switch (secret) {
            case Secret.Environment variable -> "the variable " + variable.name();
            case Secret.File file -> file.path().toString();
            case Secret.Command command -> "the command " + command.words().getFirst();
            case Secret.Encrypted encrypted -> "this configuration";
        };
    }

    /** The text of a file that nobody but its owner may read. */
    static String read(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw Failure.usage("Others can read or write %s; run chmod 600 %s".formatted(file, file));
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new String(in.readNBytes(Limits.SECRET_LENGTH + 2), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw Failure.usage("The secret in %s could not be read: %s".formatted(file, e));
        }
    }

    private static String run(Secret.Command command) {
        try {
            Process process = new ProcessBuilder(command.words())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readNBytes(Limits.SECRET_LENGTH + 2), StandardCharsets.UTF_8);
                boolean done = process.waitFor(Limits.SECRET_COMMAND.toSeconds(), TimeUnit.SECONDS);
                if (!done || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw Failure.usage("The command for a secret, %s, did not succeed."
                            .formatted(command.words().getFirst()));
                }
                return text;
            }
        } catch (IOException e) {
            throw Failure.usage("The command for a secret could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.usage("Interrupted while waiting for a secret.");
        }
    }
}
