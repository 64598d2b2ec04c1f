package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-35: an administrator pins a person to an organization, and mapping leaves it there. */
class PinTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String BY_GROUP = """
            {'organizations':[{'name':'Default'},{'name':'Sales'},{'name':'Support'}],
             'providers':[{'name':'okta','organization':{'byGroup':[%s],'fallback':'Default'},'fallbackDelay':'0s'}]}""";
    private static final String SALES = "{'group':'Sales','organization':'Sales'}";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana = "";

    @BeforeEach
    void aPinnedPerson() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(BY_GROUP.formatted(SALES));
        ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "move", "{'organization':'Support','reason':'helps out','pin':true}");
    }

    private String place() {
        JsonNode organization = tenant.explain(ana).get("organization");
        return organization.get("path").asString() + ", "
                + organization.get("origin").asString();
    }

    @Test
    void mappingDoesNotMoveWhoIsPinned() {
        okta.group("Sales", ana);
        tenant.apply(BY_GROUP.formatted(""));
        tenant.apply(BY_GROUP.formatted(SALES));

        assertThat(place()).isEqualTo("Support, pinned");
        assertThat(tenant.explain(ana).at("/organization/reason").asString()).endsWith(": helps out");
        assertThat(tenant.log("pinned")).hasSize(1);
    }

    @Test
    void whoIsUnpinnedIsWhereTheMappingWantsItAtOnce() {
        okta.group("Sales", ana);
        tenant.act(ana, "unpin", "{'reason':'is back'}");

        assertThat(place()).isEqualTo("Sales, group");
        assertThat(tenant.log("unpinned")).hasSize(1);
        int rows = tenant.log().size();
        assertThat(tenant.act(ana, "unpin", "{'reason':'again'}").status()).isEqualTo(200);
        assertThat(tenant.actionsAfter(rows)).isEmpty();
    }

    @Test
    void aPersonCanBePinnedWhereItIs() {
        String ben = okta.user("ben@example.org");
        tenant.act(ben, "move", "{'organization':'Default','reason':'stays','pin':true}");
        okta.group("Sales", ben);

        assertThat(tenant.organization(ben)).isEqualTo("Default");
        assertThat(tenant.log("pinned")).hasSize(2);
    }

    @Test
    void aMoveWithoutPinTakesThePinAway() {
        tenant.act(ana, "move", "{'organization':'Default','reason':'is back'}");
        assertThat(tenant.log("unpinned")).hasSize(1);
        okta.group("Sales", ana);

        assertThat(place()).isEqualTo("Sales, group");
    }

    @Test
    void whoComesBackAfterADeactivationIsNoLongerPinned() {
        okta.setActive(ana, false);
        tenant.act(ana, "deactivate", "{'reason':'gone'}");
        okta.setActive(ana, true);

        assertThat(place()).isEqualTo("Default, fallback");
    }

    @Test
    void aPinHasAReason() {
        assertThat(tenant.act(ana, "move", "{'organization':'Sales','pin':true}")
                        .status())
                .isEqualTo(400);
        assertThat(tenant.act(ana, "unpin", "{}").status()).isEqualTo(400);
    }
}
