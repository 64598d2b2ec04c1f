package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import org.rollcall.server.testing.Wire;
import org.rollcall.server.testing.Wire.Reply;

/** A handler is reached by one spelling of its path; what is spelled otherwise is nowhere (H-A2). */
class PathsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;
    private static String admin;
    private static List<String> targets;

    @BeforeAll
    static void aUser() {
        TestTenant tenant = server.tenant();
        okta = tenant.provider("okta");
        admin = tenant.admin().authorization();
        String base = okta.scim().base().replace(server.app().url(), "");
        String user = base + "/Users/" + okta.user("ana");
        targets = List.of("DELETE " + user, "GET " + base + "/Schemas", "POST /api/v1/users/ana/block");
    }

    @Test
    void withALetterOrDigitEncodedIsNowhere() {
        nowhere(targets.stream()
                .flatMap(target -> eachCharacter(target, c -> "%%%02X".formatted((int) c)).stream())
                .toList());
    }

    @Test
    void encodedTwiceIsNowhere() {
        nowhere(targets.stream()
                .flatMap(target -> eachCharacter(target, c -> "%%25%02x".formatted((int) c)).stream())
                .toList());
    }

    @Test
    void withDotSegmentsParametersOrHiddenSeparatorsIsNowhere() {
        List<String> bent = new ArrayList<>();
        for (String target : targets) {
            int last = target.lastIndexOf('/');
            String head = target.substring(0, last);
            String tail = target.substring(last + 1);
            for (String join : List.of(
                    "/./",
                    "/x/../",
                    "/%2e/",
                    "/x/%2E%2e/",
                    "/..;/",
                    ";x=y/",
                    "%2F",
                    "%2f",
                    "%5C",
                    "%5c",
                    "\\",
                    "/%00",
                    "/%20",
                    "/%09",
                    "/%0d%0a",
                    "/.%2F",
                    "/%C0%AF",
                    "/%E2%80%8B",
                    "/%EF%BC%8F")) {
                bent.add(head + join + tail);
            }
            for (String end :
                    List.of(";x=y", "%00", "%20", "%2F", "%5C", ".", ".json", "%3F", "%23", "/..", "/%2e%2e")) {
                bent.add(target + end);
            }
        }
        nowhere(bent);
    }

    @Test
    void inOtherCaseIsNowhere() {
        nowhere(targets.stream()
                .flatMap(target -> java.util.stream.Stream.of("/SCIM/", "/API/", "/users", "/USERS", "/V2", "/schemas")
                        .map(part -> replaced(target, part))
                        .filter(other -> !other.equals(target)))
                .toList());
    }

    /** Q-P13: a base URL may end with a slash; the path is the same for the credential and for the route. */
    @Test
    void withAnEmptySegmentIsTheSamePath() {
        String list = targets.get(1).substring("GET ".length()).replace("/Schemas", "//Users/");
        assertThat(call("GET " + list, okta.scim().authorization()).status()).isEqualTo(200);
        assertThat(call("GET " + list, "").status()).isEqualTo(401);
    }

    /** Whoever is known learns that a bent path leads nowhere; 401 would look like a credential that has ended. */
    @Test
    void leadsNowhereForACallerWhoIsKnownToo() {
        String base = okta.scim().base().replace(server.app().url(), "");
        for (String path :
                List.of("/Users/a%2Fb", "/Users/100%25", "/Users/x;y", "/Users/%zz", "/%55sers", "/Users/..")) {
            assertThat(call("GET " + base + path, okta.scim().authorization()).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void inAbsoluteFormIsNowhere() {
        String target = "GET http://evil.test" + targets.get(1).substring("GET ".length());
        nowhere(List.of(target));
    }

    /** A name in a path may hold what only encoding can write. */
    @Test
    void mayEncodeWhatIsNoLetterOrDigit() {
        assertThat(call(
                                "GET " + targets.get(1).substring(4)
                                        + "/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2%2E0%3AUser",
                                okta.scim().authorization())
                        .status())
                .isEqualTo(200);
    }

    private static String replaced(String target, String part) {
        return target.replaceFirst("(?i)" + part, part);
    }

    private static List<String> eachCharacter(String target, java.util.function.Function<Character, String> encoding) {
        List<String> result = new ArrayList<>();
        for (int i = target.indexOf('/'); i < target.length(); i++) {
            if (Character.isLetterOrDigit(target.charAt(i))) {
                result.add(target.substring(0, i) + encoding.apply(target.charAt(i)) + target.substring(i + 1));
            }
        }
        return result;
    }

    private static void nowhere(List<String> bent) {
        assertThat(bent).isNotEmpty();
        server.unchangedBy(() -> {
            for (String target : bent) {
                assertThat(call(target, "").status())
                        .as("%s without credential", target)
                        .isIn(400, 401);
                Reply known = call(
                        target, target.contains("/api/") ? admin : okta.scim().authorization());
                assertThat(known.status()).as(target).isIn(400, 401, 404);
                assertThat(known.header("Content-Type")).as(target).contains("json");
            }
            return true;
        });
    }

    private static Reply call(String target, String authorization) {
        String credential = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
        String body = target.startsWith("POST") ? "{\"reason\":\"test\"}" : "";
        return Wire.exchange(
                server.app().url(),
                "%s HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(target, credential, body.length(), body));
    }
}
