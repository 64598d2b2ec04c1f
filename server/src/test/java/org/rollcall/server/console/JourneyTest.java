package org.rollcall.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.rehearsal.Narrator;
import org.rollcall.rehearsal.Options;
import org.rollcall.rehearsal.Progress;
import org.rollcall.rehearsal.ProviderKind;
import org.rollcall.rehearsal.Rehearsal;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** The first day with the product, in a browser: from the code that the server printed to people in their places. */
class JourneyTest {

    private static final int PEOPLE = 12;
    private static final int GROUPS = 5;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    @Test
    void aNewServerBecomesACompany() {
        try (Chromium chromium = Chromium.start();
                Pages pages = new Pages(server, chromium)) {
            Page page = pages.page();
            OneTimeSecret secret = becomeAdministrator(pages);
            Options provider = connect(pages);
            try (Rehearsal rehearsal = Rehearsal.open(provider, Progress.silent(), Narrator.silent())) {
                rehearsal.play(Scenario.initialCycle());
                assertThat(page.getByText("connected")).isVisible();
                pages.picture("journey-connected");
                setTheRules(
                        pages, rehearsal.company().groups().iterator().next().name());
                lookAtSomebody(pages, rehearsal.company().people().iterator().next());
            }
            leaveAndReturn(pages, secret);
            pages.quiet();
        }
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void follow(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    // ---- the first start

    private static OneTimeSecret becomeAdministrator(Pages pages) {
        Page page = pages.open("/");
        assertThat(page).hasTitle("Welcome to Rollcall – Rollcall");
        pages.picture("journey-setup");
        pages.accessible("setup");
        page.getByLabel("One-time code")
                .fill(server.app().setupCode(Optional.empty()).orElseThrow());
        click(page, "Continue");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(Visitor.NAME);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Visitor.PASSWORD);
        page.getByLabel("The same password again").fill(Visitor.PASSWORD);
        pages.picture("journey-enrol");
        pages.accessible("enrol");
        OneTimeSecret secret = OneTimeSecret.parse(
                        page.locator("input[name=secret]").inputValue())
                .orElseThrow();
        page.getByLabel("Code that the app shows").fill(Visitor.code(server, secret));
        click(page, "Create and sign in");
        assertThat(page).hasTitle("Overview – Rollcall");
        pages.picture("journey-empty");
        return secret;
    }

    // ---- a provider

    private static Options connect(Pages pages) {
        Page page = pages.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connect a provider"))
                .click();
        page.getByLabel("Okta").check();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Okta");
        click(page, "Continue");
        assertThat(page.getByText("Waiting for the first request")).isVisible();
        pages.picture("journey-secret");
        pages.accessible("secret");
        String base = page.getByLabel("SCIM connector base URL", new Page.GetByLabelOptions().setExact(true))
                .inputValue();
        String token = page.getByLabel("Authorization (Bearer)", new Page.GetByLabelOptions().setExact(true))
                .inputValue();
        return Options.of(
                        ProviderKind.OKTA,
                        Endpoint.of(base, Credential.bearer(token)),
                        "harbor.example",
                        PEOPLE,
                        GROUPS)
                .withSeed(new Seed(7));
    }

    private static void setTheRules(Pages pages, String group) {
        TestTenant tenant = server.firstTenant();
        tenant.apply("""
                {'organizations':[{'name':'Harbor','organizations':[{'name':'Crew'}]},{'name':'Default'}],
                 'roles':[{'name':'Member','permissions':['app.read']}]}""");
        Page page = pages.page();
        follow(page, "Set the rules");
        page.getByLabel("Groups decide").check();
        page.getByLabel("Organization for all, or for whom no group decides").selectOption("Harbor");
        page.locator("#add-organization").click();
        page.getByLabel("Group of rule 1").pressSequentially(group.substring(0, 3));
        assertThat(page.locator("#group-names option[value=\"" + group + "\"]")).hasCount(1);
        page.getByLabel("Group of rule 1").fill(group);
        page.getByLabel("Organization of rule 1").selectOption("Harbor/Crew");
        page.locator("#add-organization").click();
        page.getByLabel("Group of rule 2").fill("A group that comes later");
        page.locator("#up-organization-1").click();
        assertThat(page.getByLabel("Group of rule 1")).hasValue("A group that comes later");
        page.locator("#down-organization-0").click();
        assertThat(page.getByLabel("Group of rule 1")).hasValue(group);
        page.locator("#remove-organization-1").click();
        assertThat(page.getByLabel("Group of rule 2")).hasCount(0);
        page.locator("button.btn[value=preview]").click();
        assertThat(page.getByText("What would change")).isVisible();
        pages.picture("journey-rules");
        pages.accessible("rules");
        page.locator("button.btn[value=save]").click();
        assertThat(page.getByText("Saved.")).isVisible();
        server.settle();
    }

    // ---- people

    private static void lookAtSomebody(Pages pages, Person person) {
        Page page = pages.page();
        follow(page, "People");
        assertThat(page.locator("#results tbody tr")).hasCount(PEOPLE);
        String name = person.userName();
        String begun = name.substring(0, name.length() - 1);
        page.locator("#q").pressSequentially(begun);
        // The address follows the last result, after which nothing is put in the place of what is clicked.
        // A pattern of the browser's, which knows no quoting.
        String asked = URLEncoder.encode(begun, UTF_8).replace(".", "\\.");
        assertThat(page).hasURL(Pattern.compile(".*[?&]q=" + asked + "(&.*)?"));
        assertThat(page.locator("#results tbody tr")).hasCount(1);
        page.locator("#results tbody a").first().click();
        assertThat(page.getByText("What it means here, and why")).isVisible();
        page.getByText("Block", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator("#reason-block").fill("asked by the owner");
        click(page, "Block");
        assertThat(page.getByText("Blocked. Signing in is denied from now on.")).isVisible();
        assertThat(page.locator(".rc-line")).containsText(Visitor.NAME + ": asked by the owner");
        pages.picture("journey-blocked");
    }

    // ---- out and in again

    private static void leaveAndReturn(Pages pages, OneTimeSecret secret) {
        Page page = pages.page();
        click(page, "Sign out");
        assertThat(page.getByText("You are signed out.")).isVisible();
        pages.picture("journey-signin");
        pages.accessible("signin");
        server.advance(Duration.ofMinutes(1));
        signIn(page, "000000");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Name, password or code is wrong.");
        signIn(page, Visitor.code(server, secret));
        assertThat(page).hasURL(Pattern.compile(".*/console"));
        assertThat(page.context().cookies()).anyMatch(cookie -> cookie.name.equals("rollcall") && cookie.httpOnly);
        click(page, "dark colours");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
    }

    private static void signIn(Page page, String code) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(Visitor.NAME);
        page.getByLabel("Password").fill(Visitor.PASSWORD);
        page.getByLabel("One-time code").fill(code);
        click(page, "Sign in");
    }
}
