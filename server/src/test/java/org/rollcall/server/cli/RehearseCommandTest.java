package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-131: a rehearsal from the command line, against a server of which it knows only base URL and credential. */
class RehearseCommandTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @TempDir
    Path folder;

    private TestTenant tenant;
    private String base = "";
    private Path token = Path.of("");

    @BeforeEach
    void aProvider() throws IOException {
        tenant = server.tenant();
        TestProvider provider = tenant.provider("okta");
        base = provider.scim().base();
        token = Files.writeString(
                folder.resolve("token"), provider.scim().authorization().substring("Bearer ".length()) + "\n");
    }

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("rehearse"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = RollcallCli.create(Terminal.of(out, err, OptionalInt.empty()), InstantSource.system())
                .execute(all.toArray(String[]::new));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aRehearsalTellsWhatItSendsAndSumsUpHowItWasAnswered() {
        Run run = run("--as=okta", "--base-url=" + base, "--token-file=" + token, "--people=6", "--scenario=leavers");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("── The first cycle: ")
                .containsPattern("  Okta: .+ leaves; Okta sends active=false\n      PATCH /Users/\\S+ → 200, \\d+ ms\n")
                .containsPattern("Okta: \\d+ requests in .+, 0 errors; p50 .+, p95 .+, longest .+")
                .containsPattern("  sent:      .*create group × 12, create user × 6, .*")
                .containsPattern("  answered:  200 × \\d+, 201 × 18, .*")
                .doesNotContain("given up");
        assertThat(tenant.admin().get("/api/v1/users?state=blocked").json().get("items"))
                .hasSize(1);
    }

    @Test
    void aSecondRunOfTheSameSeedFindsEverybodyAndCreatesNobody() {
        String[] same = {"--as=pingone", "--base-url=" + base, "--token-file=" + token, "--people=5", "--seed=9"};
        assertThat(run(same).out()).contains("create user × 5");
        assertThat(run(same).out()).contains("find user × 5").doesNotContain("create user");
    }

    @Test
    void aRefusedCredentialEndsItWithTheReason() {
        Run run = run("--as=entra", "--base-url=" + base, "--token=wrong", "--people=5");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("  answered:  401 × 1\n")
                .contains("Entra ID stops here: test connection failed (GET /Users?filter=");
    }

    @Test
    void whatTheProviderGaveUpOnIsNamedWithTheReason() {
        tenant.apply("{'providers':[{'name':'okta','organization':{'fixed':'Default'},'dialect':'strict'}]}");
        Run run = run("--as=onelogin", "--base-url=" + base, "--token-file=" + token, "--people=3", "--groups=0");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("  given up:  create user failed (POST /Users → ");
    }

    @Test
    void aWrongCallIsAnsweredInOneSentence() {
        assertThat(run("--as=rippling", "--base-url=" + base, "--token=x"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "--as is one of okta, entra, entra-aadOptscim062020, pingone, pingfederate, onelogin, "
                                + "jumpcloud.\n"));
        assertThat(run("--as=okta", "--base-url=app", "--token=x").err())
                .isEqualTo("A base URL looks like https://host/scim/v2, not like app.\n");
        assertThat(run("--as=okta", "--base-url=" + base).err()).startsWith("The server's credential is missing: ");
        assertThat(run("--as=okta", "--base-url=" + base, "--user=a", "--token=x")
                        .err())
                .isEqualTo("Give a token or a user name, not both.\n");
        assertThat(run("--as=okta", "--base-url=" + base, "--token=x", "--scenario=party")
                        .err())
                .startsWith("--scenario is one of first-cycle, day, leavers, ");
    }
}
