package org.rollcall.server.db;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup opened for reading. */
record BackupFile(ZipFile zip, BackupManifest manifest) implements AutoCloseable {

    /** @throws BackupException when the file is missing, damaged, or of a newer format */
    static BackupFile open(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new BackupFile(zip, readManifest(file, zip));
            } catch (RuntimeException | IOException e) {
                zip.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new BackupException("There is no file " + file, e);
        } catch (ZipException | JacksonException e) {
            throw new BackupException("%s is no backup of Rollcall, or a damaged one".formatted(file), e);
        } catch (IOException e) {
            throw new BackupException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static BackupManifest readManifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw new BackupException("%s is no backup of Rollcall".formatted(file));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            BackupManifest manifest = JsonMapper.shared().readValue(in, BackupManifest.class);
            if (manifest.format() > BackupManifest.FORMAT) {
                throw new BackupException("%s was written by a newer Rollcall (format %d); restore it with that one"
                        .formatted(file, manifest.format()));
            }
            return manifest;
        }
    }

    /** The data of a table. When all of it was read, closing compares it with the manifest. */
    InputStream open(BackupManifest.Table table) throws IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw new BackupException("The backup is damaged: table %s is missing".formatted(table.name()));
        }
        return new Verified(table, zip.getInputStream(entry), sha256());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new BackupException("The backup cannot be closed", e);
        }
    }

    private static final class Verified extends FilterInputStream {

        private final BackupManifest.Table table;
        private final MessageDigest digest;

        Verified(BackupManifest.Table table, InputStream in, MessageDigest digest) {
            super(new DigestInputStream(in, digest));
            this.table = table;
            this.digest = digest;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (!HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
                throw new BackupException(
                        "The backup is damaged: the data of table %s is not what was written".formatted(table.name()));
            }
        }
    }
}
