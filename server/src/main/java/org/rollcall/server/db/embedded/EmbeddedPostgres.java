package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own in the data folder, which this process starts, supervises and stops.
 *
 * <p>Promises: the server is ready when {@link #start} returns; commits are durable ({@code fsync}, {@code
 * synchronous_commit} and {@code full_page_writes} are on); it listens on the loopback interface only and asks for a
 * random password kept in {@code postgres.secret} (mode 0600); a killed JVM leaves a server that the next start takes
 * over or replaces. One data folder serves one JVM; the folder is locked until {@link #close}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE_WITH_ORPHAN = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Postmaster postmaster;
    private boolean closed;

    private EmbeddedPostgres(Cluster cluster, Postmaster postmaster) {
        this.cluster = cluster;
        this.postmaster = postmaster;
    }

    /**
     * Starts PostgreSQL on a data folder, which is made when it is missing.
     *
     * @param random makes the password of a new cluster
     * @throws EmbeddedPostgresException when it cannot run here; the message says what to do
     */
    public static EmbeddedPostgres start(Path dataFolder, SecureRandom random) {
        return start(dataFolder, random, true);
    }

    /** For tests: may lose data in a power failure, and is faster. */
    static EmbeddedPostgres startWithoutFsync(Path dataFolder, SecureRandom random) {
        return start(dataFolder, random, false);
    }

    private static EmbeddedPostgres start(Path dataFolder, SecureRandom random, boolean fsync) {
        try {
            DataFolder folder = DataFolder.take(dataFolder);
            try {
                return start(folder, random, fsync);
            } catch (RuntimeException | IOException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run PostgreSQL in " + dataFolder, e);
        }
    }

    private static EmbeddedPostgres start(DataFolder folder, SecureRandom random, boolean fsync) throws IOException {
        folder.openLog();
        Launcher launcher = Launchers.find(folder);
        Cluster cluster = new Cluster(folder, binaries(folder, launcher), launcher, folder.password(random), fsync);
        if (folder.hasCluster()) {
            folder.requireMajorVersion(cluster.binaries().majorVersion());
            launcher.handOver(folder.cluster());
        } else {
            cluster.create();
        }
        return new EmbeddedPostgres(cluster, run(cluster));
    }

    /** The home folder of root is closed to the unprivileged user who runs PostgreSQL for him. */
    private static Binaries binaries(DataFolder folder, Launcher launcher) throws IOException {
        Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
        boolean shared = !(launcher instanceof Launcher.OtherUser) && Files.isWritable(home);
        return Binaries.in(
                shared ? home.resolve(".cache/rollcall") : folder.root().resolve("postgres-binaries"));
    }

    private static Postmaster run(Cluster cluster) throws IOException {
        Optional<Postmaster> orphan = cluster.present();
        if (orphan.isPresent()) {
            Poll.until(() -> cluster.running().isPresent() || cluster.present().isEmpty(), PATIENCE_WITH_ORPHAN);
            if (takenOver(cluster)) {
                LOG.info(
                        "Took over the running PostgreSQL (process {})",
                        orphan.get().pid());
                return orphan.get();
            }
            cluster.stop();
        }
        cluster.removeStaleMark();
        return started(cluster);
    }

    /** Whether a server left behind is as one started now would be: same version, same durability, our password. */
    private static boolean takenOver(Cluster cluster) {
        Optional<Postmaster> orphan = cluster.running();
        if (orphan.isEmpty()) {
            return false;
        }
        try (Superuser superuser = Superuser.connect(orphan.get().port(), cluster.password())) {
            boolean same = superuser
                            .setting("server_version")
                            .equals(cluster.binaries().version())
                    && superuser.setting("fsync").equals(cluster.fsync() ? "on" : "off");
            if (same) {
                superuser.endOtherSessions();
                superuser.makeDatabase(cluster.password());
            }
            return same;
        } catch (SQLException e) {
            LOG.warn(
                    "The PostgreSQL left behind (process {}) is replaced: {}",
                    orphan.get().pid(),
                    e.getMessage());
            return false;
        }
    }

    private static Postmaster started(Cluster cluster) throws IOException {
        Postmaster postmaster = cluster.start();
        try (Superuser superuser = Superuser.connect(postmaster.port(), cluster.password())) {
            superuser.makeDatabase(cluster.password());
            LOG.info("PostgreSQL {} runs on port {}", cluster.binaries().version(), postmaster.port());
            return postmaster;
        } catch (SQLException e) {
            cluster.stop();
            throw new EmbeddedPostgresException(
                    "PostgreSQL runs but does not take the password of %s: %s"
                            .formatted(cluster.folder().root().resolve("postgres.secret"), e.getMessage()),
                    e);
        }
    }

    /**
     * How to connect to the server that a running Rollcall holds on this data folder, if there is one: for tools that
     * work beside it, such as a backup.
     */
    public static Optional<PostgresAccess> running(Path dataFolder) {
        try {
            Path root = dataFolder.toRealPath();
            Optional<Postmaster> postmaster = Postmaster.of(DataFolder.cluster(root))
                    .filter(found -> found.ready() && found.serves(DataFolder.cluster(root)));
            return postmaster.isEmpty()
                    ? Optional.empty()
                    : Optional.of(PostgresUrl.access(postmaster.get().port(), DataFolder.readPassword(root)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + dataFolder, e);
        }
    }

    public PostgresAccess access() {
        return PostgresUrl.access(port(), password());
    }

    public String jdbcUrl() {
        return access().jdbcUrl();
    }

    /** Owner of the database, without the rights of a superuser. */
    public String user() {
        return PostgresUrl.USER;
    }

    public String password() {
        return cluster.password();
    }

    public int port() {
        return postmaster.port();
    }

    public int majorVersion() {
        return cluster.binaries().majorVersion();
    }

    /** Process id of the postmaster. */
    long pid() {
        return postmaster.pid();
    }

    /** Stops the server, rolling back what is not committed, and frees the data folder. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // stopping cleanly matters more than stopping at once
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop well", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop() throws IOException {
        try {
            cluster.stop();
        } finally {
            cluster.folder().close();
        }
    }
}
