package org.rollcall.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.config.Secret;
import org.rollcall.sync.config.Secrets;

/** Where secrets come from (H-L7). */
class SecretsTest {

    private static final String SECRET = "pä ss:wörd 😀";

    @TempDir
    private Path folder;

    private final Secrets secrets = new Secrets(name -> Optional.of(SECRET).filter(s -> name.equals("NAME")));

    private String encrypted(Path key) {
        Line line = Line.run(SECRET + "\n", Map.of(), "encrypt-secret", "--key", key.toString());
        assertThat(line.exit()).as(line.err()).isZero();
        assertThat(line.out() + line.err()).doesNotContain(SECRET);
        return line.out().strip().replace("encrypted: ", "");
    }

    @Test
    void anEncryptedSecretIsReadWithItsKeyFileOnly() throws Exception {
        Path key = folder.resolve("key");
        String text = encrypted(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(secrets.reveal(new Secret.Encrypted(text, key))).isEqualTo(SECRET);
        assertThat(encrypted(key)).as("each time another text").isNotEqualTo(text);
        Path other = folder.resolve("other");
        encrypted(other);
        refused(new Secret.Encrypted(text, other), "another key file");
        refused(new Secret.Encrypted(text.substring(4), key), "could not be decrypted");
        refused(new Secret.Encrypted("AAAA", key), "damaged");
    }

    private void refused(Secret secret, String words) {
        assertThatThrownBy(() -> secrets.reveal(secret))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aFileIsReadWhenOnlyItsOwnerCanReadIt() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "  " + SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused(new Secret.File(file), "chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(secrets.reveal(new Secret.File(file))).isEqualTo(SECRET);
    }

    @Test
    void aCommandPrintsItWithoutAShell() {
        assertThat(secrets.reveal(new Secret.Command(List.of("echo", "$HOME;", SECRET))))
                .isEqualTo("$HOME; " + SECRET);
        refused(new Secret.Command(List.of("false")), "did not succeed");
        refused(new Secret.Command(List.of("no-such-program")), "could not be run");
    }

    @Test
    void aVariableIsReadAndMissedByName() {
        assertThat(secrets.reveal(new Secret.Environment("NAME"))).isEqualTo(SECRET);
        refused(new Secret.Environment("OTHER"), "OTHER is not set");
    }
}
