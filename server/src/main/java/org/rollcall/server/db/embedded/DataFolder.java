package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The data folder: the cluster, its password, its log, and the lock that one JVM holds for its life. The operating
 * system drops the lock with the process, so a killed one leaves nothing to clean up.
 */
final class DataFolder implements AutoCloseable {

    private static final long LARGEST_LOG = 10L << 20;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the folder when it is missing, and takes it for this JVM. */
    static DataFolder take(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Path root = folder.toRealPath();
            return new DataFolder(root, lock(root));
        } catch (AccessDeniedException e) {
            throw new EmbeddedPostgresException(
                    "The data folder %s cannot be written by this user".formatted(folder), e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve("rollcall.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw inUse(root, file);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static EmbeddedPostgresException inUse(Path root, Path file) throws IOException {
        return new EmbeddedPostgresException(
                "The data folder %s is in use by another Rollcall (process %s). Stop that one, or give this one another folder with --data"
                        .formatted(root, Files.readString(file)));
    }

    Path root() {
        return root;
    }

    Path cluster() {
        return cluster(root);
    }

    static Path cluster(Path root) {
        return root.resolve("postgres");
    }

    /** Where a cluster is made before it gets its name, so that there is a whole one or none. */
    Path newCluster() {
        return root.resolve("postgres.new");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    boolean hasCluster() throws IOException {
        if (Files.exists(cluster().resolve("PG_VERSION"))) {
            return true;
        }
        refuseForeignFiles();
        return false;
    }

    private void refuseForeignFiles() throws IOException {
        if (Files.isDirectory(cluster())) {
            try (Stream<Path> files = Files.list(cluster())) {
                if (files.findAny().isPresent()) {
                    throw new EmbeddedPostgresException(
                            "%s is no PostgreSQL database, and not empty either".formatted(cluster()));
                }
            }
        }
    }

    /** Refuses data of another major version: PostgreSQL cannot read it, only a backup can carry it over. */
    void requireMajorVersion(int expected) throws IOException {
        String found = Files.readString(cluster().resolve("PG_VERSION")).strip();
        if (!found.equals(Integer.toString(expected))) {
            throw new EmbeddedPostgresException("""
                    %s holds data of PostgreSQL %s, and this Rollcall brings PostgreSQL %d. Nothing was changed. \
                    Back up with the old release (rollcall backup FILE), start this one with an empty --data, \
                    then: rollcall restore FILE""".formatted(cluster(), found, expected));
        }
    }

    /** The password, made when there is none and no cluster that would need the lost one. */
    String password(SecureRandom random) throws IOException {
        if (!Files.exists(secret(root)) && !hasCluster()) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            DurableFiles.writeSecret(secret(root), HexFormat.of().formatHex(bytes) + "\n");
        }
        return readPassword(root);
    }

    static String readPassword(Path root) throws IOException {
        try {
            return Files.readString(secret(root)).strip();
        } catch (NoSuchFileException e) {
            throw new EmbeddedPostgresException(
                    "%s is missing; without it the database beside it cannot be opened".formatted(secret(root)), e);
        }
    }

    private static Path secret(Path root) {
        return root.resolve("postgres.secret");
    }

    /** An empty log or one to append to, readable by its owner only; a large one is put aside. */
    Path openLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG) {
            Files.move(log(), root.resolve("postgres.log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log())) {
            Files.createFile(log(), DurableFiles.ownerOnly());
        }
        return log();
    }

    /** Ends the hold on the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
