package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.Wire;
import org.rollcall.server.testing.Wire.Reply;

/** What a body may be, and what it may not: its size, encoding, nesting and names (H-D3, H-D4, H-D8, H-D16). */
class BodiesTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;

    @BeforeAll
    static void aProvider() {
        okta = server.tenant().provider("okta");
    }

    // ---- size (H-D4)

    @Test
    void atTheLimitOfSizeIsRead() {
        Answer answer = okta.scim().post("/Users", padded("at-limit", Limits.BODY_BYTES));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @Test
    void overTheLimitOfSizeIsRefusedByItsAnnouncedLengthWithoutBeingRead() {
        try (Wire wire = Wire.connect(server.app().url())) {
            Reply reply = wire.send(head("POST", "/Users", "Content-Length: " + (Limits.BODY_BYTES + 1)))
                    .reply(true);
            assertError(reply, 413);
            assertThat(reply.body()).contains(Integer.toString(Limits.BODY_BYTES));
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void overTheLimitOfSizeIsRefusedWhenItComesInChunks() {
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("POST", "/Users", "Transfer-Encoding: chunked"));
            byte[] chunk = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 16; i++) {
                wire.send("100000\r\n").send(chunk).send("\r\n");
            }
            wire.send("1\r\n \r\n");
            assertError(wire.reply(true), 413);
            assertThat(wire.ended()).isTrue();
        }
    }

    /** Nobody can make the server read on without a credential. */
    @Test
    void withoutEndIsNotReadFromNobody() {
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send("POST /scim/x/v2/Users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertError(wire.reply(true), 401);
            assertThat(wire.ended()).isTrue();
        }
    }

    /** A refusal does not cost the connection, as long as what is left is small. */
    @Test
    void refusedUnreadLeavesTheConnectionOpen() {
        String user = body("{'userName':'next'}");
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send("POST /scim/x/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345");
            assertError(wire.reply(true), 401);
            wire.send(head("POST", "/Users", "Content-Length: " + user.length()) + user);
            assertThat(wire.reply(true).status()).isEqualTo(201);
        }
    }

    @Test
    void inChunksIsReadUpToTheLimit() {
        String body = padded("chunked", Limits.BODY_BYTES);
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("POST", "/Users", "Transfer-Encoding: chunked"))
                    .send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            assertThat(wire.reply(true).status()).isEqualTo(201);
        }
    }

    @Test
    void ofALengthThatIsNoneIsRefused() {
        for (String length : List.of("-1", "99999999999999999999", "1e3", "0x10", "", "5, 5")) {
            try (Wire wire = Wire.connect(server.app().url())) {
                assertThat(wire.send(head("POST", "/Users", "Content-Length: " + length))
                                .reply(true)
                                .status())
                        .isIn(400, 413);
            }
        }
    }

    /** Two ways to say where a request ends are how one request is smuggled behind another. */
    @Test
    void ofTwoLengthsIsRefused() {
        String user = body("{'userName':'smuggled'}");
        for (String headers : List.of(
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nContent-Length: 400",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: xchunked")) {
            try (Wire wire = Wire.connect(server.app().url())) {
                Reply reply = wire.send(head("POST", "/Users", headers) + Integer.toHexString(user.length()) + "\r\n"
                                + user + "\r\n0\r\n\r\n")
                        .reply(true);
                assertThat(reply.status()).as(headers).isIn(400, 411, 413, 501);
            }
        }
        assertThat(okta.find("Users", "userName eq \"smuggled\"")
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    /** The rest of a body longer than announced is another request, and none that anybody understands. */
    @Test
    void longerThanItsLengthIsCutThere() {
        String user = body("{'userName':'cut'}");
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("POST", "/Users", "Content-Length: 4") + user);
            assertError(wire.reply(true), 400);
        }
    }

    @Test
    void isAskedForWhenTheClientWaitsToSendIt() {
        String user = body("{'userName':'patient'}");
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("POST", "/Users", "Expect: 100-continue\r\nContent-Length: " + user.length()));
            assertThat(wire.reply(false).status()).isEqualTo(100);
            assertThat(wire.send(user).reply(true).status()).isEqualTo(201);
        }
    }

    /** Nobody without a credential is asked for a body. */
    @Test
    void isNotAskedForFromNobody() {
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(
                    "POST /scim/x/v2/Users HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            assertError(wire.reply(true), 401);
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void isFollowedByTheEndOfTheConnectionWhenTheClientAsksForIt() {
        String user = body("{'userName':'goodbye'}");
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("POST", "/Users", "Connection: close\r\nContent-Length: " + user.length()) + user);
            assertThat(wire.reply(true).status()).isEqualTo(201);
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void ofAGroupIsAnsweredToItsEndBeforeTheConnectionEnds() {
        String leaver = okta.user("leaving");
        String group = okta.group("Farewell", leaver);
        try (Wire wire = Wire.connect(server.app().url())) {
            wire.send(head("GET", "/Groups/" + group, "Connection: close"));
            assertThat(wire.reply(true).body()).contains(leaver).contains("]}");
            assertThat(wire.ended()).isTrue();
        }
    }

    // ---- coding and media type (H-D4, H-D16)

    @Test
    void inAnotherContentCodingIsRefused() throws IOException {
        for (String coding : List.of("gzip", "GZIP", "deflate", "br", "zstd", "gzip, gzip", "identity, gzip", "x")) {
            Answer answer = okta.scim().post("/Users", body("{'userName':'coded'}"), "Content-Encoding", coding);
            assertError(answer, 415);

            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
                out.write(new byte[1 << 20]);
            }
            try (Wire wire = Wire.connect(server.app().url())) {
                wire.send(head("POST", "/Users", "Content-Encoding: " + coding + "\r\nContent-Length: " + bomb.size()))
                        .send(bomb.toByteArray());
                assertError(wire.reply(true), 415);
            }
        }
    }

    @Test
    void ofAnotherMediaTypeIsRefused() {
        for (String type : List.of(
                "text/plain",
                "text/html",
                "application/xml",
                "application/json-patch+json",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "application/json; charset=latin1",
                "application/scim+json; charset=UTF-16",
                "application/jsonp",
                "application/*",
                "*/*",
                "json")) {
            assertError(okta.scim().post("/Users", body("{'userName':'typed'}"), "Content-Type", type), 415);
        }
    }

    @Test
    void ofTwoMediaTypesIsRefused() {
        String user = body("{'userName':'two-types'}");
        Reply reply = Wire.exchange(
                server.app().url(),
                head(
                                "POST",
                                "/Users",
                                "Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: "
                                        + user.length())
                        + user);
        assertError(reply, 415);
    }

    /** Q-P12, H-D16. */
    @Test
    void ofJsonIsRead() {
        for (String type : List.of(
                "application/scim+json",
                "application/json",
                "APPLICATION/JSON",
                "application/scim+json;charset=utf-8",
                "application/scim+json; charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/json; version=2")) {
            String name = "json-" + Integer.toHexString(type.hashCode());
            assertThat(okta.scim()
                            .post("/Users", body("{'userName':'%s'}".formatted(name)), "Content-Type", type)
                            .status())
                    .isEqualTo(201);
        }
    }

    /** Q-P12. */
    @Test
    void withoutMediaTypeIsReadAsJson() {
        String user = body("{'userName':'untyped'}");
        Reply reply =
                Wire.exchange(server.app().url(), head("POST", "/Users", "Content-Length: " + user.length()) + user);
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void inAnotherCharacterEncodingIsRefused() {
        String user = body("{'userName':'émile'}");
        for (Charset charset : List.of(
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                Charset.forName("UTF-32"))) {
            assertError(sent(user.getBytes(charset)), 400);
        }
        assertError(sent(("\uFEFF" + user).getBytes(StandardCharsets.UTF_8)), 400);
    }

    @Test
    void withBytesThatAreNoTextIsRefused() {
        for (byte[] odd : List.of(
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(body("{'userName':'").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(odd);
            out.writeBytes(body("'}").getBytes(StandardCharsets.UTF_8));
            assertError(sent(out.toByteArray()), 400);
        }
        for (String escaped : List.of("\\ud800", "\\udc00\\ud800", "\\u0000")) {
            assertError(okta.scim().post("/Users", "{\"userName\":\"x\",\"title\":\"" + escaped + "\"}"), 400);
        }
    }

    // ---- JSON

    /** H-D3: the limit is exact, for data that no schema describes too. */
    @Test
    void mayNestUpToTheLimitAndNoDeeper() {
        assertThat(okta.scim()
                        .post("/Users", nested("deep-enough", Limits.JSON_DEPTH))
                        .status())
                .isEqualTo(201);
        server.unchangedBy(() -> {
            for (int depth : List.of(Limits.JSON_DEPTH + 1, 1_000, 1_000_000)) {
                assertError(okta.scim().post("/Users", nested("too-deep", depth)), 400);
                assertError(okta.scim().post("/Users", "[".repeat(depth)), 400);
                assertError(okta.scim().post("/Users", "{\"a\":".repeat(depth)), 400);
            }
            return true;
        });
    }

    private static String nested(String userName, int depth) {
        int lists = depth - 2;
        return body("{'userName':'%s','urn:example:deep':{'lists':%s'x'%s}}"
                .formatted(userName, "[".repeat(lists), "]".repeat(lists)));
    }

    /** H-D8: with the same name twice it would depend on the reader which one counts. */
    @Test
    void withANameTwiceIsRefused() {
        server.unchangedBy(() -> {
            for (String json : List.of(
                    "{'userName':'a','userName':'b'}",
                    "{'userName':'a','username':'b'}",
                    "{'userName':'a','user\\u004eame':'b'}",
                    "{'userName':'a','active':true,'active':false}",
                    "{'userName':'a','active':true,'Active':false}",
                    "{'userName':'a','schemas':[],'schemas':[]}",
                    "{'userName':'a','name':{'familyName':'a','familyName':'b'}}",
                    "{'userName':'a','name':{'familyName':'a','FamilyName':'b'}}",
                    "{'userName':'a','name.familyName':'a','name':{'familyName':'b'}}",
                    "{'userName':'a','emails':[{'value':'a','Value':'b'}]}",
                    "{'userName':'a','urn:ietf:params:scim:schemas:core:2.0:User:userName':'b'}",
                    "{'userName':'a','urn:example:x':{'a':1,'a':2}}")) {
                Answer answer = okta.scim().post("/Users", body(json));
                assertError(answer, 400);
                assertThat(answer.at("/scimType")).isEqualTo("invalidSyntax");
            }
            return true;
        });
    }

    @Test
    void ofAPatchWithANameTwiceIsRefused() {
        for (String json : List.of(
                "{'Operations':[{'op':'replace','op':'remove','path':'title','value':'x'}]}",
                "{'Operations':[{'op':'replace','OP':'remove','path':'title','value':'x'}]}",
                "{'Operations':[],'operations':[{'op':'replace','path':'title','value':'x'}]}",
                "{'Operations':[{'op':'replace','path':'title','value':'x','Value':'y'}]}",
                "{'Operations':[{'op':'replace','value':{'active':true,'Active':false}}]}")) {
            String id = okta.user("twice-" + Integer.toHexString(json.hashCode()));
            server.unchangedBy(() -> {
                Answer answer = okta.scim().patch("/Users/" + id, body(json));
                assertError(answer, 400);
                assertThat(answer.at("/scimType")).isEqualTo("invalidSyntax");
                return true;
            });
        }
    }

    @Test
    void thatIsNoJsonObjectIsRefused() {
        server.unchangedBy(() -> {
            for (String json : List.of(
                    "",
                    " ",
                    "null",
                    "1",
                    "'a'",
                    "[]",
                    "[{'userName':'a'}]",
                    "{",
                    "{'userName':'a'",
                    "{'userName':'a'}}",
                    "{'userName':'a'}{}",
                    "{'userName':'a',}",
                    "{userName:'a'}",
                    "{'userName':NaN}",
                    "{'userName':'a'} // x",
                    "<user/>",
                    "userName=a")) {
                assertError(okta.scim().post("/Users", body(json)), 400);
            }
            return true;
        });
    }

    // ---- how

    private static String padded(String userName, int bytes) {
        String start = body("{'userName':'%s'".formatted(userName));
        return start + " ".repeat(bytes - start.length() - 1) + "}";
    }

    private static String head(String method, String path, String headers) {
        return "%s %s%s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n%s\r\n\r\n"
                .formatted(
                        method,
                        okta.scim().base().replace(server.app().url(), ""),
                        path,
                        okta.scim().authorization(),
                        headers);
    }

    private static Reply sent(byte[] body) {
        try (Wire wire = Wire.connect(server.app().url())) {
            return wire.send(head("POST", "/Users", "Content-Type: application/json\r\nContent-Length: " + body.length))
                    .send(body)
                    .reply(true);
        }
    }

    private static void assertError(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/scim+json");
        assertThat(reply.body()).contains(ScimError.SCHEMA, "\"status\":\"" + status + "\"");
    }

    private static void assertError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(answer.at("/schemas/0")).isEqualTo(ScimError.SCHEMA);
        assertThat(answer.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(answer.at("/detail")).isNotBlank();
    }
}
