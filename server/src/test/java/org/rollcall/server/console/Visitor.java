package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rollcall.server.access.OneTimeCodes;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;

/** A browser without JavaScript: keeps one cookie, reads pages, sends their forms. */
public final class Visitor {

    static final String NAME = "Robin Admin";
    static final String PASSWORD = "correct horse battery staple";

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

    private final RunningServer server;
    private final Client client;
    private String cookie = "";

    public Visitor(RunningServer server) {
        this.server = server;
        this.client = new Client(server.app().url(), "");
    }

    Visitor with(String session) {
        Visitor other = new Visitor(server);
        other.cookie = session;
        return other;
    }

    String cookie() {
        return cookie;
    }

    // ---- asking

    public Answer get(String path) {
        return keeping(client.get(path, "Cookie", cookie, "Accept", "text/html"));
    }

    /** Sends a form as our own page would. */
    Answer post(String path, Map<String, String> fields) {
        return post(path, fields, "Origin", server.app().url());
    }

    Answer post(String path, Map<String, String> fields, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        all[headers.length + 2] = "Cookie";
        all[headers.length + 3] = cookie;
        return keeping(client.post(path, encoded(fields), all));
    }

    /** Sends a form of a page, with the page's token. */
    Answer submit(String page, String path, Map<String, String> fields) {
        Map<String, String> all = new java.util.TreeMap<>(fields);
        all.put("csrf", token(page));
        return post(path, all);
    }

    String token(String page) {
        Matcher matcher = TOKEN.matcher(get(page).text());
        assertThat(matcher.find())
                .as("the page %s has a form with a token", page)
                .isTrue();
        return matcher.group(1);
    }

    private Answer keeping(Answer answer) {
        Optional.of(answer.header("Set-Cookie"))
                .filter(set -> set.startsWith("rollcall="))
                .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    // ---- coming in

    /** The code that the app shows for a secret. */
    static String code(RunningServer server, OneTimeSecret secret) {
        return OneTimeCodes.at(secret.bytes(), server.now());
    }

    /** Makes the first administrator; the secret of its one-time codes. */
    public OneTimeSecret setUp() {
        String setup = server.app().setupCode(Optional.empty()).orElseThrow();
        Answer enrol = post("/console/setup", Map.of("setup", setup));
        OneTimeSecret secret = secret(enrol);
        Answer created = post("/console/setup/administrator", creation(setup, secret));
        assertThat(created.status()).as(created.text()).isEqualTo(303);
        return secret;
    }

    static OneTimeSecret secret(Answer page) {
        Matcher matcher =
                Pattern.compile("name=\"secret\" value=\"([A-Z2-7]+)\"").matcher(page.text());
        assertThat(matcher.find()).as(page.text()).isTrue();
        return OneTimeSecret.parse(matcher.group(1)).orElseThrow();
    }

    Map<String, String> creation(String setup, OneTimeSecret secret) {
        return Map.of(
                "setup",
                setup,
                "secret",
                secret.text(),
                "name",
                NAME,
                "password",
                PASSWORD,
                "repeated",
                PASSWORD,
                "code",
                code(server, secret));
    }

    Answer signIn(String name, String password, String code) {
        return post("/console/sign-in", Map.of("name", name, "password", password, "code", code, "next", "/console"));
    }
}
