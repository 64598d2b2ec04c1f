package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** What an administrator does to providers, and reads about what was done, as plain forms without JavaScript. */
class OperationsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static OneTimeSecret secret;
    private static TestTenant tenant;

    private final Visitor robin = new Visitor(server);

    @BeforeAll
    static void aCompany() {
        secret = new Visitor(server).setUp();
        tenant = server.firstTenant();
    }

    @BeforeEach
    void signIn() {
        server.advance(Duration.ofMinutes(1));
        robin.signIn(Visitor.NAME, Visitor.PASSWORD, Visitor.code(server, secret));
    }

    private static String said(Answer page) {
        return page.text().replaceAll("(?s).*role=\"(?:alert|status)\".*?<p>(.*?)</p>.*", "$1");
    }

    private static String page(TestProvider provider) {
        return "/console/providers/" + provider.id();
    }

    private Answer save(TestProvider provider, String dialect, String people, String share) {
        String page = page(provider) + "/settings";
        return robin.submit(
                page,
                page,
                Map.of(
                        "kind",
                        "scim",
                        "dialect",
                        dialect,
                        "brake",
                        "on",
                        "people",
                        people,
                        "share",
                        share,
                        "window",
                        "90m",
                        "fallbackDelay",
                        "0s"));
    }

    // ---- providers

    @Test
    void aProviderIsReadByTheLetterAndBrakedAsItsSettingsSay() {
        TestProvider provider = tenant.provider("strict one");
        Answer saved = save(provider, "strict", "0", "0");
        assertThat(saved.header("Location")).isEqualTo(page(provider) + "?done=saved");
        assertThat(robin.get(page(provider)).text()).contains("strict", "above 0 people or 0% of all within 90m");
        assertThat(provider.scim()
                        .post("/Users", "{\"userName\":\"uwe@strict.example\",\"active\":\"True\"}")
                        .status())
                .isEqualTo(400);
        robin.submit(
                page(provider) + "/settings",
                page(provider) + "/settings",
                Map.of("kind", "scim", "dialect", "compat", "brake", "off", "fallbackDelay", "5m"));
        assertThat(robin.get(page(provider)).text()).contains("compat", "<dd>off");
    }

    @Test
    void aSettingThatCannotBeIsNamedAndNothingIsSaved() {
        TestProvider provider = tenant.provider("wrong one");
        Answer refused = save(provider, "compat", "many", "500");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("People: must be a whole number", "Share: must be from 0% to 100%", "value=\"many\"");
        assertThat(robin.get(page(provider)).text()).contains("above 10 people");
    }

    /** P-20, P-125. */
    @Test
    void whatAProviderIsAndWhenItIsMissedIsSaidInItsSettings() {
        TestProvider provider = tenant.provider("tool");
        Map<String, String> settings = Map.of(
                "kind",
                "directory-sync",
                "silentAfter",
                "45m",
                "dialect",
                "compat",
                "brake",
                "off",
                "fallbackDelay",
                "5m");
        Answer refused = robin.submit(
                page(provider) + "/settings", page(provider) + "/settings", with(settings, "silentAfter", "1s"));
        assertThat(refused.text()).contains("Silent after: must be from 1m to 90d", "value=\"1s\"");
        robin.submit(page(provider) + "/settings", page(provider) + "/settings", settings);
        assertThat(robin.get(page(provider)).text()).contains("directory sync", "no run yet", "None yet.");
        JsonNode listed = tenant.admin()
                .get("/api/v1/providers")
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("id").asString().equals(provider.id()))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("silentAfterSeconds").asLong()).isEqualTo(2_700);
        robin.submit(page(provider) + "/settings", page(provider) + "/settings", with(settings, "silentAfter", ""));
        assertThat(robin.get(page(provider) + "/settings").text()).doesNotContain("value=\"45m\"");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    /** P-24. */
    @Test
    void aProviderComesFromItsNetworksAndAsOftenAsItMay() {
        TestProvider provider = tenant.provider("far one");
        String settings = page(provider) + "/settings";
        Answer refused = robin.submit(settings, settings + "/access", Map.of("addresses", "10.0.0.300", "rate", ""));
        assertThat(said(refused)).contains("10.0.0.300", "is no network");
        robin.submit(settings, settings + "/access", Map.of("addresses", "10.0.0.0/8\n192.0.2.7", "rate", "50"));
        assertThat(robin.get(page(provider)).text()).contains("10.0.0.0/8", "192.0.2.7/32", "50 requests per second");
        assertThat(provider.scim().get("/Users").status()).isEqualTo(403);
    }

    /** P-22. */
    @Test
    void anIssuerIsTrustedAndNotAnyMore() {
        TestProvider provider = tenant.provider("entra");
        String settings = page(provider) + "/settings";
        Map<String, String> issuer = Map.of(
                "issuer",
                "https://login.example/t",
                "audience",
                "rollcall",
                "keys",
                "https://login.example/keys",
                "subjects",
                "");
        robin.submit(settings, settings + "/issuer", issuer);
        assertThat(robin.get(page(provider)).text()).contains("https://login.example/t");
        robin.submit(settings, settings + "/distrust", Map.of());
        assertThat(robin.get(page(provider)).text()).doesNotContain("https://login.example/t</dd>");
    }

    /** P-27. */
    @Test
    void aPausedProviderIsToldToComeAgainLater() {
        TestProvider provider = tenant.provider("noisy one");
        robin.submit(page(provider), page(provider) + "/pause", Map.of());
        assertThat(provider.scim().get("/Users").status()).isEqualTo(503);
        assertThat(robin.get(page(provider) + "?done=paused").text()).contains("nothing is lost", "Resume");
        robin.submit(page(provider), page(provider) + "/resume", Map.of());
        assertThat(provider.scim().get("/Users").status()).isEqualTo(200);
    }

    @Test
    void whatWasRepairedWhatRanAndWhatChangedIsOnThePageOfTheProvider() {
        TestProvider provider = tenant.directory("busy one");
        provider.scim().post("/Users", "{\"userName\":\"rita@busy.example\",\"active\":\"True\"}");
        provider.scim().post("/.sync-runs", TestProvider.body("""
                {'mode':'apply','outcome':'done','plan':'','people':3,'groups':1,'steps':4,'refused':0,
                 'silentAfterSeconds':60}"""));
        server.advance(Duration.ofMinutes(2));
        assertThat(robin.get(page(provider)).text())
                .contains("string boolean", "nothing; it is understood", "silent for too long", "rita@busy.example");
    }

    /** P-26. */
    @Test
    void whatTheDoctorFindsIsOnThePageOfTheProvider() {
        TestProvider provider = tenant.provider("odd one");
        assertThat(robin.get(page(provider)).text()).contains("no request was made with a credential of it yet");
        String odo = provider.user("odo@odd.example");
        assertThat(robin.get(page(provider)).text())
                .contains(">warning<", "users have no externalId", "map an id that never changes", "/people/" + odo);
    }

    // ---- what providers sent

    /** P-25. */
    @Test
    void aFailedRequestIsFoundWithWhatItSentAndCarriedOutOnceMore() {
        TestProvider provider = tenant.provider("chatty one");
        provider.user("gil@chat.example");
        provider.scim().post("/Users", "{\"userName\":\"gil@chat.example\"}");
        String chess = provider.group("Chess");
        provider.scim().post("/Groups", "{\"displayName\":\"Chess\",\"externalId\":\"C8\"}");
        provider.scim().delete("/Groups/" + chess);

        String list = "/console/requests?provider=chatty+one";
        assertThat(robin.get(list).text()).contains("POST /Users", "DELETE /Groups/" + chess, ">201<", ">409<");
        assertThat(robin.get(list + "&user=nobody@chat.example").text()).contains("No request fits");
        String failed = robin.get(list + "&failed=yes").text();
        assertThat(failed).doesNotContain(">201<");
        String again = failed.replaceAll("(?s).*href=\"(/console/requests/[0-9a-f-]+)\">POST /Groups.*", "$1");
        String taken = failed.replaceAll("(?s).*href=\"(/console/requests/[0-9a-f-]+)\">POST /Users.*", "$1");
        assertThat(robin.get(again).text()).contains("C8", "It changed nothing.", "Replay");
        assertThat(said(robin.submit(taken, taken + "/replay", Map.of()))).startsWith("Refused once more: ");
        Answer replayed = robin.submit(again, again + "/replay", Map.of());
        assertThat(replayed.header("Location")).isEqualTo(again + "?done=replayed");
        assertThat(provider.scim().get("/Groups?count=1").text()).contains("\"C8\"");
        assertThat(robin.get(page(provider)).text()).contains("/console/requests?provider=chatty+one");
    }

    // ---- pushes in conflict

    /** P-7. */
    @Test
    void aPushInConflictIsDecidedOnItsPageAndTheNextPushSucceeds() {
        TestProvider old = tenant.provider("old one");
        String ute = old.user("ute@moves.example");
        TestProvider other = tenant.provider("other one");
        String push = "{\"userName\":\"ute@moves.example\",\"externalId\":\"U7\"}";
        other.scim().post("/Users", push);

        assertThat(robin.get("/console").text()).contains("1 push is in conflict");
        String list = robin.get("/console/conflicts").text();
        assertThat(list).contains("ute@moves.example", "old one", "other one");
        String page = list.replaceAll("(?s).*href=\"(/console/conflicts/[0-9a-f-]+)\".*", "$1");
        assertThat(robin.get(page).text())
                .contains("U7", "/people/" + ute, page + "/hand-over", page + "/reject")
                .doesNotContain(page + "/adopt");
        assertThat(said(robin.submit(page, page + "/hand-over", Map.of("reason", ""))))
                .startsWith("Enter a reason.");
        Answer decided = robin.submit(page, page + "/hand-over", Map.of("reason", "she moved"));
        assertThat(robin.get(decided.header("Location")).text()).contains("she moved", "The user is released");
        assertThat(other.scim().post("/Users", push).id()).isEqualTo(ute);
        assertThat(robin.get("/console/conflicts").text()).contains("Nothing waits here");
        assertThat(robin.get("/console/conflicts?state=any").text()).contains("nobody any more");
    }

    // ---- people that are held

    /** P-71. */
    @Test
    void whatIsHeldOfSomebodyIsReleasedOnItsOwnPage() {
        TestProvider provider = tenant.provider("harmful one");
        save(provider, "compat", "0", "0%");
        String ida = provider.user("ida@harm.example");
        provider.setActive(ida, false);
        String page = "/console/people/" + ida;
        assertThat(robin.get(page).text()).contains("Held by the brake", "would be blocked, then deactivated");
        assertThat(said(robin.submit(page, page + "/release", Map.of("reason", ""))))
                .startsWith("Enter a reason.");
        robin.submit(page, page + "/release", Map.of("reason", "she left"));
        assertThat(tenant.state(ida)).isEqualTo("blocked");
        Answer again = robin.submit(page, page + "/reject", Map.of("reason", "late"));
        assertThat(again.header("Location")).endsWith("?done=not-held");
    }

    // ---- what was done

    /** P-93. */
    @Test
    void theAuditLogTellsWhoDidWhatAndWhetherItsChainFits() {
        tenant.provider("audited one");
        Answer log = robin.get("/console/audit?action=provider.create");
        assertThat(log.text())
                .contains("audited one", "provider.create")
                .doesNotContain("rc-wrap\">administrator.create<");
        assertThat(robin.get("/console/audit/rollcall-audit.csv").text()).startsWith("\"number\",\"time\"");
        Answer verified = robin.submit("/console/audit", "/console/audit/verify", Map.of("anchor", ""));
        assertThat(said(verified)).contains("rows fit", "Note the anchor");
        Answer cut =
                robin.submit("/console/audit", "/console/audit/verify", Map.of("anchor", "999999:" + "0".repeat(64)));
        assertThat(said(cut)).contains("the chain ends before the noted row 999999");
        Answer wrong = robin.submit("/console/audit", "/console/audit/verify", Map.of("anchor", "x"));
        assertThat(said(wrong)).startsWith("Enter the anchor");
    }

    @Test
    void theSyncLogFollowsWhatIsNewUntilItIsStopped() {
        assertThat(robin.get("/console/log?provider=Okta").text())
                .contains("/console/log?provider=Okta&amp;live=yes")
                .doesNotContain("every 2s");
        assertThat(robin.get("/console/log?provider=Okta&live=yes").text()).contains("every 2s", "Live: stop");
    }
}
