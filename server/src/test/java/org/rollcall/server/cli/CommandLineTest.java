package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands against a running server. */
class CommandLineTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String COMPANY = """
            organizations:
              - name: Default
              - name: Company
                defaultRoles: [Member]
                organizations:
                  - name: Sales
            roles:
              - name: Member
                permissions: [app.read]
              - name: Editor
                permissions: [app.read, app.write]
            """;

    @TempDir
    Path folder;

    private TestTenant tenant;

    @BeforeEach
    void aTenantWithItsAdminFile() throws IOException {
        tenant = server.tenant();
        String token = server.app()
                .tenants()
                .administratorToken(tenant.id(), InstantSource.system().instant(), Optional.empty())
                .value();
        write(
                "admin.json",
                "{\"url\":\"%s\",\"token\":\"%s\"}".formatted(server.app().url(), token));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What a run printed, and its exit code. */
    record Run(int exit, String out, String err) {}

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data=" + folder);
        return plain(all.toArray(String[]::new));
    }

    private static Run plain(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(out, err, OptionalInt.empty());
        int exit = RollcallCli.create(terminal, InstantSource.system(), new Extra())
                .execute(arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    @Command(name = "up", mixinStandardHelpOptions = true, description = "An extra command.")
    static final class Extra implements java.util.concurrent.Callable<Integer> {

        @Option(names = "--data", defaultValue = "here", description = "Its own data folder.")
        private String data = "";

        @Override
        public Integer call() {
            return data.equals("here") ? 7 : 8;
        }
    }

    // ---- usage and environment

    @Test
    void commandsOfOthersStandBesideTheClientsWithTheirOwnOptions() {
        assertThat(plain("up").exit()).isEqualTo(7);
        assertThat(plain("up", "--data=there").exit()).isEqualTo(8);
        assertThat(plain("--help").out())
                .contains("up", "status", "provider", "apply", "users", "user", "explain", "log", "refusals", "events")
                .contains("An extra command.");
    }

    @Test
    void everyCommandHelps() {
        for (String command :
                List.of("status", "provider", "apply", "users", "user", "explain", "log", "refusals", "events")) {
            assertThat(plain(command, "--help").out())
                    .startsWith("Usage: rollcall " + command)
                    .contains("Example");
        }
        assertThat(plain("user", "move", "--help").out()).contains("ORGANIZATION", "--reason", "--data");
    }

    @Test
    void aWrongCallSaysWhatIsWrongAndWhereToReadOn() {
        Run run = plain("user", "block", "anna");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Missing required option: '--reason=TEXT'")
                .contains("rollcall user block --help");
        assertThat(plain("stauts").err()).contains("Did you mean: rollcall status");
        assertThat(plain("provider").exit()).isEqualTo(2);
        assertThat(plain().exit()).isEqualTo(2);
    }

    @Test
    void withoutAServerTheMessageSaysHowToGetOne() throws IOException {
        Run missing = plain("status", "--data", folder.resolve("nowhere").toString());
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("rollcall up", "--data", "ROLLCALL_DATA");

        write("admin.json", "{\"url\":\"http://127.0.0.1:1\",\"token\":\"t\"}");
        Run away = run("status");
        assertThat(away.exit()).isEqualTo(2);
        assertThat(away.err())
                .isEqualToIgnoringNewLines(
                        "The server at http://127.0.0.1:1 does not answer. Is it running? Start it with: rollcall up");

        write("admin.json", "{\"url\":\"nonsense\"}");
        assertThat(run("status").err()).contains("is damaged");
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidWithoutShowingIt() throws IOException {
        write(
                "admin.json",
                "{\"url\":\"%s\",\"token\":\"rca_wrong_secret\"}"
                        .formatted(server.app().url()));
        Run run = run("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("does not accept the token in").doesNotContain("secret");
    }

    @Test
    void statusSaysWhatRuns() {
        assertThat(done("status")).contains("Tenant", "tenant-", "PostgreSQL 18");
        assertThat(done("status", "--json")).startsWith("{").contains("\"configurationVersion\":");
    }

    // ---- providers

    @Test
    void aProviderShowsWhatWasRepairedAndWhatToDoAboutIt() {
        tenant.provider("okta").scim().post("/Users", "{\"userName\":\"ana\",\"shoeSize\":45}");

        assertThat(done("provider", "dialect", "okta"))
                .contains("RULE", "unknown attribute  shoeSize", "take it out of the mapping");
        assertThat(run("provider", "dialect", "okta").err()).contains("dialect compat; 2 repairs.");
        assertThat(done("provider", "dialect", "okta", "--json")).contains("\"requests\"", "shoeSize");
    }

    @Test
    void aProvidersSecretIsShownOnceWithAHint() {
        String created = done("provider", "create", "--name", "okta");
        assertThat(created)
                .contains(
                        "Provider okta is created.", "Base URL  " + server.app().url() + "/scim/");
        assertThat(created).containsPattern("Token +rct_[0-9a-f]{64}").contains("Copy the token now");
        assertThat(done("provider", "list")).contains("okta  http", "oauth-token", "live", "never");

        assertThat(done("provider", "create", "--name", "onelogin", "--credential", "api-credentials"))
                .contains("User name", "Password", "Copy the password now");
        assertThat(done("provider", "list", "--json"))
                .startsWith("[\n{")
                .endsWith("}\n]\n")
                .doesNotContain("digest");
    }

    @Test
    void aTakenNameIsRefused() {
        done("provider", "create", "--name", "okta");
        Run again = run("provider", "create", "--name", "Okta");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("exists");
    }

    @Test
    void aCredentialIsRotatedAndTheOldOneRevokedByItsHint() {
        String first = done("provider", "create", "--name", "okta", "--json");
        String hint = first.replaceAll("(?s).*\"token\":\"(.{11}).*", "$1");
        assertThat(done("provider", "rotate", "OKTA"))
                .contains("has a new credential", "What worked before still works");
        assertThat(run("provider", "rotate", "okta").exit()).isEqualTo(1);
        assertThat(done("provider", "revoke", "okta", hint)).contains("Credential " + hint + " of okta is revoked.");
        assertThat(run("provider", "revoke", "okta", hint).err()).contains("No live credentials of okta begin with");
        assertThat(run("provider", "revoke", "okta", "rct_").exit()).isZero();
        assertThat(done("provider", "list")).contains("revoked 20");
    }

    @Test
    void aProviderIsDisabledAndEnabled() {
        done("provider", "create", "--name", "okta");
        assertThat(done("provider", "disable", "okta")).contains("is disabled.");
        assertThat(done("provider", "list")).contains("okta (disabled)");
        assertThat(done("provider", "enable", "okta")).contains("is enabled.");
        assertThat(done("provider", "pause", "okta")).contains("is paused.");
        assertThat(done("provider", "list")).contains("okta (paused)");
        assertThat(done("provider", "resume", "okta")).contains("is resumed.");
        Run unknown = run("provider", "disable", "entra");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("There is no provider \"entra\"; there are: okta.");
    }

    // ---- apply

    @Test
    void theDifferenceIsShownBeforeAndAfterItIsApplied() throws IOException {
        String file = write("rollcall.yaml", COMPANY).toString();

        assertThat(done("apply", file, "--dry-run"))
                .contains(
                        "+ role Member: permissions app.read\n",
                        "+ organization Company/Sales: default roles of its parent\n")
                .endsWith("Dry run: nothing was changed. Without --dry-run: 4 changes.\n");
        assertThat(done("apply", file))
                .contains("+ organization Company: default roles Member\n")
                .contains("Applied 4 changes");
        assertThat(done("apply", file)).isEqualTo("Nothing to change.\n");
        assertThat(done("apply", file, "--json")).contains("\"applied\":false").contains("\"changes\":[]");
        write("rollcall.yaml", COMPANY.replace("[app.read, app.write]", "[app.read]"));
        assertThat(done("apply", file)).startsWith("~ role Editor: permissions -app.write\n");
    }

    @Test
    void problemsPointToTheLineOfTheFile() throws IOException {
        String file = write("rollcall.yaml", COMPANY + """
                providers:
                  - name: entra
                    organization:
                      fixed: Company/Support
                """).toString();
        Run run = run("apply", file);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        file
                                + ":15: provider \"entra\", organization, fixed: there is no organization \"Company/Support\"; write the whole path, like Company/Sales",
                        "Nothing was changed.");

        write("rollcall.yaml", "roles:\n  - name: [\n");
        assertThat(run("apply", file).err())
                .startsWith(file + ":3: this is no YAML")
                .endsWith("Nothing was changed.\n");
        write("rollcall.yaml", "roles: []\nroles: []\n");
        assertThat(run("apply", file).err()).startsWith(file + ":2: ").endsWith("Nothing was changed.\n");
        assertThat(run("apply", folder.resolve("none.yaml").toString()).exit()).isEqualTo(2);
    }

    @Test
    void aRecreatedGroupIsNoticedAndBoundOnlyWithRebind() throws IOException {
        TestProvider okta = tenant.provider("okta");
        String group = okta.group("Sales");
        String file = write("rollcall.yaml", COMPANY + """
                providers:
                  - name: okta
                    organization:
                      byGroup:
                        - {group: Sales, organization: Company/Sales}
                      fallback: Company
                """).toString();
        done("apply", file);
        okta.scim().delete("/Groups/" + group);
        okta.group("Sales");

        assertThat(done("apply", file))
                .startsWith("! provider okta/organization/group \"Sales\": bound to a group that was deleted")
                .endsWith("Nothing to change.\n");
        assertThat(done("apply", file, "--rebind"))
                .startsWith(
                        "@ provider okta/organization/group \"Sales\": bound to a group that was deleted → bound to group")
                .contains("Applied 1 change;");
    }

    // ---- people

    @Test
    void usersAreListedChangedAndExplained() throws IOException {
        done("apply", write("rollcall.yaml", COMPANY).toString());
        tenant.provider("okta").user("anna@example.com");

        assertThat(done("users")).startsWith("USERNAME").contains("anna@example.com", "active", "Default", "okta");
        assertThat(done("user", "block", "anna@example.com", "--reason", "lost laptop"))
                .contains("State         blocked");
        assertThat(done("users", "--state", "active")).isEmpty();
        assertThat(done("user", "unblock", "anna@example.com", "--reason", "found"))
                .contains("State         active");
        assertThat(done("user", "move", "anna@example.com", "company/sales", "--reason", "new team"))
                .contains("Organization  Company/Sales", "Roles         Member");
        assertThat(done(
                        "user",
                        "grant",
                        "anna@example.com",
                        "Editor",
                        "--until",
                        "7d",
                        "--reason",
                        "stands in",
                        "--json"))
                .contains("\"roles\":[")
                .contains("Editor");

        assertThat(done("explain", "anna@example.com"))
                .contains("Organization  Company/Sales, since 20", "  because     administrator: new team (manual)")
                .contains("  Member: app.read\n    because default role of Company (default), since 20")
                .contains("  Editor: app.read, app.write\n    because stands in (manual), until 20")
                .contains("lost laptop", "role granted");
        assertThat(done("explain", "anna@example.com", "--json")).contains("\"history\":[");

        assertThat(done("user", "revoke", "anna@example.com", "Editor")).contains("no longer has Editor by hand");
        assertThat(done("users", "--json")).doesNotContain("Editor");
        assertThat(done("user", "deactivate", "anna@example.com", "--reason", "left"))
                .contains("deactivated");
        assertThat(done("user", "reactivate", "anna@example.com", "--reason", "back"))
                .contains("active");
        done("user", "deactivate", "anna@example.com", "--reason", "left");
        assertThat(done("user", "erase", "anna@example.com", "--reason", "x")).contains("Rows of the log");
        assertThat(done("user", "erase", "anna@example.com", "--reason", "x", "--yes"))
                .contains("erased-");
    }

    @Test
    void anUnknownUserIsRefusedAndAWrongTimeIsWrongUsage() {
        Run unknown = run("user", "block", "nobody", "--reason", "x");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("no user");
        assertThat(run("user", "grant", "nobody", "R", "--until", "soon", "--reason", "x")
                        .exit())
                .isEqualTo(2);
        assertThat(run("explain", "a/b?c#d").exit()).isEqualTo(1);
    }

    // ---- log and feed

    @Test
    void theLogIsATableJsonOrCsv() {
        tenant.provider("okta").user("anna@example.com");

        assertThat(done("log")).startsWith("TIME (UTC)").contains("user added", "provider changed", "anna@example.com");
        assertThat(done("log", "--since", "1h", "--action", "user added", "--json"))
                .startsWith("[\n{")
                .contains("user added");
        assertThat(done("log", "--csv"))
                .startsWith("\"time\",")
                .contains("\r\n")
                .contains("user added");
        assertThat(run("log", "--user", "nobody").err())
                .isEqualTo("there is no user \"nobody\"; who was renamed is found by the present name\n");
        assertThat(run("log", "--provider", "okto").err()).isEqualTo("there is no provider \"okto\"\n");
        assertThat(run("log", "--action", "foo").err())
                .startsWith("there is no action \"foo\"; there are user added, ");
        List<String> rows = done("log", "--json").lines().toList();
        assertThat(done("log", "--json", "--limit", "2").lines())
                .containsExactly("[", rows.get(rows.size() - 3), rows.get(rows.size() - 2), "]");
        assertThat(run("log", "--since", "yesterday").exit()).isEqualTo(2);
        assertThat(run("log", "--json", "--csv").exit()).isEqualTo(2);
    }

    @Test
    void refusalsAreListed() {
        TestProvider okta = tenant.provider("okta");
        okta.user("anna@example.com");
        okta.scim().post("/Users", "{\"userName\":\"ANNA@example.com\"}");

        assertThat(done("refusals")).startsWith("TIME (UTC)").contains("409", "uniqueness", "/Users", "okta");
        assertThat(done("refusals", "--json")).contains("\"status\":409");
    }

    @Test
    void whatProvidersSentIsListedShownAndRepeated() {
        TestProvider okta = tenant.provider("okta");
        okta.user("anna@example.com");
        okta.scim().post("/Users", "{\"userName\":\"ANNA@example.com\"}");

        String failed = done("requests", "list", "--failed", "--json").replaceAll("(?s).*\"id\":\"([^\"]+).*", "$1");
        assertThat(done("requests", "list", "--user", "anna@example.com"))
                .startsWith("TIME (UTC)")
                .contains("201", "409", "/Users");
        assertThat(done("requests", "show", failed)).contains("\"body\":{\"userName\":\"ANNA@example.com\"}");
        Run again = run("requests", "replay", failed);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out()).contains("It was answered with 409: ");
        assertThat(done("requests", "keep", "okta", "--only", "failures", "--days", "1"))
                .contains("Requests of okta that are kept: failures, for 1 day.");
    }

    @Test
    void whatAProviderDidIsTakenBack() {
        TestProvider okta = tenant.provider("okta");
        okta.setActive(okta.user("anna@example.com"), false);
        String[] undo = {"undo", "--provider", "okta", "--since", "1h", "--reason", "a test"};

        assertThat(done(undo)).contains("kept", "anna@example.com", "a new user has no state before");
        assertThat(run("undo", "--provider", "okta", "--since", "1h").exit()).isEqualTo(2);
    }

    @Test
    void findingsComeWithWhatToDo() {
        TestProvider okta = tenant.provider("okta");
        okta.user("anna@example.com");

        assertThat(done("doctor", "OKTA"))
                .contains("WARNING  no-external-id (1): ", "anna@example.com", "  To do: map an id");
        assertThat(done("drift")).isEmpty();
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "{}");
        Run examined = run("doctor", "okta");
        assertThat(examined.exit()).isEqualTo(1);
        assertThat(examined.err()).contains("1 problem");
        assertThat(done("drift", "--json")).contains("orphans");
    }

    @Test
    void eventsAreReadToTheEndAndOnFromACursor() {
        TestProvider okta = tenant.provider("okta");
        okta.user("anna@example.com");
        Run first = run("events");
        assertThat(first.out()).startsWith("TIME (UTC)").contains("user.added", "anna@example.com");
        String cursor = first.err().replaceAll("(?s).*--after (\\S+).*", "$1");

        assertThat(done("events", "--after", cursor)).isEmpty();
        okta.user("ben@example.com");
        assertThat(done("events", "--after", cursor, "--json"))
                .startsWith("[\n{")
                .contains("ben@")
                .doesNotContain("anna@");
        assertThat(run("events", "--after", "nonsense").exit()).isEqualTo(1);
    }

    @Test
    void followingEndsWhenNobodyReadsOn() {
        TestProvider okta = tenant.provider("okta");
        okta.user("anna@example.com");
        okta.user("ben@example.com");
        Terminal closing = Terminal.of(new ClosedAfterFirstLine(), new ByteArrayOutputStream(), OptionalInt.empty());
        int exit = RollcallCli.create(closing, InstantSource.system())
                .execute("events", "--follow", "--json", "--data=" + folder);
        assertThat(exit).isZero();
    }

    /** A pipe whose reader has gone. */
    private static final class ClosedAfterFirstLine extends OutputStream {

        private boolean closed;

        @Override
        public void write(int b) throws IOException {
            if (closed) {
                throw new IOException("Broken pipe");
            }
            closed = b == '\n';
        }
    }

    @Test
    void csvIsWholeHoweverManyPagesItTakes() throws IOException {
        String roles = IntStream.range(0, 1_100)
                .mapToObj("  - name: role %d%n"::formatted)
                .collect(Collectors.joining());
        done("apply", write("roles.yaml", "roles:\n" + roles).toString());

        List<String> lines = done("log", "--csv").lines().toList();
        assertThat(lines).hasSize(1_101).first().asString().startsWith("\"time\"");
        assertThat(lines.stream().filter(line -> line.startsWith("\"time\""))).hasSize(1);
        assertThat(done("log", "--limit", "2000", "--json").lines()).hasSize(1_102);
        assertThat(run("log", "--limit", "10").err()).contains("10 rows; there are older ones");
    }
}
