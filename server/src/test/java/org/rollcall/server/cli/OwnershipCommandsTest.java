package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** The commands about owners, about mail and local users, against a running server (P-6 to P-9). */
class OwnershipCommandsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @TempDir
    Path folder;

    private TestTenant tenant;
    private TestProvider okta;
    private TestProvider entra;

    @BeforeEach
    void twoProviders() throws IOException {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        entra = tenant.provider("entra");
        String token = server.app()
                .tenants()
                .administratorToken(tenant.id(), InstantSource.system().instant(), Optional.empty())
                .value();
        Files.writeString(
                folder.resolve("admin.json"),
                "{\"url\":\"%s\",\"token\":\"%s\"}".formatted(server.app().url(), token));
    }

    private String run(int exit, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data=" + folder);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = RollcallCli.create(
                        new Terminal(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                OptionalInt.empty()),
                        InstantSource.system())
                .execute(all.toArray(String[]::new));
        String said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isEqualTo(exit);
        return said;
    }

    @Test
    void aUserIsReleasedListedAndOfferedToOneProvider() {
        okta.user("ana@example.org");

        assertThat(run(0, "user", "release", "ana@example.org", "--reason", "merger"))
                .contains("any provider");
        assertThat(run(0, "users", "--adoptable")).contains("ana@example.org", "1 user");
        assertThat(run(0, "user", "adoptable", "ana@example.org", "--by", "entra", "--reason", "merger"))
                .contains("entra");
        assertThat(run(0, "user", "adoptable", "ana@example.org", "--no", "--reason", "merger"))
                .doesNotContain("May be adopted");
        assertThat(run(0, "users", "--adoptable")).contains("0 users");
        assertThat(run(1, "user", "confirm-email", "ana@example.org")).contains("waits to be confirmed");
    }

    @Test
    void aConflictIsListedAndDecided() {
        okta.user("ana@example.org");
        entra.scim().post("/Users", body("{'userName':'ana@example.org'}"));

        assertThat(run(0, "conflicts", "list", "--state", "open")).contains("ana@example.org", "okta", "entra");
        String id = tenant.admin().get("/api/v1/conflicts").at("/items/0/id");
        assertThat(run(1, "conflicts", "adopt", id, "--reason", "x")).contains("hand it over instead");
        assertThat(run(0, "conflicts", "hand-over", id, "--reason", "x"))
                .contains("The next push of entra adopts ana@example.org");
        assertThat(run(0, "conflicts", "reject", id, "--reason", "x", "--json")).contains("rejected");
    }

    /** P-8 */
    @Test
    void aProviderIsDeletedOnlyOnceTheReportWasConfirmed() {
        okta.user("ana@example.org");
        List<String> delete = List.of("provider", "delete", "okta", "--pending", "keep", "--reason", "merger");

        assertThat(run(0, delete.toArray(String[]::new)))
                .contains("Users who stay, without an owner", "Nothing was changed", "--yes");
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);

        List<String> confirmed = new ArrayList<>(delete);
        confirmed.add("--yes");
        assertThat(run(0, confirmed.toArray(String[]::new))).contains("Provider okta is deleted");
        assertThat(okta.scim().get("/Users").status()).isEqualTo(401);
        assertThat(run(1, delete.toArray(String[]::new))).contains("okta");
        assertThat(run(1, "provider", "delete", "entra", "--pending", "maybe", "--reason", "x"))
                .contains("keep or cancel");
    }

    /** P-9 */
    @Test
    void usersAreHandedOverOnlyOnceTheComparisonWasConfirmed() {
        okta.scim().post("/Users", body("{'userName':'ana','emails':[{'value':'ana@example.org'}]}"));
        okta.user("ben@example.org");
        entra.scim().post("/Users", body("{'userName':'ana.lima','emails':[{'value':'ana@example.org'}]}"));

        assertThat(run(0, "provider", "hand-over", "okta", "entra", "--reason", "merger"))
                .contains("Users who change hands", "ana.lima", "email", "Nothing was changed");
        assertThat(run(0, "provider", "hand-over", "okta", "entra", "--reason", "merger", "--yes"))
                .contains("Provider okta is paused", "released for entra");
        assertThat(run(1, "provider", "hand-over", "okta", "nobody", "--reason", "merger"))
                .contains("no provider named");
    }

    /** P-94. */
    @Test
    void mailIsShownSetAndTried() {
        tenant.admin()
                .post(
                        "/api/v1/administrators",
                        body("{'name':'lee@example.org','kind':'environment-administrator','signIn':'openid'}"));
        assertThat(run(0, "mail", "show")).contains("never", "environment-administrator");
        assertThat(run(0, "mail", "set", "--report", "daily", "--recipients", "log-viewer", "--role-notices", "false"))
                .contains("daily", "log-viewer", "not told");
        assertThat(run(0, "mail", "address", "lee@example.org", "lee@example.com"))
                .contains("Mail is sent there");
        assertThat(run(0, "mail", "address", "lee@example.org", "--off")).contains("No mail is sent there");
        assertThat(run(1, "mail", "test", "lee@example.org")).contains("no mail server is named", "--smtp-host");
        assertThat(run(0, "mail", "show", "--json")).contains("\"report\":\"daily\"");
    }

    /** P-110. */
    @Test
    void localUsersAreImportedFromAFile() throws IOException {
        Path file = folder.resolve("users.csv");
        Files.writeString(file, "userName,organization\nana@example.org,Default\nben@example.org,Nowhere\n");
        assertThat(run(0, "users", "import", file.toString(), "--dry-run"))
                .contains("1 would be created, 0 there already, 1 in conflict", "no active organization");
        assertThat(run(0, "users", "import", file.toString())).contains("1 created");
        assertThat(run(0, "users", "import", file.toString(), "--json")).contains("\"unchanged\":1");
        Files.writeString(file, "name\nana\n");
        assertThat(run(1, "users", "import", file.toString())).contains("line 1: the headings must be");
    }
}
