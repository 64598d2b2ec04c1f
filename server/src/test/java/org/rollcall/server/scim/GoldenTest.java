package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.scim.GoldenFile.Step;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** What each provider sends, request by request, as files in {@code golden}: to another provider, another file (H-P15). */
class GoldenTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider provider = tenant.provider("golden");
    private final Map<String, String> captured = new HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okta",
                "entra",
                "entra-flag",
                "pingfederate",
                "onelogin",
                "jumpcloud",
                "google",
                "rippling",
                "authentik",
                "keycloak",
                "rauthy",
                "sailpoint",
                "others"
            })
    void aProviderIsAnsweredAsItExpectsHP15(String name) {
        GoldenFile file = GoldenFile.read(name);

        file.steps().forEach(this::play);

        file.users()
                .forEach((who, state) ->
                        assertThat(tenant.state(filled(who))).as(who).isEqualTo(state));
        assertThat(groups()).isEqualTo(file.groups());
    }

    private void play(Step step) {
        String[] headers = step.headers().toArray(String[]::new);
        Answer answer = provider.scim().send(step.method(), filled(step.path()), filled(step.body()), headers);

        assertThat(answer.status()).as("%s%n%s", step.title(), answer.text()).isEqualTo(step.status());
        assertThat(answer.header("Content-Type")).as(step.title()).startsWith(step.type());
        step.expected().ifPresent(json -> assertHolds(step.title(), GoldenFile.json(filled(json)), answer.json()));
        step.captures().forEach((variable, pointer) -> captured.put(variable, answer.at(pointer)));
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : captured.entrySet()) {
            filled = filled.replace("{{" + variable.getKey() + "}}", variable.getValue());
        }
        return filled;
    }

    /** What is expected is there; null stands for nothing, "*" for anything, and a list is as long as expected. */
    private static void assertHolds(String where, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            expected.propertyStream()
                    .forEach(member -> assertHolds(
                            where + " /" + member.getKey(), member.getValue(), actual.path(member.getKey())));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where + " has %s", actual).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(where + "/" + i, expected.get(i), actual.path(i));
            }
        } else if (expected.isNull()) {
            assertThat(actual.isMissingNode() || actual.isNull())
                    .as(where + " is %s", actual)
                    .isTrue();
        } else if (expected.asString().equals("*")) {
            assertThat(actual.isMissingNode() || actual.isNull()).as(where).isFalse();
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    /** The userNames of the members of every group, by its name. */
    private Map<String, List<String>> groups() {
        Map<String, String> names = provider.scim()
                .get("/Users?count=1000&attributes=userName")
                .json()
                .get("Resources")
                .valueStream()
                .collect(Collectors.toMap(
                        user -> user.get("id").asString(),
                        user -> user.get("userName").asString()));
        Map<String, List<String>> groups = new TreeMap<>();
        provider.scim()
                .get("/Groups?attributes=displayName,members")
                .json()
                .get("Resources")
                .forEach(group -> groups.put(
                        group.get("displayName").asString(),
                        group.path("members").findValuesAsString("value").stream()
                                .map(names::get)
                                .sorted()
                                .toList()));
        return groups;
    }
}
