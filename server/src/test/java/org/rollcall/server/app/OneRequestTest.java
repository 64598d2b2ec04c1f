package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** The one-line path of a request, walked once: wire, credential, command, account, log, feed, explanation. */
class OneRequestTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @Test
    void aPushBecomesAPersonInAnOrganizationWithRolesAndAReason() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member']}],
                 'roles':[{'name':'Member','permissions':['app.read']}],
                 'providers':[{'name':'okta','organization':{'fixed':'Company'}}]}""");

        Answer created = okta.scim().post("/Users", body("{'userName':'ana@example.org','displayName':'Ana'}"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(okta.scim().base() + "/Users/" + created.id());
        assertThat(created.at("/active")).isEqualTo("true");

        JsonNode explained = tenant.explain("ana@example.org");
        assertThat(explained.at("/organization/path").asString()).isEqualTo("Company");
        assertThat(explained.at("/organization/reason").asString()).isEqualTo("okta puts new users into Company");
        assertThat(explained.at("/roles/0/role").asString()).isEqualTo("Member");
        assertThat(explained.at("/state/state").asString()).isEqualTo("active");

        assertThat(tenant.log().findValuesAsString("action"))
                .endsWith("user added", "organization changed", "role granted");

        JsonNode events = tenant.events();
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.at("/0/type").asString()).isEqualTo("user.added");
        assertThat(events.at("/0/user/roles/0").asString()).isEqualTo("Member");
    }
}
