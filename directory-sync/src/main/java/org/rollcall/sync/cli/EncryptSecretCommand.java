package org.rollcall.sync.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.config.SecretBox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code encrypt-secret}: a secret as a text for the configuration. It is asked for, never an argument. */
@Command(
        name = "encrypt-secret",
        description = {
            "Encrypt a secret for the configuration. It is asked for, or read from the input.",
            "The key file is made with mode 0600 if it is not there."
        },
        mixinStandardHelpOptions = true)
final class EncryptSecretCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "sync.key",
            description = "The key file; sync.key unless told, as in the configuration.")
    private Path key = Path.of("sync.key");

    EncryptSecretCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String secret = surroundings.console().askSecret("Secret");
        if (secret.isEmpty()) {
            throw Failure.usage("There was no secret in the input.");
        }
        SecureRandom random = new SecureRandom();
        surroundings
                .console()
                .print("encrypted: " + SecretBox.openOrCreate(key, random).encrypt(secret, random));
        return Exit.DONE.code();
    }
}
