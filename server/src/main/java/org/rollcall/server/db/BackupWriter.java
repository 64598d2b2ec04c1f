package org.rollcall.server.db;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.json.JsonMapper;

/** Writes a backup: one snapshot, one pass, memory independent of the size. */
record BackupWriter(DataSource source, InstantSource time) {

    private static final int BUFFER = 1 << 16;

    Backup.Summary write(Path file) {
        try {
            Path target = file.toAbsolutePath();
            Path temporary = Files.createTempFile(target.resolveSibling("."), ".backup", ".part"); // has mode 0600
            try {
                Backup.Summary summary = writeDurably(temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                force(target.resolveSibling("."));
                return summary;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | SQLException e) {
            throw new BackupException("The backup %s was not written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Makes the new name durable; Windows does it by itself, and opens no folders. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Backup.Summary writeDurably(Path file) throws IOException, SQLException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ZipOutputStream zip =
                    new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
            zip.setLevel(Deflater.BEST_SPEED);
            BackupManifest manifest = writeTables(zip);
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.finish();
            zip.flush();
            channel.force(true);
            return Backup.Summary.of(manifest);
        }
    }

    private BackupManifest writeTables(ZipOutputStream zip) throws IOException, SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                BackupCatalog catalog = new BackupCatalog(connection);
                beginSnapshot(catalog);
                return writeTables(zip, connection, catalog);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Without time limits, and with an error instead of missing rows where row security would hide some. */
    private static void beginSnapshot(BackupCatalog catalog) throws SQLException {
        catalog.execute("set transaction isolation level repeatable read, read only");
        catalog.execute("set local statement_timeout = 0");
        catalog.execute("set local idle_in_transaction_session_timeout = 0");
        catalog.execute("set local row_security = off");
        catalog.execute("set local intervalstyle = 'iso_8601'");
    }

    private BackupManifest writeTables(ZipOutputStream zip, Connection connection, BackupCatalog catalog)
            throws IOException, SQLException {
        List<String> version = catalog.schemaVersion();
        if (version.isEmpty()) {
            throw new BackupException(
                    "This database is not Rollcall's, or a migration of it failed: nothing to back up");
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        List<BackupManifest.Table> tables = new ArrayList<>();
        for (BackupCatalog.Table table : catalog.tables()) {
            tables.add(writeTable(zip, copy, table));
        }
        return new BackupManifest(
                BackupManifest.FORMAT,
                version.getFirst(),
                time.instant(),
                connection.getMetaData().getDatabaseProductVersion(),
                tables,
                catalog.sequences());
    }

    private static BackupManifest.Table writeTable(ZipOutputStream zip, CopyManager copy, BackupCatalog.Table table)
            throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry(BackupManifest.Table.entry(table.name())));
        MessageDigest digest = BackupFile.sha256();
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(zip, digest), BUFFER);
        long rows = copy.copyOut(
                "copy (select %s from public.%s) to stdout".formatted(String.join(", ", table.columns()), table.name()),
                out);
        out.flush();
        zip.closeEntry();
        return new BackupManifest.Table(
                table.name(), table.columns(), rows, HexFormat.of().formatHex(digest.digest()));
    }
}
