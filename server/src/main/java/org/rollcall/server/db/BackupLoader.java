package org.rollcall.server.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Loads the rows of a backup into tables of its own schema version, inside the transaction that made them. */
record BackupLoader(BackupFile backup, Connection connection) {

    private static final int BUFFER = 1 << 16;

    void load() {
        try {
            BackupCatalog catalog = new BackupCatalog(connection);
            requireSameNames(catalog);
            catalog.execute("set local statement_timeout = 0");
            loadUnhindered(catalog);
            for (BackupManifest.Sequence sequence : backup.manifest().sequences()) {
                catalog.execute("select setval('public.%s', %d, %s)"
                        .formatted(sequence.name(), sequence.value(), sequence.called()));
            }
            beginNewEpoch(catalog);
        } catch (SQLException | IOException e) {
            throw new BackupException("The backup was not restored: " + e.getMessage(), e);
        }
    }

    /** Names in a backup are used only when they are those of the database. */
    private void requireSameNames(BackupCatalog catalog) throws SQLException {
        Set<String> expected = new TreeSet<>();
        backup.manifest().tables().forEach(table -> expected.add(describe(table.name(), table.columns())));
        backup.manifest().sequences().forEach(sequence -> expected.add(sequence.name()));
        Set<String> found = new TreeSet<>();
        catalog.tables().forEach(table -> found.add(describe(table.name(), table.columns())));
        catalog.sequences().forEach(sequence -> found.add(sequence.name()));
        if (!expected.equals(found)) {
            throw new BackupException("The backup's tables are not those of its schema version %s: %s instead of %s"
                    .formatted(backup.manifest().schemaVersion(), expected, found));
        }
    }

    private static String describe(String table, List<String> columns) {
        return table + new TreeSet<>(columns);
    }

    private void loadUnhindered(BackupCatalog catalog) throws SQLException, IOException {
        List<BackupCatalog.Suspension> keys = catalog.foreignKeys();
        List<BackupCatalog.Suspension> triggers = catalog.triggers();
        for (BackupCatalog.Suspension key : keys) {
            catalog.execute(key.suspend());
        }
        for (BackupCatalog.Suspension trigger : triggers) {
            catalog.execute(trigger.suspend());
        }
        loadTables(catalog);
        catalog.execute("set constraints all immediate");
        for (BackupCatalog.Suspension trigger : triggers) {
            catalog.execute(trigger.resume());
        }
        for (BackupCatalog.Suspension key : keys) {
            catalog.execute(key.resume());
        }
    }

    private void loadTables(BackupCatalog catalog) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (BackupManifest.Table table : backup.manifest().tables()) {
            catalog.execute("delete from public." + table.name()); // rows that a migration brought are in the backup
            load(copy, table);
            long rows = catalog.count(table.name());
            if (rows != table.rows()) {
                throw new BackupException(
                        "Table %s has %d rows after loading, and had %d".formatted(table.name(), rows, table.rows()));
            }
        }
    }

    private void load(CopyManager copy, BackupManifest.Table table) throws SQLException, IOException {
        try (InputStream data = backup.open(table)) {
            copy.copyIn(
                    "copy public.%s (%s) from stdin".formatted(table.name(), String.join(", ", table.columns())),
                    data,
                    BUFFER);
        }
    }

    /**
     * Epochs are never used twice, also when the same backup is restored twice: what applications saw after the
     * first time must not be taken for what happens after the second. So the time counts, not the backup's epoch.
     */
    private static void beginNewEpoch(BackupCatalog catalog) throws SQLException {
        if (catalog.hasColumn("tenant", "epoch")) {
            catalog.execute("""
                    update public.tenant
                    set epoch = greatest(epoch + 1, extract(epoch from clock_timestamp())::bigint)""");
        }
    }
}
