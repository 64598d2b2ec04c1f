package org.rollcall.server.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.rollcall.server.db.Backup;
import org.rollcall.server.db.BackupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall backup FILE}: everything in one file, in one consistent snapshot, beside a running server or not. */
@Command(
        name = "backup",
        description = "Write the whole database into one file. The server may keep running.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Mixin
    private final StorageOptions storage = new StorageOptions();

    @Parameters(paramLabel = "FILE", description = "The file to write; it holds personal data.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        return storage.with(source -> {
            try {
                Backup.Summary summary = Backup.write(source, file, InstantSource.system());
                System.out.printf("%d rows of %d tables are in %s%n", summary.rows(), summary.tables(), file);
                return 0;
            } catch (BackupException e) {
                System.err.println("rollcall: " + e.getMessage());
                return 1;
            }
        });
    }
}
