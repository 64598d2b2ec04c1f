package org.rollcall.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.Limits;
import org.rollcall.server.delivery.WebhookKey;
import org.rollcall.server.delivery.WebhookSettings;
import org.rollcall.server.http.Router;
import org.rollcall.server.journal.Action;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.Repository;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/openapi.json} says what the server does: the same routes, the same answers, the same limits. */
class OpenApiTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer()
            .delivering(new WebhookSettings(
                    Optional.of(new WebhookKey(new byte[32])),
                    List.of(Cidr.of("127.0.0.1").orElseThrow())));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ApiDocument document() {
        Answer answer = new Client(server.app().url(), "").get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return new ApiDocument(answer.json());
    }

    private static Stream<Router.Route> routes() {
        return server.app().router().routes().stream()
                .filter(route -> route.pattern().startsWith("/api"));
    }

    private static String operation(Router.Route route) {
        return route.method() + " " + route.pattern();
    }

    // ---- routes

    @Test
    void theDocumentHasTheRoutesOfTheServerAndNoOthers() {
        assertThat(document().operations())
                .isEqualTo(routes().map(OpenApiTest::operation).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void eachOperationDeclaresTheParametersOfItsPath() {
        ApiDocument document = document();
        for (String operation : document.operations()) {
            Set<String> inPath = Arrays.stream(operation.split("/"))
                    .filter(segment -> segment.startsWith("{"))
                    .map(segment -> segment.substring(1, segment.length() - 1))
                    .collect(Collectors.toSet());
            assertThat(document.parameters(operation, "path"))
                    .as(operation)
                    .extracting(parameter -> parameter.get("name").asString())
                    .containsExactlyInAnyOrderElementsOf(inPath);
        }
    }

    @Test
    void onlyTheDocumentItselfNeedsNoCredential() {
        ApiDocument document = document();
        routes().forEach(
                        route -> assertThat(document.operation(operation(route)).has("security"))
                                .as(operation(route))
                                .isEqualTo(route.access() == Router.Access.ANYBODY));
        assertThat(document.json().at("/security/0").has("administrator")).isTrue();
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        ApiDocument document = document();
        assertThat(document.operations().stream()
                        .map(o -> document.operation(o).get("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    // ---- words and numbers

    @Test
    void theLimitsAreThoseOfTheServer() {
        JsonNode parameters = document().json().at("/components/parameters");
        assertThat(parameters.at("/Limit/schema/maximum").asInt())
                .isEqualTo(Limits.PAGE_MAX)
                .isEqualTo(Limits.LOG_PAGE);
        assertThat(parameters.at("/Limit/schema/default").asInt()).isEqualTo(Limits.PAGE_DEFAULT);
        assertThat(parameters.at("/EventLimit/schema/maximum").asInt()).isEqualTo(Limits.FEED_PAGE);
        JsonNode schemas = document().json().at("/components/schemas");
        assertThat(schemas.at("/Name/maxLength").asInt()).isEqualTo(Limits.NAME_LENGTH);
        assertThat(schemas.at("/Configuration/properties/providers/maxItems").asInt())
                .isEqualTo(Limits.PROVIDERS);
        assertThat(document().json().at("/info/description").asString())
                .contains("%,d bytes".formatted(Limits.BODY_BYTES), Limits.JSON_DEPTH + " levels");
    }

    @Test
    void theActionsAreThoseOfTheLog() {
        assertThat(ApiDocument.names(document().json().at("/components/schemas/LogRow/properties/action")))
                .containsExactlyElementsOf(
                        Arrays.stream(Action.values()).map(Action::label).toList());
    }

    @Test
    void theEventIsThatOfTheReference() {
        ObjectNode reference = (ObjectNode) JSON.readTree(Repository.text("docs/reference/event.schema.json"));
        reference.remove(List.of("$schema", "title"));
        assertThat(document().json().at("/components/schemas/Event")).isEqualTo(reference);
    }

    @Test
    void theExamplesAreAsTheSchemasSay() {
        ApiDocument document = document();
        for (String operation : document.operations()) {
            requireExamplesFit(document, document.operation(operation).path("requestBody"), operation);
            document.operation(operation)
                    .get("responses")
                    .forEach(response -> requireExamplesFit(document, document.resolved(response), operation));
        }
    }

    private static void requireExamplesFit(ApiDocument document, JsonNode holder, String operation) {
        for (JsonNode content : holder.path("content")) {
            Stream.concat(
                            content.path("example").isMissingNode()
                                    ? Stream.empty()
                                    : Stream.of(content.get("example")),
                            content.path("examples").valueStream().map(example -> example.get("value")))
                    .forEach(example ->
                            document.schema(content.get("schema")).requireFits(example, operation + ", example"));
        }
    }

    // ---- answers

    /** Calls, and holds request and answer against the document. */
    private static final class Caller {
        private final ApiDocument document = document();
        private final Set<String> called;
        private final Client client;

        Caller(Client client) {
            this(client, new TreeSet<>());
        }

        private Caller(Client client, Set<String> called) {
            this.client = client;
            this.called = called;
        }

        /** Somebody else on the same walk. */
        Caller as(Client other) {
            return new Caller(other, called);
        }

        Answer call(String operation, Map<String, String> parameters, String body, String query) {
            called.add(operation);
            String[] parts = operation.split(" ", 2);
            String path = parts[1];
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                path = path.replace(
                        "{" + parameter.getKey() + "}",
                        URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            }
            Answer answer = client.send(parts[0], path + query, body(body));
            requireAsDocumented(operation, answer);
            if (answer.status() < 400 && !body.isEmpty()) {
                JsonNode content = document.operation(operation).at("/requestBody/content/application~1json/schema");
                document.schema(content).requireFits(JSON.readTree(body(body)), operation + ", request");
            }
            return answer;
        }

        private void requireAsDocumented(String operation, Answer answer) {
            String what = operation + " " + answer.status();
            JsonNode response = document.response(operation, answer.status())
                    .orElseThrow(() -> new AssertionError(what + " is not documented: " + answer.text()));
            assertThat(answer.header("X-Request-Id")).as(what).isNotEmpty();
            String type = answer.header("Content-Type").split(";")[0];
            JsonNode content = response.path("content");
            assertThat(content.isMissingNode() ? List.of("") : content.propertyNames())
                    .as(what)
                    .contains(type);
            if (type.endsWith("json")) {
                document.schema(content.get(type).get("schema")).requireFits(answer.json(), what);
            }
        }

        Answer call(String operation) {
            return call(operation, Map.of(), "", "");
        }

        Answer call(String operation, String parameter, String value, String body) {
            return call(operation, Map.of(parameter, value), body, "");
        }
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
        Caller api = new Caller(tenant.admin());
        TestProvider okta = providers(api, tenant);
        configuration(api);
        people(api, tenant, okta);
        brake(api, okta);
        matters(api, okta);
        access(api);
        applications(api, tenant);
        readings(api, okta);
        assertThat(api.called).isEqualTo(api.document.operations());
    }

    private static TestProvider providers(Caller api, TestTenant tenant) {
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

    private static void configuration(Caller api) {
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

    private static void expressions(Caller api, String user) {
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

    private static void jobs(Caller api, String job) {
        api.call("GET /api/v1/jobs/{id}", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/pause", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/resume", "id", job, "");
        api.call("POST /api/v1/jobs/{id}/cancel", "id", job, "");
        assertThat(api.call("POST /api/v1/jobs/{id}/cancel", "id", "none", "").status())
                .isEqualTo(404);
        api.call("POST /api/v1/jobs");
        assertThat(api.call("GET /api/v1/jobs").json().get("items")).hasSizeGreaterThan(1);
    }

    private static void people(Caller api, TestTenant tenant, TestProvider okta) {
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

    private static void owners(Caller api, TestTenant tenant, TestProvider okta) {
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

    private static void brake(Caller api, TestProvider okta) {
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

    private static void access(Caller api) {
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

    private static void applications(Caller api, TestTenant tenant) {
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

    private static void webhook(Caller api, String one, String id) {
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

    private static void ownAffairs(Caller api) {
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

    private static void matters(Caller api, TestProvider okta) {
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

    private static void readings(Caller api, TestProvider okta) {
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

    private static void requests(Caller api, TestProvider okta) {
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

    @Test
    void whoeverHasNoTokenIsToldSoAsDocumented() {
        Caller nobody = new Caller(new Client(server.app().url(), ""));
        nobody.document.operations().stream()
                .filter(operation -> !nobody.document.operation(operation).has("security"))
                .forEach(operation -> {
                    String somewhere = operation.split(" ")[1].replaceAll("\\{.*?}", "any");
                    Answer answer = nobody.client.send(operation.split(" ")[0], somewhere, "");
                    assertThat(answer.status()).as(operation).isEqualTo(401);
                    nobody.requireAsDocumented(operation, answer);
                });
    }

    @Test
    void theLogIsCsvForThoseWhoAskForIt() {
        Answer csv = server.tenant().admin().get("/api/v1/log", "Accept", "text/csv");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text())
                .isEqualTo(document()
                        .operation("GET /api/v1/log")
                        .at("/responses/200/content/text~1csv/example")
                        .asString());
    }
}
