package org.rollcall.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-26: the doctor says what a provider does not send, sends wrong or has stopped sending, and what to do. */
class DoctorTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static final String COMPLETE = "{'userName':'%s','externalId':'x-%s','active':true,"
            + "'emails':[{'value':'%s'}],'addresses':[{'type':'work','country':'%s'}]}";

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private JsonNode report() {
        return tenant.admin()
                .get("/api/v1/providers/" + okta.id() + "/findings")
                .json();
    }

    private List<String> kinds() {
        return report().get("items").findValuesAsString("kind");
    }

    private JsonNode finding(String kind) {
        return report().get("items")
                .valueStream()
                .filter(finding -> finding.get("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not in " + report()));
    }

    private void complete(String userName, String country) {
        assertThat(okta.scim()
                        .post("/Users", body(COMPLETE.formatted(userName, userName, userName, country)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aProviderThatNeverCalledIsToldHowToConnect() {
        assertThat(kinds()).containsExactly("never-called");
        assertThat(report().get("provider").asString()).isEqualTo("okta");
    }

    @Test
    void whoSendsEverythingWellIsHealthy() {
        complete("ana@example.com", "DE");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatUsersLackIsCountedWithExamples() {
        complete("ana@example.com", "Germany");
        okta.user("ben@example.com");

        assertThat(kinds()).containsExactly("no-external-id", "country-no-code", "no-email");
        assertThat(finding("country-no-code").at("/items/0/detail").asString()).isEqualTo("Germany");
        JsonNode missing = finding("no-external-id");
        assertThat(missing.get("count").asInt()).isEqualTo(1);
        assertThat(missing.at("/items/0/name").asString()).isEqualTo("ben@example.com");
        assertThat(missing.get("advice").asString()).isNotEmpty();
    }

    @Test
    void groupsThatNothingReadsAreNamed() {
        complete("ana@example.com", "DE");
        okta.group("Sales");

        assertThat(kinds()).containsExactly("groups-unused");

        tenant.apply("{'organizations':[{'name':'Default'}],'roles':[{'name':'Seller'}],'providers':[{'name':'okta',"
                + "'organization':{'fixed':'Default'},'roles':[{'group':'Sale','roles':['Seller']}]}]}");
        assertThat(kinds()).containsExactly("no-group-mapped", "row-without-group");
        assertThat(finding("row-without-group").at("/items/0/name").asString()).isEqualTo("Sale");

        okta.group("Sale");
        assertThat(kinds()).containsExactly("unmapped-groups");
        assertThat(finding("unmapped-groups").at("/items/0/name").asString()).isEqualTo("Sales");
    }

    @Test
    void refusedDuplicatesAreToldApartFromOtherRefusals() {
        complete("ana@example.com", "DE");
        okta.scim().post("/Users", body("{'userName':'ana@example.com'}"));
        okta.scim().post("/Users", body("{'displayName':'nameless'}"));

        assertThat(kinds()).containsExactly("duplicates-refused", "refused");
        assertThat(finding("duplicates-refused").at("/items/0/name").asString()).contains("userName exists");
    }

    @Test
    void whatWasDroppedComesWithWhatToDo() {
        assertThat(okta.scim()
                        .post(
                                "/Users",
                                body(COMPLETE.formatted("a@example.com", "a", "a@example.com", "DE")
                                        .replace("'active'", "'shoeSize':'39','active'")))
                        .status())
                .isEqualTo(201);

        assertThat(kinds()).containsExactly("repaired");
        assertThat(finding("repaired").at("/items/0/name").asString()).isEqualTo("shoeSize");
    }

    @Test
    void silenceIsMeasuredByTheRhythmOfTheProvider() {
        complete("ana@example.com", "DE");
        SERVER.advance(Duration.ofDays(3));
        complete("ben@example.com", "DE");
        SERVER.advance(Duration.ofDays(5));
        assertThat(kinds()).isEmpty();

        SERVER.advance(Duration.ofDays(2));
        assertThat(kinds()).containsExactly("silent");
        assertThat(finding("silent").at("/items/0/detail").asString()).contains("72 hours");
    }

    @Test
    void silenceAfterManyRefusalsLooksLikeAQuarantine() {
        complete("ana@example.com", "DE");
        for (int i = 0; i < 20; i++) {
            okta.scim().post("/Users", body("{'userName':'ana@example.com'}"));
        }
        assertThat(kinds()).containsExactly("duplicates-refused");

        SERVER.advance(Duration.ofHours(2));
        assertThat(kinds()).containsExactly("probably-quarantined", "duplicates-refused");
    }

    @Test
    void aDisabledProviderIsAProblem() {
        complete("ana@example.com", "DE");
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/pause", "{}");

        assertThat(finding("disabled").get("severity").asString()).isEqualTo("problem");
    }

    @Test
    void anotherTenantsProviderIsNotFound() {
        assertThat(SERVER.tenant()
                        .admin()
                        .get("/api/v1/providers/" + okta.id() + "/findings")
                        .status())
                .isEqualTo(404);
    }
}
