package org.rollcall.server.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Each page, empty and full, light and dark, wide and narrow: usable by everybody, and quiet. */
class EveryPageTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static Chromium chromium;
    private static Visitor robin;
    private static Map<String, String> full;

    @BeforeAll
    static void aCompany() {
        chromium = Chromium.start();
        robin = new Visitor(server);
        robin.setUp();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/console");
        pages.put("people", "/console/people");
        pages.put("person-new", "/console/people/new");
        pages.put("people-import", "/console/people/import");
        pages.put("groups", "/console/groups");
        pages.put("organizations", "/console/organizations");
        pages.put("roles", "/console/roles");
        pages.put("providers", "/console/providers");
        pages.put("brake", "/console/brake");
        pages.put("conflicts", "/console/conflicts");
        pages.put("jobs", "/console/jobs");
        pages.put("holds", "/console/holds");
        pages.put("audit", "/console/audit");
        pages.put("provider-new", "/console/providers/new");
        pages.put("log", "/console/log");
        pages.put("requests", "/console/requests");
        pages.put("refusals", "/console/refusals");
        pages.put("administrators", "/console/administrators");
        pages.put("join", "/console/join");
        pages.put("settings", "/console/settings");
        pages.put("mail", "/console/settings/mail");
        pages.put("authenticator", "/console/settings/authenticator");
        pages.put("help", "/console/help/providers/okta");
        pages.put("confirm", "/console/confirm");
        return pages;
    }

    /** Everything that a company has after a while. */
    private static synchronized Map<String, String> full() {
        if (full == null) {
            full = new LinkedHashMap<>(pages());
            TestTenant tenant = server.firstTenant();
            TestProvider okta = tenant.directory("Okta");
            TestProvider entra = tenant.provider("Entra ID Berlin");
            tenant.apply("""
                    {'organizations':[{'name':'Aurora','defaultRoles':['Member'],'organizations':[
                        {'name':'Engineering','organizations':[{'name':'Platform'}]},
                        {'name':'Sales','defaultRoles':[]},{'name':'Alumni'}]},{'name':'Default'}],
                     'roles':[{'name':'Member','permissions':['app.read','files.read']},
                        {'name':'Editor','permissions':['app.read','app.write']},
                        {'name':'Administrator','permissions':['app.admin'],'administrative':true}],
                     'providers':[{'name':'Okta','organization':{'byGroup':[
                        {'group':'Platform Team','organization':'Aurora/Engineering/Platform'},
                        {'group':'Engineering','organization':'Aurora/Engineering'},
                        {'group':'Sales','organization':'Aurora/Sales'}],'fallback':'Aurora'},
                        'roles':[{'group':'Editors','roles':['Editor','Member']}],'deactivationDelay':'2h'},
                        {'name':'Entra ID Berlin','organization':{'fixed':'Aurora'},
                        'brake':{'people':0,'share':'0%','window':'60m'}}]}""");
            String ana = user(okta, "ana.silva@aurora.example", "Ana Silva", "Engineer");
            String ben = user(okta, "ben.okafor@aurora.example", "Ben Okafor", "Account manager");
            String chloe = user(okta, "chloe.dubois@aurora.example", "Chloé Dubois", "Designer");
            String dai = user(okta, "dai.tanaka@aurora.example", "Dai Tanaka", "Engineer");
            String engineering = okta.group("Engineering", ana, dai);
            okta.group("Platform Team", dai);
            okta.group("Sales", ben);
            okta.group("Editors", ana, chloe);
            okta.setActive(ben, false);
            tenant.act(chloe, "block", "{'reason':'lost her laptop'}");
            tenant.act(
                    ana,
                    "grants",
                    "{'role':'Administrator','reason':'on call this week','until':'2099-01-31T00:00:00Z'}");
            okta.scim().post("/Users", "{\"userName\":\"ana.silva@aurora.example\"}");
            okta.setActive("0197a000-0000-7000-8000-000000000000", false);
            okta.scim().post("/.sync-runs", TestProvider.body("""
                    {'mode':'apply','outcome':'done','plan':'','people':412,'groups':31,'steps':9,'refused':1,
                     'silentAfterSeconds':3600}"""));
            okta.patchUser(dai, "{'op':'replace','value':{'active':'True','shoeSize':'41'}}");
            String emil = user(entra, "emil.haas@berlin.example", "Emil Haas", "Clerk");
            entra.setActive(emil, false);
            entra.setActive(user(entra, "fatma.kaya@berlin.example", "Fatma Kaya", "Clerk"), false);
            String matter = tenant.admin()
                    .post("/api/v1/matters", "{\"name\":\"4 O 112/26, estate of Berg\"}")
                    .id();
            tenant.admin().post("/api/v1/matters/" + matter + "/custodians", TestProvider.body("""
                            {'add':['chloe.dubois@aurora.example'],'reason':'order of the court'}"""));
            entra.scim().post("/Users", "{\"userName\":\"dai.tanaka@aurora.example\",\"externalId\":\"81f0c2\"}");
            full.put(
                    "conflict",
                    "/console/conflicts/"
                            + tenant.admin().get("/api/v1/conflicts").at("/items/0/id"));
            full.put("request", "/console/requests/" + request(tenant, "provider=Okta"));
            full.put("request-failed", "/console/requests/" + request(tenant, "failed=true"));
            full.put("person-held", "/console/people/" + emil);
            full.put("person-legal", "/console/people/" + chloe);
            full.put("hold", "/console/holds/" + matter);
            full.put(
                    "job", "/console/jobs/" + tenant.admin().get("/api/v1/jobs").at("/items/0/id"));
            full.put("person", "/console/people/" + ana);
            full.put("person-leaving", "/console/people/" + ben);
            full.put("group", "/console/groups/" + engineering);
            full.putAll(pagesOf(okta));
            full.put("configuration", "/console/configuration");
            full.put("people-none", "/console/people?q=zzz");
            full.put("missing", "/console/people/0197a000-0000-7000-8000-000000000000");
        }
        return full;
    }

    private static Map<String, String> pagesOf(TestProvider okta) {
        String provider = "/console/providers/" + okta.id();
        return Map.of(
                "provider", provider,
                "provider-settings", provider + "/settings",
                "provider-hand-over", provider + "/hand-over?to=Entra%20ID%20Berlin",
                "provider-delete", provider + "/delete",
                "rules", provider + "/rules");
    }

    private static String request(TestTenant tenant, String which) {
        return tenant.admin().get("/api/v1/requests?" + which).at("/items/0/id");
    }

    private static String user(TestProvider provider, String userName, String name, String title) {
        int space = name.indexOf(' ');
        return provider.scim()
                .post("/Users", TestProvider.body("""
                                {'userName':'%s','displayName':'%s','name':{'givenName':'%s','familyName':'%s'},
                                'emails':[{'value':'%s','type':'work','primary':true}],'active':true,'title':'%s',
                                'externalId':'00u1a2b3c4%s'}""".formatted(
                                userName,
                                name,
                                name.substring(0, space),
                                name.substring(space + 1),
                                userName,
                                title,
                                userName.length())))
                .id();
    }

    @Test
    void anEmptyConsoleSaysWhatToDo() {
        RunningServer empty = new RunningServer();
        empty.start();
        Visitor first = new Visitor(empty);
        first.setUp();
        try (Pages pages = new Pages(empty, chromium).as(first)) {
            for (String name : List.of(
                    "overview",
                    "people",
                    "groups",
                    "roles",
                    "providers",
                    "brake",
                    "conflicts",
                    "jobs",
                    "holds",
                    "log",
                    "requests",
                    "refusals")) {
                pages.open(pages().get(name));
                pages.picture("empty-" + name);
                pages.accessible(name);
            }
            pages.quiet();
        } finally {
            empty.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void isForEverybody(ColorScheme scheme) {
        String prefix = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-";
        try (Pages pages = new Pages(server, chromium, scheme).as(robin)) {
            full().forEach((name, path) -> {
                pages.open(path);
                pages.accessible(prefix + name);
                if (scheme == ColorScheme.LIGHT || name.equals("overview")) {
                    pages.picture(prefix + name);
                }
            });
            pages.quiet();
        }
    }
}
