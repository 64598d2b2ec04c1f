package org.rollcall.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Restores a backup. The migrations up to the backup's version and the loading of its rows are one transaction: the
 * rows are loaded right after the last of these migrations, where Flyway asks its callbacks. Later migrations run
 * afterwards, as at any start of a new release.
 */
record BackupRestore(BackupFile backup, DataSource target, String migrations) {

    void run() {
        MigrationVersion version =
                MigrationVersion.fromVersion(backup.manifest().schemaVersion());
        requireEmpty();
        requireKnown(version);
        attempt("was not restored", flyway().target(version).group(true).callbacks(new LoadAfter(version)));
        attempt("was restored, but not brought to the newest schema; the next start tries it again", flyway());
        analyze();
    }

    private static void attempt(String failure, FluentConfiguration migration) {
        try {
            migration.load().migrate();
        } catch (FlywayException e) {
            throw told(e, "The backup " + failure + ": " + e.getMessage());
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(target).locations(migrations);
    }

    private void requireEmpty() {
        try (Connection connection = target.getConnection()) {
            List<String> relations = new BackupCatalog(connection).relations();
            if (!relations.isEmpty()) {
                throw new BackupException("""
                        A backup is restored into an empty database only, and this one has tables (%s, …). Nothing was \
                        changed. Take another database, or start with an empty --data""".formatted(relations.getFirst()));
            }
        } catch (SQLException e) {
            throw new BackupException("The database cannot be used: " + e.getMessage(), e);
        }
    }

    private void requireKnown(MigrationVersion version) {
        List<MigrationVersion> known = Arrays.stream(flyway().load().info().all())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .toList();
        if (!known.contains(version)) {
            throw new BackupException("""
                    The backup has schema version %s, and this Rollcall knows versions up to %s. Restore it with the \
                    release that wrote it, or a newer one""".formatted(
                            version,
                            known.stream()
                                    .max(Comparator.naturalOrder())
                                    .map(Object::toString)
                                    .orElse("0")));
        }
    }

    /** New statistics: without them the first queries would take the tables for empty. */
    private void analyze() {
        try (Connection connection = target.getConnection()) {
            BackupCatalog catalog = new BackupCatalog(connection);
            for (BackupCatalog.Table table : catalog.tables()) {
                catalog.execute("analyze public." + table.name());
            }
        } catch (SQLException e) {
            throw new BackupException(
                    "The backup was restored, but its statistics were not made: " + e.getMessage(), e);
        }
    }

    /** The cause in its own words, if it has them: Flyway wraps what a callback throws. */
    private static BackupException told(FlywayException e, String otherwise) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackupException told) {
                return told;
            }
        }
        return new BackupException(otherwise, e);
    }

    private final class LoadAfter extends BaseCallback {

        private final MigrationVersion version;

        LoadAfter(MigrationVersion version) {
            this.version = version;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            if (version.equals(context.getMigrationInfo().getVersion())) {
                new BackupLoader(backup, context.getConnection()).load();
            }
        }
    }
}
