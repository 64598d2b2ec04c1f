package org.rollcall.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls, and holds request and answer against the document. */
final class DocumentedCalls {
    private final ApiDocument document;
    private final Set<String> called;
    private final Client client;

    DocumentedCalls(ApiDocument document, Client client) {
        this(document, client, new TreeSet<>());
    }

    private DocumentedCalls(ApiDocument document, Client client, Set<String> called) {
        this.document = document;
        this.client = client;
        this.called = called;
    }

    /** Somebody else on the same walk. */
    DocumentedCalls as(Client other) {
        return new DocumentedCalls(document, other, called);
    }

    Answer call(String operation, Map<String, String> parameters, String body, String query) {
        called.add(operation);
        String[] parts = operation.split(" ", 2);
        String path = parts[1];
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            path = path.replace(
                    "{" + parameter.getKey() + "}", URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
        }
        Answer answer = client.send(parts[0], path + query, TestProvider.body(body));
        requireAsDocumented(operation, answer);
        if (answer.status() < 400 && !body.isEmpty()) {
            JsonNode content = document.operation(operation).at("/requestBody/content/application~1json/schema");
            document.schema(content)
                    .requireFits(JsonMapper.shared().readTree(TestProvider.body(body)), operation + ", request");
        }
        return answer;
    }

    void requireAsDocumented(String operation, Answer answer) {
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

    /** The operations that were called. */
    Set<String> called() {
        return called;
    }
}
