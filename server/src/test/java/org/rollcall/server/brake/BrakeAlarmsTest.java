package org.rollcall.server.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** H-G3, H-G9, H-G10: who goes around the brake, switches it off or leaves what it holds is not left unsaid. */
class BrakeAlarmsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION =
            "{'providers':[{'name':'okta','organization':{'fixed':'Default'},'brake':%s}]}";
    private static final String TWO = "{'people':2,'share':'0%','window':'60m'}";

    private final TestTenant tenant = server.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private List<JsonNode> findings(String kind) {
        return tenant.admin()
                .get("/api/v1/providers/" + okta.id() + "/findings")
                .json()
                .get("items")
                .valueStream()
                .filter(finding -> finding.get("kind").asString().equals(kind))
                .toList();
    }

    private int held() {
        return tenant.admin().get("/api/v1/brake").json().get("items").size();
    }

    private void leave(String name) {
        assertThat(okta.setActive(okta.user(name + "@example.org"), false).status())
                .isEqualTo(200);
    }

    /** H-G3 */
    @Test
    void whoStaysJustUnderTheThresholdForManyWindowsIsFound() {
        tenant.apply(CONFIGURATION.formatted(TWO));
        for (int window = 0; window < 6; window++) {
            assertThat(findings("slow-drip")).isEmpty();
            leave("a" + window);
            leave("b" + window);
            server.advance(Duration.ofMinutes(61));
        }
        assertThat(held()).isZero();
        assertThat(findings("slow-drip")).singleElement().satisfies(drip -> {
            assertThat(drip.get("count").asInt()).isEqualTo(12);
            assertThat(drip.get("severity").asString()).isEqualTo("problem");
        });
        server.advance(Duration.ofDays(8));
        assertThat(findings("slow-drip")).isEmpty();
    }

    /** H-G9 */
    @Test
    void onlyAnAdministratorOfTheConfigurationSwitchesTheBrakeOffAndThatIsLoggedAndFound() {
        tenant.apply(CONFIGURATION.formatted(TWO));
        assertThat(findings("brake-off")).isEmpty();
        String off = body(CONFIGURATION.formatted("'off'"));
        String viewer = tenant.admin()
                .post("/api/v1/tokens", body("{'name':'v','kind':'log-viewer','days':1}"))
                .at("/token");
        assertThat(server.unchangedBy(() -> by(okta.scim().authorization(), off)))
                .isEqualTo(401);
        assertThat(by("Bearer " + viewer, off)).isEqualTo(403);

        tenant.apply(CONFIGURATION.formatted("'off'"));
        assertThat(tenant.log().toString()).contains("more than 2 people or 0% within 1h", "off");
        assertThat(findings("brake-off")).hasSize(1);
        tenant.apply(CONFIGURATION.formatted("{'people':2,'share':'100%','window':'60m'}"));
        assertThat(findings("brake-off")).hasSize(1);
        tenant.apply(CONFIGURATION.formatted(TWO));
        assertThat(findings("brake-off")).isEmpty();
    }

    private int by(String authorization, String configuration) {
        return new Client(tenant.admin().base(), authorization)
                .put("/api/v1/configuration", configuration)
                .status();
    }

    /** H-G10 */
    @Test
    void whatIsHeldStaysHeldForAMonthUntilSomebodyDecides() {
        tenant.apply(CONFIGURATION.formatted(TWO));
        List.of("a", "b", "c").forEach(this::leave);
        server.advance(Duration.ofDays(31));
        tenant.awaitState("a@example.org", "deactivated");
        assertThat(tenant.state("c@example.org")).isEqualTo("active");
        assertThat(findings("held"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.at("/items/0/detail").asString()).contains("held since "));
        assertThat(tenant.admin()
                        .get("/api/v1/status")
                        .json()
                        .get("heldEffects")
                        .asInt())
                .isEqualTo(1);

        tenant.admin().post("/api/v1/brake/release", body("{'reason':'left indeed'}"));
        assertThat(tenant.state("c@example.org")).isEqualTo("blocked");
    }
}
