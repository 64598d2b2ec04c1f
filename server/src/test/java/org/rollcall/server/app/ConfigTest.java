package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A setting that cannot be used stops the start, and all of them are said at once (H-A4). */
class ConfigTest {

    private static final Config.Texts GOOD = new Config.Texts(
            "127.0.0.1",
            "8080",
            "0",
            "./data",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    @Test
    void withoutADatabaseIsTheEmbeddedOne() {
        Config config = Config.of(GOOD);
        assertThat(config.database()).isEmpty();
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.port()).isEqualTo(8080);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Config.Texts wrong = new Config.Texts(
                " ",
                "70000",
                "-1",
                "",
                Optional.of("postgres://db"),
                Optional.of(" "),
                Optional.of("changeme"),
                Optional.of("rollcall.example.com"),
                Optional.of("10.0.0.1/8"),
                false);
        assertThat(problems(wrong))
                .hasSize(9)
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("--host"),
                        p -> assertThat(p).contains("--port"),
                        p -> assertThat(p).contains("--management-port"),
                        p -> assertThat(p).contains("--data"),
                        p -> assertThat(p).contains("--database"),
                        p -> assertThat(p).contains("database user"),
                        p -> assertThat(p).contains("database password"),
                        p -> assertThat(p).contains("--public-url"),
                        p -> assertThat(p).contains("--trusted-proxy", "10.0.0.1/8"));
    }

    @Test
    void aPortIsANumberOfAsciiDigitsUpTo65535() {
        for (String port :
                List.of("", " ", "x", "-1", "+80", "65536", "99999999999", "8080 ", "\uFF18\uFF10", "0x50", "80.0")) {
            assertThat(problems(with(port, Optional.empty()))).as(port).hasSize(1);
        }
        for (String port : List.of("0", "1", "65535")) {
            assertThat(Config.of(with(port, Optional.empty())).port()).isEqualTo(Integer.parseInt(port));
        }
    }

    @Test
    void aPublicUrlIsAnHttpUrlWithAHostAndNothingBehindItsPath() {
        for (String url : List.of(
                "",
                " ",
                "rollcall.example.com",
                "ftp://rollcall.example.com",
                "https://",
                "https:///path",
                "https://user@rollcall.example.com",
                "https://user:secret@rollcall.example.com",
                "https://rollcall.example.com?x=y",
                "https://rollcall.example.com/#x",
                "https://roll call.example.com",
                "javascript:alert(1)")) {
            assertThat(problems(with("0", Optional.of(url)))).as(url).hasSize(1);
        }
        assertThat(Config.of(with("0", Optional.of("https://rollcall.example.com//")))
                        .publicUrl())
                .contains("https://rollcall.example.com");
        assertThat(Config.of(with("0", Optional.of("http://[::1]:8080/scim"))).publicUrl())
                .contains("http://[::1]:8080/scim");
    }

    @Test
    void anEmptyPlaceholderIsNoPassword() {
        for (String password : List.of("", " ", "changeme", "CHANGEME")) {
            Config.Texts texts = new Config.Texts(
                    "h",
                    "0",
                    "0",
                    "d",
                    Optional.of("jdbc:postgresql://db/rollcall"),
                    Optional.of("rollcall"),
                    Optional.of(password),
                    Optional.empty(),
                    Optional.empty(),
                    false);
            assertThat(problems(texts)).as(password).singleElement().asString().contains("password");
        }
    }

    /** Else the product would start on an empty database of its own, and nobody would know. */
    @Test
    void aUserOrPasswordWithoutADatabaseIsAMistake() {
        Config.Texts texts = new Config.Texts(
                "h",
                "0",
                "0",
                "d",
                Optional.empty(),
                Optional.of("rollcall"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(problems(texts)).singleElement().asString().contains("--database is not");
    }

    @Test
    void theDatabasePasswordIsNotShown() {
        Config.Texts texts = new Config.Texts(
                "h",
                "0",
                "0",
                "d",
                Optional.of("jdbc:postgresql://db/rollcall"),
                Optional.of("rollcall"),
                Optional.of("s3cret"),
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(texts.toString() + Config.of(texts)).doesNotContain("s3cret");
    }

    /** The command says each problem on a line of its own, and ends with a status that a service manager sees. */
    @Test
    void theCommandDoesNotStart() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new UpCommand()).setErr(new PrintWriter(out));
        assertThat(command.execute("--port", "x", "--management-port", "y", "--public-url", "z"))
                .isEqualTo(2);
        assertThat(out.toString().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("rollcall: "));
    }

    private static Config.Texts with(String port, Optional<String> publicUrl) {
        return new Config.Texts(
                GOOD.host(),
                port,
                GOOD.managementPort(),
                GOOD.data(),
                GOOD.database(),
                GOOD.databaseUser(),
                GOOD.databasePassword(),
                publicUrl,
                Optional.empty(),
                false);
    }

    private static List<String> problems(Config.Texts texts) {
        try {
            Config.of(texts);
        } catch (Config.InvalidException e) {
            assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
            return e.problems();
        }
        assertThatExceptionOfType(Config.InvalidException.class).isThrownBy(() -> Config.of(texts));
        return List.of();
    }
}
