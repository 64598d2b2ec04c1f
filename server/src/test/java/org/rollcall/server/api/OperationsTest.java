package org.rollcall.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.delivery.WebhookKey;
import org.rollcall.server.delivery.WebhookSettings;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** One walk through the whole API: every operation answers as {@code /api/openapi.json} says. */
class OperationsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer()
            .delivering(new WebhookSettings(
                    Optional.of(new WebhookKey(new byte[32])),
                    List.of(Cidr.of("127.0.0.1").orElseThrow())));

    private static ApiDocument document() {
        Answer answer = new Client(server.app().url(), "").get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return new ApiDocument(answer.json());
    }

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},
               {'name':'Company','defaultRoles':['Member'],'organizations':[{'name':'Sales','defaultRoles':[]}]}],
             'roles':[{'name':'Member','permissions':['app.read']},{'name':'Admin','administrative':true}],
             'providers':[{'name':'okta','deactivationDelay':'1h',
                'organization':{'byGroup':[{'group':'Sales','organization':'Company/Sales'},
                                           {'group':{'externalId':'g1'},'organization':'Company'}],'fallback':'Company'},'fallbackDelay':'0s',
                'roles':[{'group':'Sales','roles':['Member','Admin']}]}]}""";

    /** One walk through the whole API; at its end every operation has answered as documented. */
    @Test
    void everyOperationAnswersAsDocumented() {
        TestTenant tenant = server.tenant();
        DocumentedCalls api = new DocumentedCalls(document(), tenant.admin());
        TestProvider okta = providers(api, tenant);
        configuration(api);
        people(api, tenant, okta);
        brake(api, okta);
        matters(api, okta);
        access(api);
        applications(api, tenant);
        readings(api, okta);
        assertThat(api.called()).isEqualTo(document().operations());
    }

    private static TestProvider providers(DocumentedCalls api, TestTenant tenant) {
        TestProvider okta = tenant.provider("okta");
        String ping = api.call("POST /api/v1/providers", Map.of(), "{'name':'ping','credential':'api-credentials'}", "")
                .id();
        api.call("POST /api/v1/providers", Map.of(), "{'name':'okta','credential':'oauth-token'}", "");
        api.call("POST /api/v1/providers", Map.of(), "{'name':'','credential':'none'}", "");
        String credentials = "POST /api/v1/providers/{id}/credentials";
        api.call(credentials, "id", ping, "{'credential':'oauth-token','expiresAt':'2099-01-01T00:00:00Z'}");
        api.call(credentials, "id", ping, "{'credential':'oauth-token'}");
        api.call("GET /api/v1/providers/{id}/dialect", "id", ping, "");
        api.call("POST /api/v1/providers", Map.of(), "{'name':'entra','credential':'client-credentials'}", "");
        String trust = "PUT /api/v1/providers/{id}/issuer";
        api.call(trust, "id", ping, "{'issuer':'https://i.example','audience':'a','keys':'https://i.example/keys'}");
        api.call(trust, "id", ping, "{'issuer':'https://i.example','audience':'a','keys':'http://i.example/keys'}");
        api.call("GET /api/v1/providers");
        api.call("DELETE /api/v1/providers/{id}/issuer", "id", ping, "");
        String kind = "PUT /api/v1/providers/{id}/kind";
        api.call(kind, "id", okta.id(), "{'kind':'directory-sync','silentAfterSeconds':2700}");
        api.call(kind, "id", okta.id(), "{'kind':'directory-sync','silentAfterSeconds':7}");
        String access = "PUT /api/v1/providers/{id}/access";
        api.call(access, "id", ping, "{'addresses':['192.0.2.0/24','2001:db8::/32'],'requestsPerSecond':0}");
        api.call(access, "id", ping, "{'addresses':['example.org']}");
        api.call("POST /api/v1/providers/{id}/disable", "id", ping, "");
        api.call("POST /api/v1/providers/{id}/enable", "id", ping, "");
        api.call("POST /api/v1/providers/{id}/pause", "id", ping, "");
        api.call("POST /api/v1/providers/{id}/resume", "id", ping, "");
        String credential =
                api.call("GET /api/v1/providers").at("/items/2/credentials/0/id"); // by name: entra, okta, ping
        String revoke = "DELETE /api/v1/providers/{id}/credentials/{credential}";
        Answer revoked = api.call(revoke, Map.of("id", ping, "credential", credential), "", "");
        assertThat(revoked.status()).isEqualTo(204);
        Answer unknown = api.call(revoke, Map.of("id", ping, "credential", "x"), "", "");
        assertThat(unknown.status()).isEqualTo(404);
        okta.scim().post("/.sync-runs", body("{'outcome':'DONE'}"));
        String runs = "GET /api/v1/providers/{id}/sync-runs";
        assertThat(api.call(runs, "id", okta.id(), "").at("/items/0/outcome")).isEqualTo("DONE");
        assertThat(api.call(runs, "id", "x", "").status()).isEqualTo(404);
        return okta;
    }

    private static void configuration(DocumentedCalls api) {
        String put = "PUT /api/v1/configuration";
        Answer dry = api.call(put, Map.of(), CONFIGURATION, "?dryRun=true");
        assertThat(dry.at("/applied")).isEqualTo("false");
        Answer applied = api.call(put, Map.of(), CONFIGURATION, "");
        assertThat(applied.at("/applied")).isEqualTo("true");
        jobs(api, applied.at("/job"));
        assertThat(api.call("POST /api/v1/configuration/preview", Map.of(), CONFIGURATION, "?limit=5")
                        .status())
                .isEqualTo(200);
        Answer read = api.call("GET /api/v1/configuration");
        assertThat(api.call(put, Map.of(), read.text(), "?rebind=true").at("/applied"))
                .isEqualTo("false");
        Answer refused = api.call(put, Map.of(), "{'organizations':[],'colour':1}", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("errors").size()).isEqualTo(2);
    }

    private static void expressions(DocumentedCalls api, String user) {
        String test = "POST /api/v1/expressions/test";
        String body = "{'expression':'%s','user':'%s'}";
        api.call(test, Map.of(), body.formatted("user.userName", user), "");
        api.call(test, Map.of(), body.formatted("user.title", user), "");
        assertThat(api.call(test, Map.of(), body.formatted("nothing", user), "").status())
                .isEqualTo(400);
        assertThat(api.call(test, Map.of(), body.formatted("user.title", "nobody"), "")
                        .status())
                .isEqualTo(404);
    }

    private static void jobs(DocumentedCalls api, String job) {
        api.call("GET /api/v1/jobs/{id}", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/pause", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/resume", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/cancel", "id", job, "");
        assertThat(api.call("POST /api/v1/jobs/{id}/cancel", "id", "none", "").status())
                .isEqualTo(404);
        api.call("POST /api/v1/jobs");
        assertThat(api.call("GET /api/v1/jobs").json().get("items")).hasSizeGreaterThan(1);
    }

    private static void people(DocumentedCalls api, TestTenant tenant, TestProvider okta) {
        api.call("POST /api/v1/users", Map.of(), "{'userName':'ops','displayName':'Ops','organization':'Default'}", "");
        api.call("POST /api/v1/users", Map.of(), "{'userName':'OPS','organization':'Default'}", "");
        String ana = okta.user("ana@example.org");
        okta.group("Sales", ana);
        String reason = "{'reason':'a test'}";
        String grants = "POST /api/v1/users/{user}/grants";
        api.call(
                "POST /api/v1/users/{user}/move",
                "user",
                ana,
                "{'organization':'Default','reason':'a test','pin':true}");
        api.call("POST /api/v1/users/{user}/unpin", "user", ana, "{'reason':'a test'}");
        api.call(grants, "user", ana, "{'role':'Admin','reason':'a test','until':'2099-01-01T00:00:00Z'}");
        api.call("GET /api/v1/users/{user}/explanation", "user", "ana@example.org", "");
        expressions(api, ana);
        String revoke = "DELETE /api/v1/users/{user}/grants/{role}";
        api.call(revoke, Map.of("user", ana, "role", "admin"), "", "");
        api.call(revoke, Map.of("user", ana, "role", "admin"), "", "");
        api.call("POST /api/v1/users/{user}/block", "user", ana, reason);
        api.call("GET /api/v1/users/{user}/explanation", "user", ana, "");
        api.call("POST /api/v1/users/{user}/unblock", "user", ana, reason);
        api.call("POST /api/v1/users/{user}/deactivate", "user", ana, reason);
        api.call(grants, "user", ana, "{'role':'Admin','reason':'a test'}");
        api.call("GET /api/v1/users/{user}/erasure", "user", ana, "");
        api.call("POST /api/v1/users/{user}/reactivate", "user", ana, reason);
        String gone = okta.user("gone@example.org");
        tenant.act(gone, "deactivate", reason);
        api.call("POST /api/v1/users/{user}/erase", "user", gone, reason);
        assertThat(okta.scim().delete("/Users/" + ana).status()).isEqualTo(204);
        assertThat(api.call("POST /api/v1/users/{user}/restore", "user", "ana@example.org", reason)
                        .at("/state"))
                .isEqualTo("active");
        assertThat(api.call("POST /api/v1/users/{user}/block", "user", "nobody", reason)
                        .status())
                .isEqualTo(404);
        assertThat(tenant.admin().get("/api/v1/users").status()).isEqualTo(200);
        owners(api, tenant, okta);
    }

    private static void owners(DocumentedCalls api, TestTenant tenant, TestProvider okta) {
        TestProvider other = tenant.provider("other");
        String why = "{'reason':'a test'}";
        String ops = "{'userName':'ops','emails':[{'value':'o@example.org'}]}";
        other.scim().post("/Users", body(ops));
        String conflict =
                api.call("GET /api/v1/conflicts", Map.of(), "", "?state=open").at("/items/0/id");
        api.call("POST /api/v1/conflicts/{id}/reject", "id", conflict, why);
        api.call("POST /api/v1/conflicts/{id}/hand-over", "id", conflict, why);
        api.call("POST /api/v1/conflicts/{id}/adopt", "id", conflict, why);
        api.call("POST /api/v1/users/{user}/adoptable", "user", "ops", "{'reason':'a test','provider':'other'}");
        api.call("GET /api/v1/users", Map.of(), "", "?adoptable=true");
        api.call("POST /api/v1/users/import", Map.of(), "{'csv':'userName,organization'}", "");
        api.call("GET /api/v1/users/{user}/explanation", "user", "ops", "");
        other.scim().post("/Users", body(ops));
        api.call("GET /api/v1/conflicts");
        api.call("GET /api/v1/users/{user}/explanation", "user", "ops", "");
        api.call("POST /api/v1/users/{user}/confirm-email", "user", "ops", "");
        api.call("POST /api/v1/users/{user}/confirm-email", "user", "ops", "");
        api.call("POST /api/v1/users/{user}/release", "user", "ops", "{'reason':'a test','pending':'cancel'}");
        assertThat(okta.scim().post("/Users", body(ops)).status()).isEqualTo(201);
    }

    private static void brake(DocumentedCalls api, TestProvider okta) {
        String[] users = {okta.user("b1@example.org"), okta.user("b2@example.org")};
        String group = okta.group("g", users);
        api.call("PUT /api/v1/configuration", Map.of(), NO_HARM, "");
        okta.setActive(users[0], false);
        okta.scim().delete("/Groups/" + group);
        assertThat(api.call("GET /api/v1/brake").json().get("items")).hasSize(1);
        api.call("GET /api/v1/users/{user}/explanation", "user", users[0], "");
        api.call("POST /api/v1/brake/release", Map.of(), "{'reason':'closed'}", "?dryRun=true");
        api.call("POST /api/v1/brake/reject", Map.of(), "{'provider':'okta','reason':'mistake'}", "");
        api.call("POST /api/v1/brake/reject", Map.of(), "{'users':'all','reason':'mistake'}", "");
    }

    private static void access(DocumentedCalls api) {
        String add = "POST /api/v1/administrators";
        api.call(add, Map.of(), "{'name':'lee','kind':'organization-administrator','organization':'Company'}", "");
        api.call(add, Map.of(), "{'name':'kim','kind':'user','signIn':'openid'}", "");
        api.call(add, Map.of(), "{'name':'LEE','kind':'user'}", "");
        api.call("GET /api/v1/administrators");
        api.call("PUT /api/v1/administrators/{administrator}", "administrator", "lee", "{'kind':'log-viewer'}");
        api.call("PUT /api/v1/administrators/{administrator}/mail", "administrator", "lee", "{'address':'l@x.org'}");
        api.call("PUT /api/v1/mail", Map.of(), "{'report':'errors','recipients':['log-viewer']}", "");
        api.call("GET /api/v1/mail");
        api.call("POST /api/v1/mail/test", Map.of(), "{'administrator':'lee'}", "");
        api.call("POST /api/v1/administrators/{administrator}/reset", "administrator", "lee", "");
        api.call("POST /api/v1/administrators/{administrator}/reset", "administrator", "kim", "");
        api.call("DELETE /api/v1/administrators/{administrator}", "administrator", "lee", "");
        api.call("DELETE /api/v1/administrators/{administrator}", "administrator", "lee", "");
        api.call("POST /api/v1/tokens", Map.of(), "{'kind':'log-viewer','days':1}", "");
        api.call("POST /api/v1/tokens", Map.of(), "{'kind':'king'}", "");
        String token = api.call("GET /api/v1/tokens").at("/items/0/id");
        api.call("DELETE /api/v1/tokens/{token}", "token", token, "");
        api.call("DELETE /api/v1/tokens/{token}", "token", "x", "");
    }

    private static void applications(DocumentedCalls api, TestTenant tenant) {
        String create = "POST /api/v1/applications";
        String files = "{'name':'Files','organizations':['Company'],'roles':['Member'],'acknowledgeWithinSeconds':60}";
        Answer created = api.call(create, Map.of(), files, "");
        api.call(create, Map.of(), "{'name':'files'}", "");
        api.call(create, Map.of(), "{'name':'Wiki','roles':['King']}", "");
        String id = created.id();
        String one = "/api/v1/applications/{application}";
        api.call("PUT " + one, "application", id, "{'roles':[],'organizations':[]}");
        api.call("PUT " + one, "application", "x", "{'roles':[]}");
        String token = api.call("GET /api/v1/applications").at("/items/0/tokens/0/id");
        api.call("POST " + one + "/tokens", "application", id, "{'expiresAt':'2099-01-01T00:00:00Z'}");
        api.call("POST " + one + "/tokens", "application", id, "{}");
        ownAffairs(api.as(new Client(tenant.admin().base(), "Bearer " + created.at("/token"))));
        api.call("GET " + one + "/unacknowledged", "application", id, "");
        webhook(api, one, id);
        api.call("DELETE " + one + "/tokens/{token}", Map.of("application", id, "token", token), "", "");
        api.call("DELETE " + one, "application", id, "");
        api.call("DELETE " + one, "application", id, "");
    }

    private static void webhook(DocumentedCalls api, String one, String id) {
        api.call("GET " + one + "/webhook", "application", id, "");
        api.call("PUT " + one + "/webhook", "application", id, "{'url':'http://127.0.0.1:1/hook'}");
        api.call("PUT " + one + "/webhook", "application", id, "{'url':'https://10.0.0.1/hook'}");
        api.call("GET " + one + "/webhook", "application", id, "");
        api.call("POST " + one + "/webhook/secret", "application", id, "");
        api.call("GET " + one + "/webhook/deliveries", "application", id, "");
        api.call("POST " + one + "/webhook/redeliver", "application", id, "{'events':['1-1']}");
        api.call("DELETE " + one + "/webhook", "application", id, "");
        api.call("DELETE " + one + "/webhook", "application", id, "");
    }

    private static void ownAffairs(DocumentedCalls api) {
        String self = "/api/v1/applications/self/";
        String user =
                api.call("GET " + self + "users", Map.of(), "", "?limit=1").at("/items/0/id");
        api.call("PUT " + self + "users/{user}", "user", user, "{'accountId':'acc-7'}");
        api.call("PUT " + self + "users/{user}", "user", "x", "{'accountId':'acc-8'}");
        api.call("GET " + self + "users", Map.of(), "", "?limit=1");
        api.call("GET " + self + "access", Map.of(), "", "?accountId=acc-7");
        api.call("GET " + self + "access", Map.of(), "", "?userName=nobody");
        api.call("GET " + self + "access");
        Answer events = api.call("GET " + self + "events", Map.of(), "", "?limit=5&after=1-0");
        String next = events.at("/next");
        api.call("PUT " + self + "cursor", Map.of(), "{'cursor':'%s'}".formatted(next), "");
        api.call("PUT " + self + "cursor", Map.of(), "{'cursor':'99-1'}", "");
        api.call("POST " + self + "acknowledgements", Map.of(), "{'events':['%s']}".formatted(next), "");
        api.call("GET " + self + "events");
        api.call("GET " + self + "events", Map.of(), "", "?after=99-1");
    }

    private static void matters(DocumentedCalls api, TestProvider okta) {
        okta.user("m@example.org");
        api.call("POST /api/v1/matters", Map.of(), "{'name':'Quay'}", "");
        api.call("POST /api/v1/matters", Map.of(), "{'name':'QUAY'}", "");
        String custodians = "POST /api/v1/matters/{matter}/custodians";
        api.call(custodians, "matter", "quay", "{'add':['m@example.org'],'reason':'order'}");
        api.call(custodians, "matter", "quay", "{'add':['nobody'],'reason':'order'}");
        api.call("POST /api/v1/users/{user}/deactivate", "user", "m@example.org", "{'reason':'left'}");
        api.call("GET /api/v1/users/{user}/explanation", "user", "m@example.org", "");
        api.call("GET /api/v1/matters/{matter}/custodians", "matter", "quay", "");
        api.call("POST /api/v1/matters/{matter}/release", "matter", "quay", "{'reason':'settled'}");
        api.call("GET /api/v1/matters");
    }

    private static final String NO_HARM = CONFIGURATION.replace("'1h',", "'1h','brake':{'people':0,'share':'0%'},");

    private static void readings(DocumentedCalls api, TestProvider okta) {
        assertThat(okta.scim().post("/Users", body("{'userName':'ops'}")).status())
                .isEqualTo(409);
        api.call("GET /api/openapi.json");
        api.call("GET /api/v1/status");
        Answer page = api.call("GET /api/v1/users", Map.of(), "", "?limit=1&provider=okta&userName=ANA&state=active");
        assertThat(page.json().get("items").size()).isEqualTo(1);
        assertThat(page.json().has("next")).isTrue();
        api.call("GET /api/v1/log", Map.of(), "", "?limit=2&since=1h&user=ana@example.org&provider=okta");
        api.call("GET /api/v1/log", Map.of(), "", "?limit=x");
        api.call("GET /api/v1/log", Map.of(), "", "?limit=1000");
        some(api.call("GET /api/v1/refusals", Map.of(), "", "?since=1h"));
        some(api.call("GET /api/v1/providers/{id}/findings", "id", okta.id(), ""));
        api.call("GET /api/v1/providers/{id}/findings", "id", "x", "");
        api.call("GET /api/v1/drift", Map.of(), "", "?limit=2&days=1");
        requests(api, okta);
        String window = "{'provider':'okta','since':'1h','reason':'a test'%s}";
        api.call("POST /api/v1/undo", Map.of(), window.formatted(",'user':'ana@example.org'"), "?dryRun=true");
        api.call("POST /api/v1/undo", Map.of(), window.formatted(",'until':'2h'"), "");
        api.call("GET /api/v1/audit", Map.of(), "", "?limit=2&since=1h");
        api.call("GET /api/v1/audit", Map.of(), "", "?after=x");
        api.call("GET /api/v1/audit/verification");
        api.call("GET /api/v1/audit/verification", Map.of(), "", "?anchor=1:" + "0".repeat(64));
        api.call("GET /api/v1/audit/verification", Map.of(), "", "?anchor=1");
        Answer events = api.call("GET /api/v1/events", Map.of(), "", "?limit=1000");
        api.call("GET /api/v1/events", Map.of(), "", "?after=" + events.at("/next") + "&wait=0");
        api.call("GET /api/v1/events", Map.of(), "", "?after=now");
        assertThat(api.call("GET /api/v1/events", Map.of(), "", "?after=99-1").status())
                .isEqualTo(410);
    }

    private static void some(Answer answer) {
        assertThat(answer.json().get("items")).isNotEmpty();
    }

    private static void requests(DocumentedCalls api, TestProvider okta) {
        Map<String, String> of = Map.of("id", okta.id());
        api.call("POST /api/v1/providers/{id}/delete", of, "{'pending':'keep','reason':'x'}", "?dryRun=true");
        api.call("POST /api/v1/providers/{id}/hand-over", of, "{'to':'entra','reason':'x'}", "?dryRun=true");
        Answer listed = api.call("GET /api/v1/requests", Map.of(), "", "?since=1h&failed=true");
        String refused = listed.at("/items/0/id");
        api.call("GET /api/v1/requests", Map.of(), "", "?limit=1&provider=okta&user=ana@example.org");
        api.call("GET /api/v1/requests", Map.of(), "", "?status=x");
        api.call("GET /api/v1/requests/{request}", "request", refused, "");
        api.call("GET /api/v1/requests/{request}", "request", "x", "");
        Answer replayed = api.call("POST /api/v1/requests/{request}/replay", "request", refused, "");
        assertThat(replayed.at("/status")).isEqualTo("409");
        String keep = "PUT /api/v1/providers/{id}/requests";
        Answer kept = api.call(keep, "id", okta.id(), "{'keep':'failures','days':14}");
        assertThat(kept.at("/days")).isEqualTo("14");
        api.call(keep, "id", okta.id(), "{'keep':'some'}");
    }
}
