package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** What is a program elsewhere is a text here: nothing is computed, nothing is looked up (H-D10). */
class TemplatesTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private final TestTenant tenant = server.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private static List<String> templates(int port) {
        return List.of(
                "${7*7}",
                "#{7*7}",
                "%{7*7}",
                "*{7*7}",
                "@{7*7}",
                "{{7*7}}",
                "<%= 7*7 %>",
                "@if(true)${7*7}@endif",
                "${T(java.lang.Runtime).getRuntime()}",
                "${env:PATH}",
                "${jndi:ldap://127.0.0.1:%d/cnry}".formatted(port),
                "${${lower:j}ndi:ldap://127.0.0.1:%d/cnry}".formatted(port),
                "$(id)",
                "`id`");
    }

    @Test
    void areEchoedAsTheyCameAndNothingIsLookedUp() throws IOException {
        try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> templates = templates(canary.getLocalPort());
            for (int i = 0; i < templates.size(); i++) {
                sentEverywhere(i, templates.get(i));
            }
            canary.setSoTimeout(50);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(canary::accept);
        }
    }

    private void sentEverywhere(int number, String template) {
        Json text = Json.text(template);
        Json.Obj user = Json.Obj.EMPTY
                .with("userName", Json.text(number + template))
                .with("externalId", text)
                .with("displayName", text)
                .with("title", text)
                .with("name", Json.Obj.EMPTY.with("familyName", text))
                .with("emails", Json.Arr.of(Json.Obj.EMPTY.with("value", text).with("type", text)));
        Answer made = okta.scim().post("/Users", JsonWriter.write(user), "User-Agent", template, "X-Canary", template);
        assertThat(made.status()).as(made.text()).isEqualTo(201);

        Answer read = okta.scim().get("/Users/" + made.id(), "User-Agent", template);
        for (String pointer : List.of("/displayName", "/title", "/externalId", "/name/familyName", "/emails/0/value")) {
            assertThat(read.at(pointer)).as(pointer).isEqualTo(template);
        }
        assertThat(okta.find("Users", "title eq " + JsonWriter.write(text))
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(made.id());
        assertGroup(text, template);
        assertRefusals(template);
        assertThat(tenant.explain(made.id()).at("/userName").asString()).isEqualTo(number + template);
    }

    private void assertGroup(Json name, String template) {
        Answer group = okta.scim().post("/Groups", JsonWriter.write(Json.Obj.EMPTY.with("displayName", name)));
        assertThat(group.status()).isEqualTo(201);
        assertThat(okta.scim().get("/Groups/" + group.id()).at("/displayName")).isEqualTo(template);
    }

    /** Errors name what they refuse, and name it as it was sent. */
    private void assertRefusals(String template) {
        String encoded = URLEncoder.encode(template, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : List.of("/Users?filter=" + encoded, "/Users?sortBy=" + encoded, "/Users?count=" + encoded)) {
            Answer refused = okta.scim().get(path);
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.at("/detail")).as(path).doesNotContain("/usr/bin");
            assertThat(template.contains("7*7") && refused.at("/detail").contains("49"))
                    .as(refused.at("/detail"))
                    .isFalse();
        }
        Answer patched = okta.patchUser(
                okta.scim().get("/Users?count=1").at("/Resources/0/id"),
                "{'op':'replace','path':%s,'value':'x'}"
                        .formatted(JsonWriter.write(Json.text(template)).replace('"', '\'')));
        assertThat(patched.status()).as(template).isEqualTo(400);
    }
}
