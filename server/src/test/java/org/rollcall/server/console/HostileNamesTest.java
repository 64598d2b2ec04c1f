package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Names that try to be more than names are text on every page (H-C1, H-C12). */
class HostileNamesTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final List<String> PAYLOADS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'><svg/onload=alert(1)>",
            "</title><script>alert(1)</script>",
            "</textarea><script>alert(1)</script>",
            "javascript:alert(1)",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "\" autofocus onfocus=alert(1) x=\"",
            "' onmouseover='alert(1)",
            "`${alert(1)}`",
            "${7*7}#{7*7}{{7*7}}@{7*7}",
            "@if(true)${1+1}@endif",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<style>*{display:none}</style>",
            "<base href=//evil.example>",
            "<meta http-equiv=refresh content=0;url=//evil.example>",
            "<form action=//evil.example><button>x",
            "<div hx-get=/console/people hx-trigger=load>",
            "<!--<script>alert(1)//-->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<object data=javascript:alert(1)>",
            "<embed src=javascript:alert(1)>",
            "<link rel=stylesheet href=//evil.example>",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
            "x\" style=\"position:fixed;inset:0");

    @Test
    void areTextOnEveryPage() {
        Visitor robin = new Visitor(server);
        robin.setUp();
        List<String> paths = new ArrayList<>(List.of(
                "/console",
                "/console/people",
                "/console/people/new",
                "/console/groups",
                "/console/organizations",
                "/console/roles",
                "/console/providers",
                "/console/log",
                "/console/refusals",
                "/console/configuration",
                "/console/settings"));
        TestTenant tenant = server.firstTenant();
        TestProvider evil = tenant.provider("evil");
        configure(tenant);
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String user = user(evil, PAYLOADS.get(i), i);
            paths.add("/console/people/" + user);
            paths.add("/console/groups/" + group(evil, PAYLOADS.get(i), user));
            tenant.admin()
                    .post(
                            "/api/v1/users/" + user + "/block",
                            JsonWriter.write(Json.Obj.EMPTY.with("reason", Json.text(PAYLOADS.get(i)))));
        }
        paths.add("/console/providers/" + evil.id());
        paths.add("/console/providers/" + evil.id() + "/rules");
        paths.add("/console/people?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&state=%22%3E%3Cimg%20src%3Dx%3E");
        paths.add("/console/people/%3Cscript%3E");
        paths.add("/console/log?user=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        try (Chromium chromium = Chromium.start();
                Pages pages = new Pages(server, chromium).as(robin)) {
            for (String path : paths) {
                pages.open(path);
                Object foreign = pages.page().evaluate(FOREIGN);
                assertThat((List<?>) foreign).as(path).isEmpty();
            }
            pages.quiet();
        }
    }

    /** What no template of ours has: were one of these there, a name would have become markup. */
    private static final String FOREIGN = """
            () => [...document.querySelectorAll(
                'script:not([src^="/console/assets/"]), iframe, object, embed, base, style, math, table table,' +
                'img:not([src^="/console/assets/"]), [onerror], [onload], [onfocus], [onmouseover], [ontoggle],' +
                '[style], link:not([href^="/console/assets/"]), meta[http-equiv], form[action*="evil"],' +
                'a[href^="javascript" i], [hx-trigger="load"]')].map(element => element.outerHTML)""";

    private static void configure(TestTenant tenant) {
        List<Json> organizations = Stream.concat(
                        Stream.of("Default"), PAYLOADS.stream().map(HostileNamesTest::name))
                .map(name -> (Json) Json.Obj.EMPTY.with("name", Json.text(name)))
                .toList();
        List<Json> roles = PAYLOADS.stream()
                .map(HostileNamesTest::name)
                .map(name -> (Json) Json.Obj.EMPTY
                        .with("name", Json.text(name))
                        .with("permissions", Json.Arr.ofTexts(List.of(name.replace(" ", "_")))))
                .toList();
        Json configuration = Json.Obj.EMPTY
                .with("organizations", new Json.Arr(organizations))
                .with("roles", new Json.Arr(roles));
        var applied = tenant.admin().put("/api/v1/configuration", JsonWriter.write(configuration));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    }

    /** A path is divided by slashes, so an organization's name has none. */
    private static String name(String payload) {
        return payload.replace('/', '|');
    }

    private static String user(TestProvider provider, String payload, int number) {
        Json body = Json.Obj.EMPTY
                .with("userName", Json.text(number + payload))
                .with("displayName", Json.text(payload))
                .with("externalId", Json.text(payload))
                .with("title", Json.text(payload))
                .with("emails", Json.Arr.of(Json.Obj.EMPTY.with("value", Json.text(payload))));
        var created = provider.scim().post("/Users", JsonWriter.write(body));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private static String group(TestProvider provider, String payload, String member) {
        Json body = Json.Obj.EMPTY
                .with("displayName", Json.text(payload))
                .with("members", Json.Arr.of(Json.Obj.EMPTY.with("value", Json.text(member))));
        var created = provider.scim().post("/Groups", JsonWriter.write(body));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    @Test
    void whatNobodySeesIsSeen() {
        assertThat(Words.plain("ana\u202Egnp.exe")).isEqualTo("ana[U+202E]gnp.exe");
        assertThat(Words.plain("a\u200Bdmin")).isEqualTo("a[U+200B]dmin");
        assertThat(Words.plain("Chloé Dubois 名前")).isEqualTo("Chloé Dubois 名前");
    }
}
