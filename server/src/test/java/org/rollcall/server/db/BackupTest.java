package org.rollcall.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

class BackupTest {

    private static final String MIGRATIONS = "classpath:db/backup";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String CONTENT = """
            select jsonb_build_array(
                (select jsonb_agg(to_jsonb(t) - 'epoch' order by tenant_id) from tenant t),
                (select jsonb_agg(o order by tenant_id, id) from organization o),
                (select jsonb_agg(p order by tenant_id, id) from "Person of note" p),
                (select jsonb_agg(n order by number) from numbered n),
                (select jsonb_agg(to_jsonb(s) - 'note' order by name) from setting s),
                (select jsonb_agg(c) from counted c))""";

    @TempDir
    private Path folder;

    private TestDatabase original;
    private TestDatabase target;
    private Path file;

    @BeforeEach
    void fillADatabase() throws SQLException {
        original = TestPostgres.newDatabase();
        target = TestPostgres.newDatabase();
        file = folder.resolve("rollcall.backup");
        Flyway.configure()
                .dataSource(original.dataSource())
                .locations(MIGRATIONS)
                .target("1")
                .load()
                .migrate();
        execute(original, """
                insert into tenant (name) values ('acme'), ('zenith');
                delete from tenant where name = 'acme';
                insert into organization (tenant_id, id, parent, name)
                    values (2, 3, null, E'root\\t\\\\N "ünï" \\n'), (2, 1, 3, null), (2, 2, 1, '');
                insert into "Person of note" values
                    (2, 1, 1, '{"a": [1, null, "é"]}', '\\x00ff', '2026-01-01 00:00:00.123456+02', '15 minutes', '{a,null,"b,c"}', 1),
                    (2, 2, 1, null, null, 'infinity', '1 mon -3 days', null, 2);
                update organization set head = 2 where id = 3;
                insert into numbered default values;
                insert into numbered default values;
                update setting set value = 'administrator';""");
    }

    @AfterEach
    void drop() {
        original.close();
        target.close();
    }

    private Backup.Summary write() {
        return Backup.write(original.dataSource(), file, InstantSource.fixed(NOON));
    }

    private Backup.Summary restore() {
        return Backup.restore(file, target.dataSource(), MIGRATIONS);
    }

    @Test
    void everyRowComesBackAsItWas() throws SQLException {
        assertThat(write()).isEqualTo(new Backup.Summary("1", 6, 10));
        assertThat(restore()).isEqualTo(new Backup.Summary("1", 6, 10));
        assertThat(ask(target, CONTENT)).isEqualTo(ask(original, CONTENT));
    }

    @Test
    void keysTriggersAndSequencesWorkAfterwardsAsBefore() throws SQLException {
        write();
        restore();
        String definitions = """
                select string_agg(conrelid::regclass || ' ' || pg_get_constraintdef(oid), '; '
                                  order by conrelid::regclass::text, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'""";
        assertThat(ask(target, definitions)).isEqualTo(ask(original, definitions));
        execute(target, "insert into tenant (name) values ('next'); insert into numbered default values");
        assertThat(ask(target, "select tenant_id from tenant where name = 'next'"))
                .isEqualTo("3");
        assertThat(ask(target, "select max(number) from numbered")).isEqualTo("3");
        assertThat(ask(target, "select touched from counted")).isEqualTo("3");
    }

    @Test
    void anOlderBackupIsMigratedToTheNewestSchema() throws SQLException {
        write();
        restore();
        assertThat(ask(target, "select value || ' ' || note from setting")).isEqualTo("administrator new");
        assertThat(ask(target, "select max(version) from flyway_schema_history"))
                .isEqualTo("2");
    }

    @Test
    void everyRestoreStartsAnEpochThatNoneHadBefore() throws SQLException {
        write();
        restore();
        long first = Long.parseLong(ask(target, "select epoch from tenant"));
        execute(target, "update tenant set epoch = epoch + 4000000000");
        Backup.write(target.dataSource(), file, InstantSource.fixed(NOON));
        try (TestDatabase again = TestPostgres.newDatabase()) {
            Backup.restore(file, again.dataSource(), MIGRATIONS);
            assertThat(first).isGreaterThan(NOON.getEpochSecond() / 2);
            assertThat(Long.parseLong(ask(again, "select epoch from tenant"))).isEqualTo(first + 4_000_000_001L);
        }
    }

    @Test
    void aBackupIsOneSnapshotWhileOthersWrite() throws Exception {
        try (Connection writer = original.dataSource().getConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("insert into numbered default values");
            assertThat(write().rows()).isEqualTo(10);
            writer.commit();
        }
        restore();
        assertThat(ask(target, "select count(*) from numbered")).isEqualTo("2");
        assertThat(ask(target, "select nextval('ticket')")).isEqualTo("4");
    }

    @Test
    void onlyTheOwnerCanReadTheFileAndNothingElseStays() throws IOException {
        write();
        write();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theManifestSaysWhatIsInside() throws IOException {
        write();
        try (BackupFile backup = BackupFile.open(file)) {
            BackupManifest manifest = backup.manifest();
            assertThat(manifest.createdAt()).isEqualTo(NOON);
            assertThat(manifest.schemaVersion()).isEqualTo("1");
            assertThat(manifest.sequences()).contains(new BackupManifest.Sequence("ticket", 2, true));
            assertThat(manifest.tables())
                    .extracting(BackupManifest.Table::name)
                    .doesNotContain("flyway_schema_history");
        }
    }

    @Test
    void aDatabaseWithTablesIsNotTouched() throws SQLException {
        write();
        execute(target, "create table precious as select 1 as value");
        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("empty database only")
                .hasMessageContaining("precious");
        assertThat(ask(target, "select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("1");
    }

    @Test
    void aBackupOfANewerSchemaIsRefused() throws IOException {
        write();
        rewrite("manifest.json", text -> text.replace("\"schemaVersion\" : \"1\"", "\"schemaVersion\" : \"3\""));
        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("schema version 3")
                .hasMessageContaining("up to 2");
    }

    @Test
    void aBackupOfANewerFormatIsRefused() throws IOException {
        write();
        rewrite("manifest.json", text -> text.replace("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class).hasMessageContaining("newer Rollcall");
    }

    @Test
    void aChangedBackupIsRefusedAndLeavesTheDatabaseEmpty() throws IOException, SQLException {
        write();
        Path good = folder.resolve("good");
        Files.copy(file, good);
        rewrite("tables/setting.copy", text -> text.replace("administrator", "administratos"));
        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("setting");
        assertThat(ask(target, "select count(*) from pg_tables where schemaname = 'public' and tablename !~ 'flyway'"))
                .isEqualTo("0");
        Backup.restore(good, target.dataSource(), MIGRATIONS);
        assertThat(ask(target, CONTENT)).isEqualTo(ask(original, CONTENT));
    }

    @Test
    void aFailureAfterSeveralMigrationsLeavesTheDatabaseEmptyToo() throws IOException, SQLException {
        Flyway.configure()
                .dataSource(original.dataSource())
                .locations(MIGRATIONS)
                .load()
                .migrate();
        write();
        Path good = folder.resolve("good");
        Files.copy(file, good);
        rewrite("tables/setting.copy", text -> text.replace("administrator", "administratos"));
        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class).hasMessageContaining("damaged");
        assertThat(Backup.restore(good, target.dataSource(), MIGRATIONS).schemaVersion())
                .isEqualTo("2");
        assertThat(ask(target, CONTENT)).isEqualTo(ask(original, CONTENT));
    }

    @Test
    void aRowThatBreaksAForeignKeyIsRefusedAndLeavesTheDatabaseEmpty() throws IOException, SQLException {
        write();
        rewrite("tables/tenant.copy", text -> "");
        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class);
        assertThat(ask(target, "select count(*) from pg_tables where schemaname = 'public' and tablename !~ 'flyway'"))
                .isEqualTo("0");
    }

    @Test
    void anotherFileIsNoBackup() throws IOException {
        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class).hasMessageContaining("no file");
        Files.writeString(file, "hello");
        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class).hasMessageContaining("no backup");
    }

    @Test
    void anotherDatabaseIsNotBackedUp() {
        assertThatThrownBy(() -> Backup.write(target.dataSource(), file, InstantSource.fixed(NOON)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("not Rollcall's");
        assertThat(file).doesNotExist();
    }

    private void rewrite(String name, UnaryOperator<String> change) throws IOException {
        Path changed = folder.resolve("changed");
        try (ZipFile from = new ZipFile(file.toFile());
                OutputStream out = Files.newOutputStream(changed);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry : from.stream().toList()) {
                String text = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write((entry.getName().equals(name) ? change.apply(text) : text).getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static String ask(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
