package org.rollcall.server.db;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * Carries the whole database over in one file: to keep it, to move between the embedded PostgreSQL and one's own, or
 * to another major version (F30).
 *
 * <p>The file is a zip: {@code manifest.json} (format, schema version, time, tables with row counts and SHA-256,
 * sequences) and one entry per table, as {@code COPY} writes text. It holds everything the database holds, personal
 * data included; secrets only as the digests the database has.
 */
public final class Backup {

    static final String MIGRATIONS = "classpath:db/migration";

    private Backup() {}

    /** What a file holds. */
    public record Summary(String schemaVersion, int tables, long rows) {

        static Summary of(BackupManifest manifest) {
            long rows = manifest.tables().stream()
                    .mapToLong(BackupManifest.Table::rows)
                    .sum();
            return new Summary(manifest.schemaVersion(), manifest.tables().size(), rows);
        }
    }

    /**
     * Writes all tables as they are at one moment; others may read and write meanwhile. The file (mode 0600) appears
     * whole or not at all, and replaces one of the same name.
     *
     * @throws BackupException when this is no database of Rollcall, or the file cannot be written
     */
    public static Summary write(DataSource source, Path file, InstantSource time) {
        return new BackupWriter(source, time).write(file);
    }

    /**
     * Fills an empty database from a file and migrates it to the newest schema. Starts a new epoch of every tenant's
     * feed, so that applications notice that what they saw last may not have happened. When it fails, the database
     * is as empty as before, except when a migration newer than the backup failed: then it holds the backup.
     *
     * @param empty a database without tables; two connections of it are used
     * @throws BackupException when the database is not empty, or the file is damaged or of a newer Rollcall
     */
    public static Summary restore(Path file, DataSource empty) {
        return restore(file, empty, MIGRATIONS);
    }

    static Summary restore(Path file, DataSource empty, String migrations) {
        try (BackupFile backup = BackupFile.open(file)) {
            new BackupRestore(backup, empty, migrations).run();
            return Summary.of(backup.manifest());
        }
    }
}
