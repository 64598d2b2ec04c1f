package org.rollcall.server.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rollcall.server.db.Backup;
import org.rollcall.server.db.BackupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall restore FILE}: into an empty database, of whichever PostgreSQL. */
@Command(
        name = "restore",
        description = "Load a backup into an empty database; readers of the event feed are told to start anew.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private final StorageOptions storage = new StorageOptions();

    @Parameters(paramLabel = "FILE", description = "A file that backup wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        return storage.with(source -> {
            try {
                Backup.Summary summary = Backup.restore(file, source);
                System.out.printf(
                        "%d rows of %d tables restored; start the server with rollcall up%n",
                        summary.rows(), summary.tables());
                return 0;
            } catch (BackupException e) {
                System.err.println("rollcall: " + e.getMessage());
                return 1;
            }
        });
    }
}
