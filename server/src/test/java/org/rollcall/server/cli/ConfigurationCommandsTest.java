package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.rollcall.scim.json.Json;
import org.rollcall.scim.yaml.Yaml;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-81, P-82, P-86 at the command line: export, preview, jobs. */
class ConfigurationCommandsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String COMPANY = """
            organizations:
              - name: Default
              - name: "Company: all"
                defaultRoles: [Member]
                organizations:
                  - name: "123"
                    defaultRoles: []
                  - name: "yes"
            roles:
              - name: Member
                permissions: [app.read]
              - name: Chief
                administrative: true
            providers:
              - name: okta
                organization:
                  byGroup:
                    - {group: Staff, organization: "Company: all/yes"}
                    - {group: {externalId: "0017"}, organization: "Company: all/123"}
                  fallback: Default
                roles:
                  - {group: "# chiefs", roles: [Chief, Member]}
                fallbackDelay: 0s
                brake: {people: 3, share: 7%, window: 24h}
            """;

    @TempDir
    Path folder;

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aTenantWithItsAdminFile() throws IOException {
        tenant = server.tenant();
        okta = tenant.provider("okta");
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = RollcallCli.create(Terminal.of(out, err, OptionalInt.empty()), InstantSource.system())
                .execute(all.toArray(String[]::new));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    // ---- export

    @Test
    void applyingWhatWasExportedChangesNothing() throws IOException {
        done("apply", write("company.yaml", COMPANY).toString(), "--wait");
        String exported = done("export").out();
        Path file = write("exported.yaml", exported);
        assertThat(done("apply", file.toString()).out()).isEqualToIgnoringNewLines("Nothing to change.");
        assertThat(exported).contains("- name: '123'").contains("externalId: '0017'");
        assertThat(done("export", "--json").out()).startsWith("{\"organizations\":");
    }

    @Test
    void anExportIsReadAsWhatTheServerSaid() throws IOException {
        Json json = Json.Obj.EMPTY
                .with("a", Json.Arr.of(Json.text("null"), Json.text(" x "), Json.text("a: b #c"), Json.text("")))
                .with("ü\n2", Json.Arr.of(Json.bool(true), Json.number(7), Json.text("true"), Json.text("1e3")))
                .with("twice", Json.Arr.of(Json.Arr.ofTexts(List.of("&x")), Json.Arr.ofTexts(List.of("&x"))))
                .with("empty", Json.Arr.of(Json.Arr.EMPTY, Json.Obj.EMPTY));
        byte[] yaml = YamlWriter.write(json).getBytes(StandardCharsets.UTF_8);
        assertThat(Yaml.read("export", new ByteArrayInputStream(yaml)).json()).isEqualTo(json);
    }

    // ---- preview

    @Test
    void aPreviewTellsWhoWouldMoveAndWritesEveryEffectIntoAFile() throws IOException {
        done("apply", write("company.yaml", COMPANY).toString(), "--wait");
        okta.group("Staff", okta.user("ana@example.org"));
        Path next = write(
                "next.yaml",
                COMPANY.replace(
                        "{group: Staff, organization: \"Company: all/yes\"}",
                        "" + "{group: Staff, organization: \"Company: all\"}"));
        Path csv = folder.resolve("effects.csv");
        Run preview = server.unchangedBy(() -> done("apply", next.toString(), "--preview", "--csv", csv.toString()));
        assertThat(preview.out())
                .contains("~ provider okta")
                .containsPattern("Company: all/yes +0 +1")
                .containsPattern("ana@example.org +organization changed")
                .contains("Preview: nothing was changed. Of 1 user placed again, 1 would change;");
        assertThat(Files.readString(csv)).contains("\"ana@example.org\",\"organization changed\"");
        Run again = run("apply", next.toString(), "--preview", "--csv", csv.toString());
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("exists; name a new file");
        assertThat(done("apply", next.toString(), "--preview", "--json").out()).contains("\"people\":{\"placed\":1");
        assertThat(run("apply", next.toString(), "--csv", "x.csv").exit()).isEqualTo(2);
        assertThat(run("apply", next.toString(), "--preview", "--dry-run").exit())
                .isEqualTo(2);
    }

    @Test
    void aPreviewOfAWrongFileSaysWhere() throws IOException {
        Path wrong = write("wrong.yaml", COMPANY.replace("fallback: Default", "fallback: Nowhere"));
        Run run = run("apply", wrong.toString(), "--preview");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains(wrong + ":", "there is no organization \"Nowhere\"");
    }

    // ---- jobs

    @Test
    void jobsAreWatchedAndSteered() throws IOException {
        assertThat(run("job", "pause").err()).contains("There is no job.");
        okta.user("ana@example.org");
        Run applied = done("apply", write("company.yaml", COMPANY).toString(), "--wait");
        assertThat(applied.err()).contains("1 of 1 placed: 0 changed, 0 held, 0 failed");
        assertThat(done("job", "list").out()).contains("done").containsPattern("CHANGED +HELD");
        assertThat(done("job", "list", "--json").out()).contains("\"state\":\"done\"");
        assertThat(run("job", "cancel").err()).contains("the job is done");
        assertThat(done("job", "start", "--wait").out()).contains("places 1 user again");
        assertThat(run("job", "resume", "nonsense").err()).contains("there is no job nonsense");
    }
}
