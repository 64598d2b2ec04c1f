package org.rollcall.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rollcall.rehearsal.scim.Credential;
import picocli.CommandLine.Option;

/** Where a rehearsal takes its credential from. What stands on a command line, everybody on the machine can read. */
final class RehearsalCredential {

    private static final String TOKEN = "ROLLCALL_REHEARSAL_TOKEN";
    private static final String PASSWORD = "ROLLCALL_REHEARSAL_PASSWORD";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The bearer token. Others see it in the process list.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the bearer token. Without both: " + TOKEN + ".")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "With HTTP Basic: the user name.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "With HTTP Basic: the password. Others see it in the process list.")
    private Optional<String> password = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with the password. Without both: " + PASSWORD + ".")
    private Optional<Path> passwordFile = Optional.empty();

    Credential credential() {
        Optional<String> bearer = token.or(() -> tokenFile.map(RehearsalCredential::line));
        if (user.isPresent() && bearer.isPresent()) {
            throw Failure.environment("Give a token or a user name, not both.");
        }
        return user.map(this::basic)
                .or(() -> bearer.or(() -> environment(TOKEN)).map(Credential::bearer))
                .orElseThrow(() -> Failure.environment("The server's credential is missing: give --token-file FILE or "
                        + TOKEN + "; with HTTP Basic --user NAME and --password-file FILE or " + PASSWORD + "."));
    }

    private Credential basic(String name) {
        return password.or(() -> passwordFile.map(RehearsalCredential::line))
                .or(() -> environment(PASSWORD))
                .map(secret -> Credential.basic(name, secret))
                .orElseThrow(() ->
                        Failure.environment("The password is missing: give --password-file FILE or " + PASSWORD + "."));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw Failure.environment("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }
}
