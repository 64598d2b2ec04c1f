package org.rollcall.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** What the administration API takes for a parameter, and what it refuses with a word about it. */
class ParametersTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private String refused(String path) {
        Answer answer = tenant.admin().get(path);
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(400);
        return answer.at("/detail");
    }

    @Test
    void whatNoTextCanHoldIsRefused() {
        for (String parameter : List.of("users?userName", "users?provider", "log?action", "log?provider", "log?user")) {
            assertThat(refused("/api/v1/%s=a%%00b".formatted(parameter))).contains("NUL");
        }
        assertThat(refused("/api/v1/users?%00=a")).contains("NUL");
        assertThat(okta.scim().get("/Users?filter=userName+eq+%22a%00b%22").status())
                .isEqualTo(400);
    }

    @Test
    void timesLieInTheYearsOneToNineThousandNineHundredNinetyNine() {
        for (String time :
                List.of("-5000-01-01T00:00:00Z", "%2B294277-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "999999d")) {
            assertThat(refused("/api/v1/log?since=" + time)).contains("\"since\"", "years 1 to 9999");
            assertThat(refused("/api/v1/refusals?since=" + time)).contains("years 1 to 9999");
        }
        assertThat(tenant.admin()
                        .get("/api/v1/log?since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z")
                        .status())
                .isEqualTo(200);
        okta.user("ana@example.org");
        assertThat(tenant.act(
                                "ana@example.org",
                                "grants",
                                "{'role':'Any','reason':'x','until':'+300000-01-01T00:00:00Z'}")
                        .at("/detail"))
                .contains("\"until\"", "years 1 to 9999");
    }

    @Test
    void listsOfUsersRefuseAPageAndAStateThatThereAreNot() {
        assertThat(refused("/api/v1/users?after=somewhere")).contains("\"after\"");
        assertThat(refused("/api/v1/users?state=inactive")).contains("active, blocked, deactivated, deleted");
        for (String state : List.of("active", "blocked", "deactivated", "deleted")) {
            assertThat(tenant.admin().get("/api/v1/users?state=" + state).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aUserNameThatReadsLikeAnIdFindsItsUserUnlessAnotherHasThatId() {
        String name = "01935f3e-7c1a-7b2e-9d4f-3a5b6c7d8e9f";
        String ana = okta.user(name);
        assertThat(tenant.explain(name).at("/id").asString()).isEqualTo(ana);
        okta.user(ana);
        assertThat(tenant.explain(ana).at("/userName").asString()).isEqualTo(name);
    }

    @Test
    void refusalsComeInPagesNewestFirst() {
        okta.user("ana@example.org");
        for (int n = 0; n < 5; n++) {
            okta.scim().post("/Users", body("{'userName':'ana@example.org','title':'%d'}".formatted(n)));
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            Answer page = tenant.admin().get("/api/v1/refusals?limit=2" + after);
            seen.addAll(page.json().get("items").findValuesAsString("requestId"));
            after = page.json().has("next") ? "&after=" + page.at("/next") : "";
        } while (!after.isEmpty());
        assertThat(seen)
                .hasSize(5)
                .isEqualTo(tenant.refusals().findValuesAsString("requestId"))
                .doesNotHaveDuplicates();
        assertThat(refused("/api/v1/refusals?after=x")).contains("\"after\"");
    }

    private static final Pattern NEXT = Pattern.compile("<(?<url>[^>]+)>; rel=\"next\"");

    @Test
    void aPageOfCsvLinksToTheNextWithTheSameFilter() {
        for (int n = 0; n < 3; n++) {
            okta.user("u%d@example.org".formatted(n));
        }
        List<String> lines = new ArrayList<>();
        String path = "/api/v1/log?limit=1&action=user+added&provider=okta";
        while (!path.isEmpty()) {
            Answer page = tenant.admin().get(path, "Accept", "text/csv");
            assertThat(page.status()).isEqualTo(200);
            page.text().lines().skip(1).forEach(lines::add);
            path = NEXT.matcher(page.header("Link"))
                    .results()
                    .map(link -> link.group("url"))
                    .findFirst()
                    .orElse("");
        }
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("\"user added\""));
        assertThat(lines).doesNotHaveDuplicates();
        assertThat(tenant.admin()
                        .get("/api/v1/log?limit=1000", "Accept", "text/csv")
                        .header("Link"))
                .isEmpty();
    }

    @Test
    void theStatusSaysWhichVersionRuns() {
        assertThat(tenant.admin().get("/api/v1/status").at("/version")).isNotEmpty();
    }
}
