package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import org.rollcall.server.testing.Wire;
import org.rollcall.server.testing.Wire.Reply;

/** What every answer has, whatever was asked: JSON for each error, our own addresses, nothing about our insides. */
class AnswersTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static TestProvider okta;
    private static String user;

    @BeforeAll
    static void aUser() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        user = okta.user("ana");
    }

    // ---- errors (Q-P11)

    @Test
    void ofAnUnknownEndpointIsAScimError() {
        for (String path : List.of("/Devices", "/Users/x/y", "/Groups/x/members", "/scim", "/Schema", "/users")) {
            assertScimError(okta.scim().get(path), 404);
        }
    }

    /** B101, B102: a version that is not spoken is told so; no version is no endpoint. */
    @Test
    void ofAnotherVersionOfTheProtocolSaySo() {
        String door = okta.scim().base().replaceAll("/v2$", "");
        Client other = new Client(door, okta.scim().authorization());
        for (String path : List.of("/v1/Users", "/v3/Users/" + user, "/v1", "/v22/Bulk")) {
            Answer answer = other.get(path);
            assertScimError(answer, 400);
            assertThat(answer.at("/scimType")).isEqualTo("invalidVers");
            assertThat(new Client(door, "").get(path).status()).isEqualTo(401);
        }
        assertScimError(other.get("/Users"), 404);
        assertScimError(other.get("/v/Users"), 404);
    }

    @Test
    void ofAnUnknownResourceIsAScimErrorThatNamesIt() {
        String id = new UUID(7, 7).toString();
        Answer answer = okta.scim().get("/Users/" + id);
        assertScimError(answer, 404);
        assertThat(answer.at("/detail")).contains(id);
    }

    @Test
    void ofAMethodThatAPathDoesNotHaveListsThoseItHas() {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "PURGE", "PROPFIND")) {
            Answer answer = okta.scim().send(method, "/Users", "");
            assertScimError(answer, 405);
            assertThat(answer.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "POST");
        }
        assertThat(okta.scim().post("/Users/" + user, "{}").header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "PUT", "PATCH", "DELETE");
        assertThat(tenant.admin().delete("/api/v1/users").header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST");
    }

    /** H-D19. */
    @Test
    void toTraceAndConnectRefuseWithoutEcho() {
        String path = path("/Users/" + user);
        for (String line :
                List.of("TRACE " + path, "CONNECT " + path, "CONNECT 127.0.0.1:80", "TRACE *", "OPTIONS *")) {
            Reply reply = Wire.exchange(server.app().url(), request(line, "X-Secret: cnry-trace\r\n"));
            assertThat(reply.status()).as(line).isBetween(400, 501);
            assertThat(reply.body()).as(line).contains(ScimError.SCHEMA).doesNotContain("cnry-trace");
        }
    }

    private static String path(String path) {
        return okta.scim().base().replace(server.app().url(), "") + path;
    }

    /** RFC 9110 §9.3.2: wherever GET works, HEAD tells its status and headers; what follows is the next answer. */
    @Test
    void toHeadAreThoseToGetWithoutTheBody() {
        String group = okta.group("Headed", user);
        for (String path : List.of(
                "/Users",
                "/Users?count=0",
                "/Users/" + user,
                "/Groups",
                "/Groups/" + group,
                "/Schemas",
                "/ServiceProviderConfig",
                "/Users/nobody",
                "/nowhere",
                "/Users?filter=nonsense")) {
            try (Wire wire = Wire.connect(server.app().url())) {
                Reply head = wire.send(request("HEAD " + path(path), "")).reply(false);
                Reply get = wire.send(request("GET " + path(path), "")).reply(true);
                assertThat(head.status()).as(path).isEqualTo(get.status());
                assertThat(head.header("Content-Type")).as(path).isEqualTo(get.header("Content-Type"));
                assertThat(head.header("ETag")).as(path).isEqualTo(get.header("ETag"));
                if (!get.headers().containsKey("transfer-encoding")) {
                    assertThat(head.header("Content-Length")).as(path).isEqualTo(get.header("Content-Length"));
                }
            }
        }
        assertThat(Wire.exchange(server.app().url(), request("HEAD " + path("/Bulk"), ""))
                        .status())
                .isEqualTo(405);
        assertThat(new Client(okta.scim().base(), "").send("HEAD", "/Users", "").status())
                .isEqualTo(401);
        assertThat(tenant.admin().send("HEAD", "/api/v1/users", "").status()).isEqualTo(200);
    }

    /** How long a streamed answer would be is told without holding it. */
    @Test
    void toHeadSayHowLongAGroupIs() {
        String group = okta.group("Measured", user);
        Reply head = Wire.exchange(server.app().url(), request("HEAD " + path("/Groups/" + group), ""));
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(
                        okta.scim().get("/Groups/" + group).text().length()));
    }

    /** A first line of another protocol gets an answer, not silence; a proxy is told what to speak. */
    @Test
    void toOtherProtocolsSayWhatIsSpokenHere() {
        for (String line :
                List.of("GET / HTTP/1.0", "OPTIONS / HTTP/1.0", "POST %s HTTP/1.0".formatted(path("/Users")))) {
            try (Wire wire = Wire.connect(server.app().url())) {
                Reply reply = wire.send(line + "\r\nContent-Length: 0\r\n\r\n").reply(true);
                assertThat(reply.status()).as(line).isEqualTo(505);
                assertThat(reply.header("Content-Type")).startsWith("application/scim+json");
                assertThat(reply.body()).contains(ScimError.SCHEMA, "HTTP/1.1");
                assertThat(wire.ended()).isTrue();
            }
        }
        for (String line : List.of("GET /", "PRI * HTTP/2.0", "hello", "", "GET / HTTP/1.2", "GET / http/1.1")) {
            Reply reply = Wire.exchange(server.app().url(), line + "\r\n\r\n");
            assertThat(reply.status()).as(line).isEqualTo(400);
            assertThat(reply.body()).contains(ScimError.SCHEMA);
        }
    }

    /** H-A15, H-D19. */
    @Test
    void ignoreHeadersThatWouldChangeTheRequest() {
        server.unchangedBy(() -> {
            for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                assertThat(okta.scim().get("/Users/" + user, header, "DELETE").at("/userName"))
                        .isEqualTo("ana");
            }
            assertThat(okta.scim()
                            .get("/Users/" + user, "X-Original-URL", "/api/v1/users", "X-Rewrite-URL", "/x")
                            .at("/userName"))
                    .isEqualTo("ana");
            return true;
        });
    }

    @Test
    void ofATargetThatIsTooLongSaysSo() {
        String longest = "x".repeat(Limits.TARGET_LENGTH - 200);
        assertThat(okta.scim().get("/Users?nothing=" + longest).status()).isEqualTo(200);
        assertScimError(okta.scim().get("/Users?nothing=" + "x".repeat(Limits.TARGET_LENGTH)), 414);
        assertScimError(okta.scim().get("/" + "x".repeat(Limits.TARGET_LENGTH)), 414);
        assertScimError(okta.scim().get("/Users?filter=" + "(".repeat(1_000_000).replace("(", "%28")), 414);
        assertThat(okta.scim().get("/Users").status()).isEqualTo(200);
    }

    @Test
    void ofBrokenHttpAreScimErrorsToo() {
        for (String broken : List.of(
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n: no name\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nbad name: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n",
                "GET  /  HTTP/1.1\r\nHost: x\r\n\r\n",
                "G\u00c9T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /#fragment HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(200_000) + "\r\n\r\n")) {
            Reply reply = Wire.exchange(server.app().url(), broken);
            assertThat(reply.status()).as(broken.substring(0, 27)).isBetween(400, 431);
            assertThat(reply.header("Content-Type")).startsWith("application/scim+json");
            assertThat(reply.body()).contains(ScimError.SCHEMA, "\"status\":\"" + reply.status() + "\"");
        }
    }

    @Test
    void ofAQueryThatIsNotPercentEncodedSaySo() {
        String path = okta.scim().base().replace(server.app().url(), "");
        for (String query : List.of("filter=%zz", "filter=%", "%=x", "count=%1")) {
            Reply reply = Wire.exchange(server.app().url(), request("GET " + path + "/Users?" + query, ""));
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.body()).contains(ScimError.SCHEMA);
        }
    }

    /** Not every client encodes what a query may not hold. */
    @Test
    void areGivenToAQueryWithBareQuotesAndBrackets() {
        String path = okta.scim().base().replace(server.app().url(), "");
        for (String query : List.of(
                "filter=userName%20eq%20\"ana\"",
                "filter=userName+eq+%22ana%22",
                "filter=userName+eq+\"ana\"+or+emails[type+eq+\"work\"]",
                "filter=userName+eq+\"ana\"&x={y}|^`<z>&&=&a=b=c",
                "aadOptscim062020&filter=userName+eq+\"ana\"")) {
            Reply reply = Wire.exchange(server.app().url(), request("GET " + path + "/Users?" + query, ""));
            assertThat(reply.status()).as(query).isEqualTo(200);
            assertThat(reply.body()).as(query).contains("\"totalResults\":1", user);
        }
    }

    // ---- addresses (H-D17)

    @Test
    void buildLocationsFromConfigurationNeverFromTheRequest() {
        String created = body("{'userName':'host-test'}");
        for (String headers : List.of(
                "Host: evil.test\r\n",
                "",
                "Host: evil.test:1\r\nHost: evil.test\r\n",
                "Host: x\r\nX-Forwarded-Host: evil.test\r\nX-Forwarded-Proto: gopher\r\nForwarded: host=evil.test\r\n")) {
            Reply reply = Wire.exchange(
                    server.app().url(),
                    "POST %s/Users HTTP/1.1\r\n%sAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(
                                    okta.scim().base().replace(server.app().url(), ""),
                                    headers,
                                    okta.scim().authorization(),
                                    created.length(),
                                    created));
            assertThat(reply.status()).as(headers).isIn(201, 400, 409);
            assertThat(reply.body() + reply.headers()).as(headers).doesNotContain("evil", "gopher");
            if (reply.status() == 201) {
                assertThat(reply.header("Location")).startsWith(okta.scim().base() + "/Users/");
            }
        }
    }

    // ---- media types (Q-P98)

    @Test
    void areOfTheMediaTypeThatTheClientAccepts() {
        for (String accept : List.of(
                "application/scim+json",
                "application/scim+json;charset=utf-8",
                "application/scim+json, application/json",
                "application/json;q=0.5, application/scim+json",
                "*/*",
                "application/*",
                "text/html",
                "")) {
            assertType(accept, "application/scim+json;charset=UTF-8");
        }
        for (String accept :
                List.of("application/json", "Application/JSON; charset=utf-8", "application/json, */*;q=0.1")) {
            assertType(accept, "application/json;charset=UTF-8");
        }
    }

    private static void assertType(String accept, String type) {
        String[] headers = accept.isEmpty() ? new String[0] : new String[] {"Accept", accept};
        for (String path : List.of(
                "/Users",
                "/Users/" + user,
                "/Groups",
                "/Schemas",
                "/ServiceProviderConfig",
                "/Users/nobody",
                "/nowhere")) {
            assertThat(okta.scim().get(path, headers).header("Content-Type"))
                    .as("%s of %s", accept, path)
                    .isEqualTo(type);
        }
        String[] anonymous = new String[] {"Accept", accept.isEmpty() ? "*/*" : accept};
        assertThat(new Client(okta.scim().base(), "").get("/Users", anonymous).header("Content-Type"))
                .isEqualTo(type);
    }

    // ---- nothing about our insides (H-D25)

    @Test
    void carryARequestIdAndAreNotStored() {
        for (Answer answer : List.of(
                okta.scim().get("/Users"),
                okta.scim().get("/nowhere"),
                new Client(server.app().url(), "").get("/"))) {
            assertThat(answer.header("X-Request-Id")).hasSize(36);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Server")).doesNotContain("elidon").doesNotMatch(".*[0-9].*");
        }
        assertThat(okta.scim().get("/Users").header("X-Request-Id"))
                .isNotEqualTo(okta.scim().get("/Users").header("X-Request-Id"));
    }

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + okta.scim().authorization() + "\r\n" + headers
                + "\r\n";
    }

    private static void assertScimError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(answer.at("/schemas/0")).isEqualTo(ScimError.SCHEMA);
        assertThat(answer.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(answer.at("/detail")).isNotBlank();
    }
}
