package org.rollcall.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-85: what has grown apart is listed, with what it means and what to do. */
class DriftTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private JsonNode items() {
        return tenant.admin().get("/api/v1/drift?days=30").json().get("items");
    }

    private List<String> kinds() {
        return items().valueStream().map(item -> item.get("kind").asString()).toList();
    }

    private JsonNode finding(String kind) {
        return items().valueStream()
                .filter(item -> item.get("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not in " + items()));
    }

    @Test
    void aTenantWhereAllAgreeHasNone() {
        okta.user("ana@example.com");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void peopleOfADisabledProviderAreOrphans() {
        okta.user("ana@example.com");
        okta.setActive(okta.user("gone@example.com"), false);
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "{}");

        assertThat(finding("orphans").get("count").asInt()).isEqualTo(1);
        assertThat(finding("orphans").at("/items/0/name").asString()).isEqualTo("ana@example.com");
        assertThat(finding("orphans").at("/items/0/provider").asString()).isEqualTo("okta");
    }

    @Test
    void peopleOfAProviderThatDoesNotCallAreOrphansAfterTheDaysAskedFor() {
        okta.user("ana@example.com");
        SERVER.jdbi()
                .useHandle(handle -> handle.execute(
                        "update credential set last_used_at = last_used_at - interval '31 days' where tenant_id = ?",
                        tenant.id().value()));

        assertThat(finding("orphans").at("/items/0/detail").asString()).startsWith("its provider called last on ");
        assertThat(tenant.admin().get("/api/v1/drift?days=60").json().get("items"))
                .isEmpty();
    }

    @Test
    void whatWasChangedByHandIsListedWithWhatItWas() {
        okta.user("ana@example.com");
        tenant.apply("{'organizations':[{'name':'Default'},{'name':'Sales'}],'roles':[{'name':'Seller'}],"
                + "'providers':[{'name':'okta','organization':{'fixed':'Default'}}]}");
        tenant.act("ana@example.com", "grants", "{'role':'Seller','reason':'a test'}");
        tenant.act("ana@example.com", "move", "{'organization':'Sales','reason':'a test','pin':true}");

        assertThat(finding("edited-by-hand").at("/items/0/detail").asString()).isEqualTo("pinned; role Seller");
    }

    @Test
    void organizationsOfNearlyOneNameSideBySideAreSeen() {
        tenant.apply("{'organizations':[{'name':'Default'},{'name':'Müller GmbH'},{'name':'Muller-GmbH'},"
                + "{'name':'Team 1'},{'name':'Team 2'},{'name':'Logistics'},{'name':'Logistcs','organizations':"
                + "[{'name':'Logistics'}]}]}");

        assertThat(finding("similar-organizations").get("items").findValuesAsString("detail"))
                .containsExactlyInAnyOrder("like \"Müller GmbH\"", "like \"Logistics\"");
    }

    @Test
    void groupsAndRowsThatFitNothingAreListed() {
        String mapped = okta.group("Mapped");
        okta.group("Loose");
        tenant.apply("{'organizations':[{'name':'Default'}],'roles':[{'name':'Seller'}],'providers':[{'name':'okta',"
                + "'organization':{'fixed':'Default'},'roles':[{'group':'Mapped','roles':['Seller']},"
                + "{'group':'Absent','roles':['Seller']}]}]}");

        assertThat(kinds()).containsExactly("row-without-group", "unmapped-groups", "row-without-people");
        okta.addMembers(mapped, okta.user("ana@example.com"));
        assertThat(kinds()).containsExactly("row-without-group", "unmapped-groups");
    }
}
