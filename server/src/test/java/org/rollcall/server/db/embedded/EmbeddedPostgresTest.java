package org.rollcall.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    /** A data folder at rest; copying it is faster than making one. */
    @TempDir
    private static Path atRest;

    @TempDir
    private Path temporary;

    private Path data;

    @BeforeAll
    static void makeADataFolder() {
        FastPostgres.start(atRest).close();
    }

    @BeforeEach
    void copyIt() throws IOException {
        data = temporary.resolve("data with space");
        try (Stream<Path> files = Files.walk(atRest)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = data.resolve(atRest.relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Without fsync, which these tests do not ask for. */
    private EmbeddedPostgres start() {
        return FastPostgres.start(data);
    }

    /** As the product and {@link ServerProcess} do. */
    private EmbeddedPostgres startAsTheProduct() {
        return EmbeddedPostgres.start(data, new SecureRandom());
    }

    @Test
    void onlyTheOwnerCanReadThePasswordTheLogAndTheData() throws IOException {
        data = temporary.resolve("fresh");
        try (EmbeddedPostgres postgres = start()) {
            assertThat(mode("postgres.secret")).isEqualTo("rw-------");
            assertThat(mode("postgres.log")).isEqualTo("rw-------");
            assertThat(mode("postgres")).isEqualTo("rwx------");
            assertThat(postgres.access().toString()).doesNotContain(postgres.password());
        }
    }

    @Test
    void dataAndPasswordStayWhenItIsStartedAgain() throws SQLException {
        String password;
        try (EmbeddedPostgres postgres = start()) {
            password = postgres.password();
            execute(postgres, "create table kept as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.password()).isEqualTo(password);
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("in use by another Rollcall")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(postgres.port()).isPositive();
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() throws IOException {
        Process child = serverProcess();
        try {
            awaitReady(child);
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("in use by another Rollcall (process " + child.pid());
        } finally {
            kill(child);
        }
        start().close();
    }

    @Test
    void theServerLeftByAKilledProcessIsTakenOverWithItsData() throws IOException, SQLException {
        Process child = serverProcess();
        long pid = awaitReady(child);
        try (Connection connection = connect(EmbeddedPostgres.running(data).orElseThrow())) {
            connection.createStatement().execute("create table kept as select 42 as answer");
        }
        kill(child);
        try (EmbeddedPostgres postgres = startAsTheProduct()) {
            assertThat(postgres.pid()).isEqualTo(pid);
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
        assertThat(new Postmaster(pid, 0, true).serves(data.resolve("postgres")))
                .isFalse();
    }

    @Test
    void aServerLeftBehindWithOtherDurabilityIsReplaced() throws IOException, SQLException {
        Process child = serverProcess();
        long pid = awaitReady(child);
        kill(child);
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.pid()).isNotEqualTo(pid);
            assertThat(ask(postgres, "show fsync")).isEqualTo("off");
        }
    }

    @Test
    void theMarkOfADeadServerDoesNotHinderEvenIfItsProcessIdIsAnothersNow() throws IOException {
        Files.writeString(data.resolve("postgres/postmaster.pid"), """
                %d
                %s
                1700000000
                1

                127.0.0.1
                        1         1
                ready
                """.formatted(
                        ProcessHandle.current().pid(), data.resolve("postgres")));
        start().close();
    }

    @Test
    void sessionsOfADeadProcessAreEndedWhenItsServerIsTakenOver() throws IOException, SQLException {
        Process child = serverProcess();
        awaitReady(child);
        try (Connection left = connect(EmbeddedPostgres.running(data).orElseThrow())) {
            kill(child);
            startAsTheProduct().close();
            assertThat(left.isValid(1)).isFalse();
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedWithTheWayOut() throws IOException {
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("rollcall backup FILE")
                .hasMessageContaining("empty --data")
                .hasMessageContaining("rollcall restore FILE");
        assertThat(Files.readString(data.resolve("postgres/PG_VERSION"))).isEqualTo("17\n");
    }

    @Test
    void aLostPasswordFileIsToldAndNotReplaced() throws IOException {
        Files.delete(data.resolve("postgres.secret"));
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("postgres.secret is missing");
        assertThat(data.resolve("postgres.secret")).doesNotExist();
    }

    @Test
    void aFolderWithOtherFilesIsNotTouched() throws IOException {
        data = temporary.resolve("fresh");
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/precious"), "x");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("no PostgreSQL database");
        assertThat(data.resolve("postgres/precious")).exists();
    }

    @Test
    void anInterruptedFirstStartIsBegunAnew() throws IOException {
        data = temporary.resolve("fresh");
        Files.createDirectories(data.resolve("postgres.new/base"));
        Files.writeString(data.resolve("postgres.new/PG_VERSION"), "18\n");
        start().close();
        assertThat(data.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void nobodyIsReportedRunningOnAFolderAtRest() {
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
        assertThat(EmbeddedPostgres.running(temporary.resolve("missing"))).isEmpty();
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }

    private Process serverProcess() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        data.toString())
                .redirectError(temporary.resolve("child.log").toFile())
                .start();
    }

    private long awaitReady(Process child) throws IOException {
        BufferedReader output = child.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return Long.parseLong(line.substring("ready ".length()));
            }
        }
        throw new AssertionError(Files.readString(temporary.resolve("child.log")));
    }

    /** By SIGKILL: no hook runs, nothing is flushed. */
    private static void kill(Process child) {
        child.destroyForcibly().onExit().join();
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres.access());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres.access());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresAccess access) throws SQLException {
        return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }
}
