package org.rollcall.server.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;
import org.rollcall.server.console.Joined;
import org.rollcall.server.console.Visitor;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** P-110: local users from a CSV file, previewed and created. */
class LocalUsersImportTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String THREE = """
            userName,displayName,organization
            ana@example.org,"Lima, Ana",Company/Sales
            ben@example.org,,Default
            """;

    private TestTenant tenant;

    @BeforeEach
    void organizations() {
        tenant = server.tenant();
        tenant.apply("{'organizations':[{'name':'Default'},{'name':'Company','organizations':[{'name':'Sales'}]}]}");
    }

    private static Answer send(Client client, String csv, boolean dryRun) {
        return client.post(
                "/api/v1/users/import",
                JsonWriter.write(Json.Obj.EMPTY.with("csv", Json.text(csv)).with("dryRun", Json.bool(dryRun))));
    }

    private Answer imported(String csv) {
        Answer answer = send(tenant.admin(), csv, false);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static List<String> outcomes(Answer answer) {
        return answer.json().get("rows").findValuesAsString("outcome");
    }

    @Test
    void aPreviewSaysWhatWouldBecomeOfEachLineAndChangesNothing() {
        Answer preview = server.unchangedBy(() -> send(tenant.admin(), THREE, true));

        assertThat(outcomes(preview)).containsExactly("created", "created");
        assertThat(preview.at("/rows/0/line")).isEqualTo("2");
        assertThat(preview.at("/dryRun")).isEqualTo("true");
    }

    @Test
    void usersAreCreatedAsOneByOneAndNobodyTwice() {
        assertThat(imported(THREE).at("/created")).isEqualTo("2");
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Company/Sales");
        assertThat(tenant.log("user added")).hasSize(2);

        int log = tenant.log().size();
        assertThat(outcomes(imported(THREE))).containsExactly("unchanged", "unchanged");
        assertThat(tenant.log()).hasSize(log);
    }

    @Test
    void whoIsThereOtherwiseIsAConflictAndTheOthersAreCreated() {
        tenant.provider("okta").user("okta@example.org");
        imported(THREE);

        Answer answer = imported("""
                organization,userName
                Default,ana@example.org
                Default,OKTA@example.org
                Nowhere,dan@example.org
                Default,eve@example.org
                """);

        assertThat(outcomes(answer)).containsExactly("conflict", "conflict", "conflict", "created");
        assertThat(answer.at("/rows/0/reason")).contains("another organization or display name");
        assertThat(answer.at("/rows/1/reason")).isEqualTo("userName is taken by another user");
        assertThat(answer.at("/rows/2/reason")).contains("no active organization");
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Company/Sales");
    }

    @Test
    void anOrganizationAdministratorImportsOnlyIntoItsOwn() {
        Answer issued = tenant.admin()
                .post(
                        "/api/v1/tokens",
                        "{\"kind\":\"organization-administrator\",\"organization\":\"Company\",\"days\":1}");
        Client own = new Client(tenant.admin().base(), "Bearer " + issued.at("/token"));
        assertThat(outcomes(send(own, THREE, false))).containsExactly("created", "conflict");
    }

    @Test
    void byteOrderMarkAndNewlinesInQuotesAreRead() {
        Answer answer = send(
                tenant.admin(),
                "\uFEFFuserName,organization,displayName\r\nana@example.org,Default,\"Ana\nLima\"\r\n"
                        + "ben@example.org,Nowhere,Ben\r\n",
                true);
        assertThat(answer.json().get("rows").findValuesAsString("line")).containsExactly("2", "4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,organization~a,b | line 1: the headings must be",
                "userName~a | line 1: the headings must be",
                "userName,userName,organization~a,b,c | line 1: the headings must be",
                "userName,organization | there is no line with a user",
                "userName,organization~a,Default,x | line 2: 3 values under 2 headings",
                "userName,organization~a,Default~A,Default | line 3: the userName is in line 2 already",
                "userName,organization~a, | line 2: organization is empty",
                "userName,organization~=cmd(),Default | line 2: userName begins like a formula",
                "userName,organization,displayName~a,Default,@SUM(A1) | line 2: displayName begins like a formula",
                "userName,organization~\"a,Default | this is no CSV"
            })
    void whatIsWrongIsSaidWithItsLine(String file, String problem) {
        assertThatThrownBy(() -> LocalUsersFile.read(file.replace('~', '\n'))).hasMessageContaining(problem);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNobodyIsCreated() {
        Answer refused = server.unchangedBy(
                () -> send(tenant.admin(), "userName,organization\na,Default\n,Default\nb,\n", false));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/detail")).contains("line 3: userName is empty", "line 4: organization is empty");
    }

    private static String lines(int users) {
        return "userName,organization\n"
                + IntStream.range(0, users)
                        .mapToObj("user%d@example.org,Default"::formatted)
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void atMostTenThousandAreTakenAtOnce() {
        assertThat(LocalUsersFile.read(lines(Limits.IMPORT_ROWS))).hasSize(Limits.IMPORT_ROWS);
        assertThatThrownBy(() -> LocalUsersFile.read(lines(Limits.IMPORT_ROWS + 1)))
                .hasMessageContaining("line 10002: more than 10,000 users");
        assertThat(imported(lines(Limits.IMPORT_CHUNK + 1)).at("/created")).isEqualTo("501");
    }

    @Test
    void inTheConsoleOnlyWhatWasPreviewedIsCreated() {
        Visitor robin = new Visitor(server);
        robin.setUp();
        String csrf = Joined.token(robin);
        String path = "/console/people/import";
        String csv = "userName,organization\r\nana@example.org,Default";

        String preview =
                Joined.post(robin, path, Map.of("csrf", csrf, "csv", csv)).text();
        assertThat(preview).contains("1 to create, 0 there already, 0 in conflict", "Create 1");
        String digest = preview.replaceAll("(?s).*name=\"previewed\" value=\"([0-9a-f]+)\".*", "$1");
        String other = csv + "\r\nben@example.org,Default";
        assertThat(Joined.post(robin, path + "/create", Map.of("csrf", csrf, "csv", other, "previewed", digest))
                        .text())
                .contains("2 to create");
        assertThat(Joined.post(robin, path + "/create", Map.of("csrf", csrf, "csv", csv, "previewed", digest))
                        .header("Location"))
                .endsWith("done=imported");
        assertThat(server.firstTenant().state("ana@example.org")).isEqualTo("active");
        assertThat(Joined.post(robin, path, Map.of("csrf", csrf, "csv", "userName\nx"))
                        .text())
                .contains("line 1: the headings must be");
    }
}
