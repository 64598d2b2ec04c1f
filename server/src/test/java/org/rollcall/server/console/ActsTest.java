package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** What an administrator does on the pages, as plain forms without JavaScript. */
class ActsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static OneTimeSecret secret;
    private static TestTenant tenant;
    private static TestProvider okta;

    private final Visitor robin = new Visitor(server);

    @BeforeAll
    static void aCompany() {
        secret = new Visitor(server).setUp();
        tenant = server.firstTenant();
        okta = tenant.provider("okta");
        tenant.apply("""
                {'organizations':[{'name':'Company','organizations':[{'name':'Sales'},{'name':'Lab'}]},{'name':'Default'}],
                 'roles':[{'name':'Member','permissions':['app.read']},{'name':'Editor','permissions':['app.write']}]}""");
    }

    @BeforeEach
    void signIn() {
        server.advance(Duration.ofMinutes(1));
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, Visitor.code(server, secret))
                        .status())
                .isEqualTo(303);
    }

    private static String said(Answer page) {
        return page.text().replaceAll("(?s).*role=\"(?:alert|status)\".*?<p>(.*?)</p>.*", "$1");
    }

    // ---- people

    @Test
    void aPersonIsBlockedWithAReasonThatTheLogKeeps() {
        String ana = okta.user("ana@company.example");
        String page = "/console/people/" + ana;
        Answer done = robin.submit(page, page + "/block", Map.of("reason", "lost laptop"));
        assertThat(done.header("Location")).isEqualTo(page + "?done=block");
        assertThat(tenant.state(ana)).isEqualTo("blocked");
        assertThat(said(robin.get(page + "?done=block"))).startsWith("Blocked.");
        assertThat(robin.get(page).text()).contains(Visitor.NAME + ": lost laptop", "Unblock");
        robin.submit(page, page + "/unblock", Map.of("reason", "found it"));
        assertThat(tenant.state(ana)).isEqualTo("active");
    }

    @Test
    void thePersonalDataOfWhoeverIsGoneIsErasedAfterATick() {
        String zoe = okta.user("zoe@company.example");
        String page = "/console/people/" + zoe;
        assertThat(robin.get(page).text()).doesNotContain("Erase the personal data");
        robin.submit(page, page + "/deactivate", Map.of("reason", "left"));
        assertThat(said(robin.submit(page, page + "/erase", Map.of("reason", "asked for it"))))
                .startsWith("Tick that you know");
        Answer done = robin.submit(page, page + "/erase", Map.of("reason", "asked for it", "sure", "yes"));
        assertThat(done.header("Location")).isEqualTo(page + "?done=erase");
        assertThat(robin.get(page).text())
                .contains("<h1>erased-", Visitor.NAME + ": asked for it")
                .doesNotContain("zoe@", "Change by hand");
    }

    @Test
    void whatIsMissingIsSaidOnThePageItself() {
        String ben = okta.user("ben@company.example");
        String page = "/console/people/" + ben;
        Answer refused = robin.submit(page, page + "/deactivate", Map.of("reason", " "));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(said(refused)).startsWith("Enter a reason.");
        assertThat(refused.text()).contains("<h1>ben@company.example");
        assertThat(tenant.state(ben)).isEqualTo("active");
    }

    @Test
    void aPersonIsMovedAndGrantedARoleUntilADay() {
        String cleo = okta.user("cleo@company.example");
        String page = "/console/people/" + cleo;
        robin.submit(page, page + "/move", Map.of("organization", "Company/Sales", "reason", "new team"));
        robin.submit(page, page + "/grant", Map.of("role", "Editor", "reason", "cover", "until", "2099-01-31"));
        assertThat(tenant.organization(cleo)).isEqualTo("Company/Sales");
        assertThat(tenant.roles(cleo)).containsExactly("Editor");
        assertThat(robin.get(page).text()).contains("new team", "cover", "1 Feb 2099");
        Answer past =
                robin.submit(page, page + "/grant", Map.of("role", "Editor", "reason", "x", "until", "2001-01-01"));
        assertThat(said(past)).startsWith("Choose a day in the future");
        robin.submit(page, page + "/revoke", Map.of("role", "Editor"));
        assertThat(tenant.roles(cleo)).isEmpty();
    }

    @Test
    void aLocalUserIsCreatedAndFoundByHowItsNameBegins() {
        Answer created = robin.submit(
                "/console/people/new",
                "/console/people/new",
                Map.of("userName", "dora.local", "displayName", "Dora Local", "organization", "Company/Lab"));
        assertThat(created.status()).isEqualTo(303);
        assertThat(robin.get("/console/people?q=dora+L").text()).contains("dora.local");
        assertThat(robin.get("/console/people?q=DORA.&provider=local").text()).contains("Dora Local");
        assertThat(robin.get("/console/people?q=local").text()).doesNotContain("dora.local");
        assertThat(robin.get("/console/people?organization=Company%2FLab").text())
                .contains("dora.local");
        assertThat(robin.get("/console/people?organization=Company%2FSales&q=dora")
                        .text())
                .contains("Nobody fits");
    }

    /** H-C9. */
    @Test
    void whateverIsSearchedForIsOnlyText() {
        for (String q : List.of("%25", "_", "%27%20or%201%3D1--", "%5C", "%28%5B%7B*", "a".repeat(8_000))) {
            assertThat(robin.get("/console/people?q=" + q).text()).as(q).contains("Nobody fits");
            assertThat(robin.get("/console/groups?q=" + q).status()).as(q).isEqualTo(200);
        }
        for (String odd : List.of("after=1", "state=x", "role=x", "provider=x", "organization=x", "after=' or 1")) {
            assertThat(robin.get("/console/people?" + odd.replace(" ", "%20").replace("'", "%27"))
                            .status())
                    .as(odd)
                    .isEqualTo(200);
        }
        assertThat(robin.get("/console/log?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void longListsHaveANextPage() {
        for (int i = 0; i < 60; i++) {
            okta.user("walker%02d@company.example".formatted(i));
        }
        String first = robin.get("/console/people?q=walker").text();
        assertThat(first).contains("walker00", "walker49").doesNotContain("walker50");
        Matcher next = Pattern.compile("href=\"([^\"]*)\" rel=\"next\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = robin.get(next.group(1).replace("&amp;", "&")).text();
        assertThat(second)
                .contains("walker50", "walker59", "The end of the list")
                .doesNotContain("walker49");
    }

    /** H-C5: another tenant's people and groups are not there, as if they did not exist. */
    @Test
    void anotherTenantsThingsAreNotThere() {
        TestTenant other = server.tenant();
        TestProvider theirs = other.provider("okta");
        String user = theirs.user("theirs@other.example");
        String group = theirs.group("Theirs", user);
        String unknown = "0197a000-0000-7000-8000-000000000000";
        for (String path : List.of("/console/people/%s", "/console/groups/%s", "/console/providers/%s")) {
            for (String id : List.of(user, group, theirs.id(), unknown, "x")) {
                assertThat(robin.get(path.formatted(id)).status()).as(path, id).isEqualTo(404);
            }
        }
        String token = robin.token("/console");
        Answer act = server.unchangedBy(
                () -> robin.post("/console/people/" + user + "/block", Map.of("csrf", token, "reason", "x")));
        assertThat(act.status()).isEqualTo(404);
        assertThat(robin.get("/console/people?q=theirs").text()).contains("Nobody fits");
    }

    // ---- providers

    private static String field(Answer page, String label) {
        Matcher matcher = Pattern.compile("(?s)>" + Pattern.quote(label) + "</label>.*?value=\"([^\"]*)\"")
                .matcher(page.text());
        assertThat(matcher.find()).as(label).isTrue();
        return matcher.group(1);
    }

    @Test
    void aProviderIsConnectedWithTheFieldsOfItsOwnScreen() {
        Answer shown = robin.submit(
                "/console/providers/new",
                "/console/providers/new",
                Map.of("kind", "entra", "name", "Entra Berlin", "credential", "api-credentials"));
        assertThat(shown.status()).isEqualTo(200);
        String url = field(shown, "Tenant URL");
        String token = field(shown, "Secret Token");
        assertThat(url).endsWith("/v2?aadOptscim062020");
        assertThat(token).startsWith("rct_");
        assertThat(shown.text()).contains("Waiting for the first request");
        String id = shown.text().replaceAll("(?s).*hx-get=\"/console/providers/([^/]*)/connection\".*", "$1");
        assertThat(robin.get("/console/providers/" + id + "/connection").text()).contains("Waiting for the first");
        Client provider = new Client(url.substring(0, url.indexOf('?')), "Bearer " + token);
        assertThat(provider.get("/Users?filter=userName%20eq%20%22x%22").status())
                .isEqualTo(200);
        assertThat(robin.get("/console/providers/" + id + "/connection").text())
                .contains("connected")
                .doesNotContain("hx-trigger");
        assertThat(robin.get("/console/providers/" + id).text()).doesNotContain(token);
        Answer twice = robin.submit(
                "/console/providers/new",
                "/console/providers/new",
                Map.of("kind", "okta", "name", "entra berlin", "credential", "oauth-token"));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text()).contains("value=\"entra berlin\"");
    }

    /** P-20. */
    @Test
    void aDirectoryIsConnectedWithTheQuestionsOfTheTool() {
        Answer shown = robin.submit(
                "/console/providers/new",
                "/console/providers/new",
                Map.of("kind", "directory-sync", "name", "Domain", "credential", "oauth-token"));
        assertThat(shown.text()).contains("rollcall-sync init");
        assertThat(field(shown, "SCIM base URL of the provider")).endsWith("/v2");
        String id = shown.text().replaceAll("(?s).*hx-get=\"/console/providers/([^/]*)/connection\".*", "$1");
        assertThat(robin.get("/console/providers/" + id).text()).contains("<dd>directory sync", "no run yet");
        Answer second = robin.submit(
                "/console/providers/" + id, "/console/providers/" + id + "/credentials", Map.of("days", ""));
        assertThat(field(second, "Token of the provider")).startsWith("rct_");
    }

    @Test
    void credentialsAreReplacedWithoutAGap() {
        TestProvider ping = tenant.provider("pingone");
        String page = "/console/providers/" + ping.id();
        Answer issued = robin.submit(page, page + "/credentials", Map.of("days", "30"));
        String token = field(issued, "OAuth Access Token");
        Client second = new Client(ping.scim().base(), "Bearer " + token);
        assertThat(ping.scim().get("/Users").status()).isEqualTo(200);
        assertThat(second.get("/Users").status()).isEqualTo(200);
        Matcher first = Pattern.compile("name=\"credential\" value=\"([^\"]*)\"")
                .matcher(robin.get(page).text());
        assertThat(first.find()).isTrue();
        robin.submit(page, page + "/revoke", Map.of("credential", first.group(1)));
        assertThat(ping.scim().get("/Users").status()).isEqualTo(401);
        assertThat(second.get("/Users").status()).isEqualTo(200);
        robin.submit(page, page + "/disable", Map.of());
        assertThat(second.get("/Users").status()).isEqualTo(401);
        robin.submit(page, page + "/enable", Map.of());
        assertThat(second.get("/Users").status()).isEqualTo(200);
        assertThat(said(robin.submit(page, page + "/credentials", Map.of("days", "many"))))
                .startsWith("Enter how many days");
    }

    /** H-S2: who finds a browser open gets no secret out of it. */
    @Test
    void secretsNeedPasswordAndCodeAgainAfterAWhile() {
        TestProvider jump = tenant.provider("jumpcloud");
        String page = "/console/providers/" + jump.id();
        server.advance(Limits.CONFIRMATION.plusMinutes(1));
        Answer asked = robin.submit(page, page + "/credentials", Map.of());
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location")).startsWith("/console/confirm?next=");
        String confirm = asked.header("Location");
        Answer wrong =
                robin.submit(confirm, "/console/confirm", Map.of("password", "x", "code", "000000", "next", page));
        assertThat(wrong.status()).isEqualTo(403);
        Answer confirmed = robin.submit(
                confirm,
                "/console/confirm",
                Map.of("password", Visitor.PASSWORD, "code", Visitor.code(server, secret), "next", page));
        assertThat(confirmed.header("Location")).isEqualTo(page);
        assertThat(robin.submit(page, page + "/credentials", Map.of()).text()).contains("Token Key");
    }

    // ---- settings

    @Test
    void tokensOfTheApiAreIssuedAndRevoked() {
        String page = "/console/settings";
        Answer issued =
                robin.submit(page, page + "/tokens/issue", Map.of("days", "7", "kind", "environment-administrator"));
        Client api = new Client(server.app().url(), "Bearer " + field(issued, "New token"));
        assertThat(api.get("/api/v1/status").status()).isEqualTo(200);
        Matcher newest = Pattern.compile("name=\"token\" value=\"([^\"]*)\"").matcher(issued.text());
        assertThat(newest.find()).isTrue();
        Answer revoked = robin.submit(page, page + "/tokens/revoke", Map.of("token", newest.group(1)));
        assertThat(revoked.header("Location")).isEqualTo(page + "?done=revoked");
        assertThat(api.get("/api/v1/status").status()).isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsEverySession() {
        Visitor elsewhere = robin.with(robin.cookie());
        server.advance(Duration.ofMinutes(1));
        String next = "a very different long phrase";
        Answer changed = robin.submit(
                "/console/settings",
                "/console/settings/password",
                Map.of(
                        "password",
                        Visitor.PASSWORD,
                        "code",
                        Visitor.code(server, secret),
                        "next",
                        next,
                        "repeated",
                        next));
        assertThat(changed.header("Location")).isEqualTo("/console/sign-in?done=access-changed");
        assertThat(elsewhere.get("/console").status()).isEqualTo(303);
        server.advance(Duration.ofMinutes(1));
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, Visitor.code(server, secret))
                        .status())
                .isEqualTo(403);
        assertThat(robin.signIn(Visitor.NAME, next, Visitor.code(server, secret))
                        .status())
                .isEqualTo(303);
        server.advance(Duration.ofMinutes(1));
        robin.submit(
                "/console/settings",
                "/console/settings/password",
                Map.of(
                        "password",
                        next,
                        "code",
                        Visitor.code(server, secret),
                        "next",
                        Visitor.PASSWORD,
                        "repeated",
                        Visitor.PASSWORD));
    }

    @Test
    void anotherAuthenticatorReplacesTheOldOne() {
        server.advance(Duration.ofMinutes(1));
        String page = "/console/settings/authenticator";
        OneTimeSecret fresh = Visitor.secret(robin.get(page));
        Answer changed = robin.submit(
                page,
                page,
                Map.of(
                        "secret",
                        fresh.text(),
                        "next",
                        Visitor.code(server, fresh),
                        "password",
                        Visitor.PASSWORD,
                        "code",
                        Visitor.code(server, secret)));
        assertThat(changed.header("Location")).isEqualTo("/console/sign-in?done=access-changed");
        secret = fresh;
        server.advance(Duration.ofMinutes(1));
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, Visitor.code(server, secret))
                        .status())
                .isEqualTo(303);
    }

    // ---- rules

    @Test
    void whatTheFormOfTheRulesDoesNotShowStaysAsItIs() {
        TestProvider ping = tenant.provider("ping");
        tenant.apply("""
                {'providers':[{'name':'ping','organization':{'byAttribute':{'attribute':'title','parent':'Company'},
                    'fallback':'Company'},'allowedRoles':['Member'],'dialect':'strict','brake':'off','fallbackDelay':'1m'}]}""");
        String page = "/console/providers/" + ping.id() + "/rules";
        assertThat(robin.get(page).text()).contains("value=\"other\" checked");

        Answer saved = robin.submit(
                page, page, Map.of("method", "other", "organization", "Company", "delay", "2h", "do", "save"));

        assertThat(saved.header("Location")).endsWith("?done=saved");
        JsonNode section = tenant.admin()
                .get("/api/v1/configuration")
                .json()
                .at("/providers")
                .valueStream()
                .filter(one -> one.at("/name").asString().equals("ping"))
                .findFirst()
                .orElseThrow();
        assertThat(section.at("/organization/byAttribute/attribute").asString()).isEqualTo("title");
        assertThat(section.at("/dialect").asString()).isEqualTo("strict");
        assertThat(section.at("/brake").asString()).isEqualTo("off");
        assertThat(section.at("/fallbackDelay").asString()).isEqualTo("1m");
        assertThat(section.at("/allowedRoles/0").asString()).isEqualTo("Member");
        assertThat(section.at("/deactivationDelay").asString()).isEqualTo("2h");
    }

    @Test
    void rulesAreMadeOrderedLookedAtAndSaved() {
        TestProvider one = tenant.provider("onelogin");
        String page = "/console/providers/" + one.id() + "/rules";
        Map<String, String> rules = Map.of(
                "method",
                "byGroup",
                "organization",
                "Company",
                "group",
                "Sellers",
                "by",
                "displayName",
                "target",
                "Company/Sales",
                "mapped",
                "yes",
                "role-group",
                "Sellers",
                "role-by",
                "displayName");
        Map<String, String> full = new java.util.HashMap<>(rules);
        full.put("roles-0", "Member");
        full.put("delay", "1h");
        full.put("do", "preview");
        Answer preview = server.unchangedBy(() -> robin.submit(page, page, full));
        assertThat(preview.text()).contains("What would change", "Company/Sales", "15m", "1h");
        full.put("do", "save");
        Answer saved = robin.submit(page, page, full);
        assertThat(saved.header("Location")).endsWith("?done=saved");
        String ana = one.user("ana@one.example");
        one.group("Sellers", ana);
        assertThat(tenant.organization(ana)).isEqualTo("Company/Sales");
        assertThat(tenant.roles(ana)).containsExactly("Member");
        full.put("do", "add-organization");
        assertThat(robin.submit(page, page, full).text()).contains("Group of rule 2", "remove-organization-1");
        full.put("target", "Company/Nowhere");
        full.put("do", "save");
        Answer wrong = robin.submit(page, page, full);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("Organization rule 1:", "Company/Nowhere");
    }

    @Test
    void theConfigurationIsComparedBeforeItIsApplied() {
        String page = "/console/configuration";
        String wanted = """
                {"roles":[{"name":"Member","permissions":["app.read"]},{"name":"Editor","permissions":["app.write"]},
                {"name":"Auditor","permissions":["log.read"]}]}""";
        Answer preview =
                server.unchangedBy(() -> robin.submit(page, page, Map.of("document", wanted, "do", "preview")));
        assertThat(preview.text()).contains("What would change", "roles/Auditor");
        assertThat(robin.submit(page, page, Map.of("document", wanted, "do", "save"))
                        .header("Location"))
                .isEqualTo(page + "?done=saved");
        assertThat(robin.get("/console/roles").text()).contains("Auditor", "log.read");
        assertThat(robin.get(page).text()).contains("Auditor");
        Answer wrong = robin.submit(page, page, Map.of("document", "{\"rolls\":[]}", "do", "save"));
        assertThat(wrong.text()).contains("What is wrong", "rolls");
        assertThat(said(robin.submit(page, page, Map.of("document", "roles:", "do", "save"))))
                .startsWith("This is not JSON");
    }

    // ---- log

    @Test
    void theLogIsFilteredAndDownloaded() {
        String eva = okta.user("eva@company.example");
        okta.setActive(eva, false);
        String page = robin.get("/console/log?user=eva%40company.example&action=blocked")
                .text();
        assertThat(page).contains("/console/people/" + eva).contains(">blocked</span>");
        Answer csv = robin.get("/console/log/rollcall-log.csv?user=eva%40company.example");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("attachment");
        assertThat(csv.text()).startsWith("\"time\",\"provider\"").contains("\"blocked\"");
        okta.scim().post("/Users", "{\"userName\":\"eva@company.example\",\"active\":true,\"emails\":3}");
        assertThat(robin.get("/console/refusals").text()).contains("POST /Users");
    }
}
