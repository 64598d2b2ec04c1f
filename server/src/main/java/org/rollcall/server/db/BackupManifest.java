package org.rollcall.server.db;

import java.time.Instant;
import java.util.List;

/**
 * The table of contents of a backup.
 *
 * @param format version of the file's format; readers refuse newer ones
 * @param schemaVersion version of the newest migration the tables had
 * @param postgresVersion of the server it was taken from, for information
 */
record BackupManifest(
        int format,
        String schemaVersion,
        Instant createdAt,
        String postgresVersion,
        List<Table> tables,
        List<Sequence> sequences) {

    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /**
     * One table.
     *
     * @param columns in the order of the data
     * @param sha256 of the data, in hex
     */
    record Table(String name, List<String> columns, long rows, String sha256) {

        String entry() {
            return entry(name);
        }

        static String entry(String table) {
            return "tables/" + table + ".copy";
        }
    }

    /** Where a sequence stands, as {@code setval} takes it. */
    record Sequence(String name, long value, boolean called) {}
}
