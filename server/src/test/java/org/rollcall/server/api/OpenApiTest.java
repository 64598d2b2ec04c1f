package org.rollcall.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
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

    @Test
    void whoeverHasNoTokenIsToldSoAsDocumented() {
        ApiDocument document = document();
        Client stranger = new Client(server.app().url(), "");
        DocumentedCalls nobody = new DocumentedCalls(document, stranger);
        document.operations().stream()
                .filter(operation -> !document.operation(operation).has("security"))
                .forEach(operation -> {
                    String somewhere = operation.split(" ")[1].replaceAll("\\{.*?}", "any");
                    Answer answer = stranger.send(operation.split(" ")[0], somewhere, "");
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
