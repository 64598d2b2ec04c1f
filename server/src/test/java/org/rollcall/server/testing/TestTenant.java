package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.testing.Client.Answer;
import tools.jackson.databind.JsonNode;

/** A tenant of one test, through its administrators' eyes. */
public final class TestTenant {

    private final TenantId id;
    private final Client admin;
    private final RunningServer server;

    TestTenant(TenantId id, Client admin, RunningServer server) {
        this.id = id;
        this.admin = admin;
        this.server = server;
    }

    public TenantId id() {
        return id;
    }

    public Client admin() {
        return admin;
    }

    /** A new provider with a bearer token. */
    public TestProvider provider(String name) {
        return provider(name, "scim");
    }

    /** The same, of the kind of the directory-sync tool. */
    public TestProvider directory(String name) {
        return provider(name, "directory-sync");
    }

    private TestProvider provider(String name, String kind) {
        Answer created = admin.post(
                "/api/v1/providers",
                "{\"name\":\"%s\",\"kind\":\"%s\",\"credential\":\"oauth-token\"}".formatted(name, kind));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return new TestProvider(created.id(), new Client(created.at("/baseUrl"), "Bearer " + created.at("/token")));
    }

    /** Applies a configuration (JSON with single quotes), and waits until everybody is placed. */
    public JsonNode apply(String configuration) {
        Answer applied = admin.put("/api/v1/configuration", configuration.replace('\'', '"'));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        server.settle();
        return applied.json();
    }

    public JsonNode explain(String idOrUserName) {
        Answer answer = admin.get("/api/v1/users/" + encoded(idOrUserName) + "/explanation");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** {@code active}, {@code blocked}, {@code deactivated} or {@code deleted}. */
    public String state(String idOrUserName) {
        return explain(idOrUserName).at("/state/state").asString();
    }

    /** The path of the organization. */
    public String organization(String idOrUserName) {
        return explain(idOrUserName).at("/organization/path").asString();
    }

    /** The roles, each once. */
    public List<String> roles(String idOrUserName) {
        return explain(idOrUserName).get("roles").findValuesAsString("role").stream()
                .sorted()
                .toList();
    }

    /** Waits until a person is in a state, for what the clock does. */
    public void awaitState(String idOrUserName, String state) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(state(idOrUserName)).isEqualTo(state));
    }

    /** An act of an administrator, such as {@code block}. */
    public Answer act(String idOrUserName, String act, String body) {
        return admin.post("/api/v1/users/" + encoded(idOrUserName) + "/" + act, body.replace('\'', '"'));
    }

    public JsonNode log() {
        return admin.get("/api/v1/log?limit=1000").json().get("items");
    }

    /** Log rows with that action, oldest first. */
    public List<JsonNode> log(String action) {
        return log().valueStream()
                .filter(row -> row.get("action").asString().equals(action))
                .toList();
    }

    /** What the log says was done since it had so many rows. */
    public List<String> actionsAfter(int rows) {
        return log().findValuesAsString("action").stream().skip(rows).toList();
    }

    public JsonNode events() {
        return admin.get("/api/v1/events?limit=1000").json().get("items");
    }

    /** Events of one user, oldest first. */
    public List<JsonNode> eventsOf(String id) {
        return events().valueStream()
                .filter(event -> event.at("/user/id").asString().equals(id))
                .toList();
    }

    public JsonNode refusals() {
        return admin.get("/api/v1/refusals").json().get("items");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
