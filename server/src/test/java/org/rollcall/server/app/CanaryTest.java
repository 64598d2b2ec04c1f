package org.rollcall.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.CapturedLogs;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import org.rollcall.server.testing.Wire;

/** What requests hold does not reach the log, be they good, refused or broken (H-X1, H-A11, B116). */
class CanaryTest {

    private static final AtomicBoolean broken = new AtomicBoolean();

    /** Lets a statement fail in a way that makes the database quote the whole row. */
    private static final Faults FAULTS = new Faults() {
        @Override
        public String statement(String sql) {
            return broken.get() ? sql.replace("?::jsonb, ?, ?, ?, ?, ?)", "?::jsonb, nullif(?, 1), ?, ?, ?, ?)") : sql;
        }
    };

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), FAULTS);

    private final List<String> canaries = new ArrayList<>();

    private String canary(String where) {
        String canary = "cnry-" + where + "-" + (7_000 + canaries.size());
        canaries.add(canary);
        return canary;
    }

    @Test
    void nothingThatARequestHoldsIsLogged() {
        try (CapturedLogs logs = CapturedLogs.open()) {
            TestTenant tenant = server.tenant();
            TestProvider okta = tenant.provider(canary("provider"));
            canaries.add(okta.scim().authorization().substring("Bearer ".length()));
            canaries.add(tenant.admin().authorization().substring("Bearer ".length()));
            push(okta);
            refuse(okta);
            knock(okta);
            server.settle();

            assertThat(logs.text())
                    .as("something is logged, or this test looks in the wrong place")
                    .contains("PgConnection");
            for (String canary : canaries) {
                assertThat(logs.text().lines().filter(line -> line.contains(canary)))
                        .as(canary)
                        .isEmpty();
            }
        }
    }

    /** H-D25: an error of ours says an id to whoever asked, and no value to whoever reads the log. */
    @Test
    void anErrorOfOursQuotesNoRow() {
        TestProvider okta = server.tenant().provider("okta");
        try (CapturedLogs logs = CapturedLogs.open()) {
            broken.set(true);
            Answer answer = okta.scim()
                    .post("/Users", body("{'userName':'%s','title':'%s'}".formatted(canary("name"), canary("row"))));
            broken.set(false);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.at("/status")).isEqualTo("500");
            assertThat(answer.at("/detail")).contains(answer.header("X-Request-Id"));
            assertThat(answer.text())
                    .doesNotContain("Exception", "postgres", "null value", "column", "rollcall.server");
            assertThat(logs.text()).contains(answer.header("X-Request-Id"), "null value in column");
            canaries.forEach(canary -> assertThat(logs.text()).doesNotContain(canary));
        } finally {
            broken.set(false);
        }
    }

    private void push(TestProvider okta) {
        String user = okta.scim()
                .post("/Users", body("""
                {'userName':'%s','externalId':'%s','displayName':'%s','title':'%s','name':{'familyName':'%s'},'password':'%s',
                 'emails':[{'value':'%s@example.test','type':'%s'}],'phoneNumbers':[{'value':'%s'}],'unknown':'%s',
                 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'%s','manager':{'value':'%s'}},
                 'urn:example:canary:1.0:User':{'deep':['%s']}}""".formatted(
                                canary("userName"),
                                canary("externalId"),
                                canary("displayName"),
                                canary("title"),
                                canary("familyName"),
                                canary("password"),
                                canary("email"),
                                canary("type"),
                                canary("phone"),
                                canary("unknown"),
                                canary("department"),
                                canary("manager"),
                                canary("deep"))))
                .id();
        okta.patchUser(
                user,
                "{'op':'replace','path':'emails[type eq \\'%s\\'].value','value':'%s'}"
                        .formatted(canary("pathFilter"), canary("patched")));
        okta.patchUser(
                user,
                "{'op':'replace','value':{'userName':'%s','nickName':'%s'}}"
                        .formatted(canary("renamed"), canary("nick")));
        String group = okta.scim()
                .post(
                        "/Groups",
                        body("{'displayName':'%s','externalId':'%s','members':[{'value':'%s'},{'value':'%s'}]}"
                                .formatted(canary("group"), canary("groupId"), user, canary("member"))))
                .id();
        okta.patchGroup(
                group, "{'op':'remove','path':'members[display eq \\'%s\\']'}".formatted(canary("memberFilter")));
        okta.scim()
                .get("/Users?filter=userName+eq+%22" + canary("filter") + "%22&attributes=" + canary("attribute")
                        + "&x=" + canary("query"));
        okta.scim().post("/Users/.search", body("{'filter':'title co \\\"%s\\\"'}".formatted(canary("search"))));
        okta.scim()
                .get(
                        "/Users/" + user,
                        "X-Custom",
                        canary("header"),
                        "User-Agent",
                        canary("agent"),
                        "Cookie",
                        canary("cookie"),
                        "If-None-Match",
                        "\"" + canary("tag") + "\"");
        okta.setActive(user, false);
        okta.scim().delete("/Users/" + user);
    }

    private void refuse(TestProvider okta) {
        okta.user("taken");
        okta.scim().post("/Users", body("{'userName':'taken','title':'%s'}".formatted(canary("conflict"))));
        okta.scim().post("/Users", body("{'userName':'x','active':'%s'}".formatted(canary("wrongType"))));
        okta.scim().post("/Users", "{\"userName\":\"" + canary("brokenJson"));
        okta.scim().post("/Users", body("{'userName':'a','userName':'%s'}".formatted(canary("twice"))));
        okta.scim().post("/Users", body("{'userName':'%s\\u200b'}".formatted(canary("invisible"))));
        okta.scim().post("/Users", "x", "Content-Type", "text/" + canary("contentType"));
        okta.scim().get("/Users?filter=" + canary("badFilter") + "+like+%22" + canary("badLiteral") + "%22");
        okta.scim().get("/Users?count=" + canary("count"));
        okta.scim().get("/Users/" + canary("userId"));
        okta.scim().delete("/" + canary("path"));
        okta.scim()
                .send(
                        "PATCH",
                        "/Users/" + canary("patchId"),
                        body("{'Operations':[{'op':'%s','path':'%s','value':'%s'}]}"
                                .formatted(canary("op"), canary("patchPath"), canary("patchValue"))));
    }

    /**
     * Without a credential, with a wrong one, with one in the wrong place, and with what is no HTTP. Only a Host header
     * whose port is no number is left out: at DEBUG the HTTP server quotes it.
     */
    private void knock(TestProvider okta) {
        new Client(okta.scim().base(), "Bearer " + canary("wrongToken")).get("/Users");
        new Client(okta.scim().base(), canary("bareToken")).get("/Users");
        new Client(okta.scim().base(), "").get("/Users?access_token=" + canary("queryToken"));
        new Client(server.app().url(), "")
                .post(
                        "/scim/" + canary("door") + "/v2/Users",
                        body("{'userName':'%s'}".formatted(canary("anonymous"))));
        for (String request : List.of(
                "%s / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%s HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /%s\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nbad name: %s\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: %s\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: %s\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: x\r\nExpect: %s\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n")) {
            try (Wire wire = Wire.connect(server.app().url())) {
                wire.send(request.formatted(canary("wire"))).ended();
            }
        }
    }
}
