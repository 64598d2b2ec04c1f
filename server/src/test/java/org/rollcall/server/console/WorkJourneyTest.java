package org.rollcall.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.PlacerGate;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** What an administrator does in a browser on a working day. */
@Execution(ExecutionMode.SAME_THREAD)
class WorkJourneyTest {

    private static final PlacerGate GATE = new PlacerGate();

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), GATE);

    private static Chromium chromium;
    private static Visitor robin;
    private static TestTenant tenant;
    private static TestProvider okta;
    private static TestProvider entra;

    private Pages pages;
    private Page page;

    @BeforeAll
    static void aCompany() {
        chromium = Chromium.start();
        robin = new Visitor(server);
        robin.setUp();
        tenant = server.firstTenant();
        okta = tenant.provider("Okta");
        entra = tenant.provider("Entra ID");
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Harbor'}],'roles':[{'name':'Member'}],
                 'providers':[{'name':'Okta','organization':{'fixed':'Default'},
                    'brake':{'people':0,'share':'0%','window':'60m'}},
                    {'name':'Entra ID','organization':{'byGroup':[],'fallback':'Default'},'fallbackDelay':'0s'}]}""");
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        pages = new Pages(server, chromium).as(robin);
        page = pages.page();
    }

    @AfterEach
    void quiet() {
        GATE.open();
        pages.quiet();
        pages.close();
    }

    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private void says(String text) {
        assertThat(page.locator("[role=status], [role=alert]").first()).containsText(text);
    }

    /** P-71. */
    @Test
    void whatTheBrakeHoldsIsTriedThenReleasedForSomeAndRejectedForTheOthers() {
        String lea = okta.user("lea@harbor.example");
        String max = okta.user("max@harbor.example");
        okta.setActive(lea, false);
        okta.setActive(max, false);
        pages.open("/console");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2 people are held by the brake"))
                .click();
        click("Release");
        says("Tick whom you mean, or choose everybody.");
        field("lea@harbor.example").check();
        click("Preview a release");
        assertThat(page.getByText("for 1 person. Nothing has happened yet.")).isVisible();
        assertThat(field("lea@harbor.example")).isChecked();
        pages.picture("journey-brake");
        pages.accessible("brake");
        assertThat(tenant.state(lea)).isEqualTo("active");
        click("Release");
        says("Enter a reason.");
        field("Reason").fill("she left");
        click("Release");
        says("Released.");
        assertThat(tenant.state(lea)).isEqualTo("blocked");
        assertThat(tenant.state(max)).isEqualTo("active");
        page.getByLabel("Everybody").check();
        field("Reason").fill("a mistake of the provider");
        click("Reject");
        says("Rejected.");
        assertThat(page.getByText("Nothing is held")).isVisible();
        assertThat(tenant.state(max)).isEqualTo("active");
    }

    /** P-55. */
    @Test
    void aLegalHoldKeepsSomebodyFromBeingDeactivatedAndIsSeenOnItsPage() {
        String eva = okta.user("eva@harbor.example");
        pages.open("/console/holds");
        field("Name").fill("File 7/26");
        click("Open");
        says("Created.");
        field("User names").fill("eva@harbor.example\nnobody@harbor.example");
        page.locator("#reason-add").fill("order of the court");
        click("Hold them");
        says("nobody is called \"nobody@harbor.example\"");
        field("User names").fill("eva@harbor.example");
        click("Hold them");
        says("Held.");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("eva@harbor.example"))
                .click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("File 7/26")))
                .isVisible();
        tenant.act(eva, "deactivate", "{'reason':'left'}");
        assertThat(tenant.state(eva)).isNotEqualTo("deactivated");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("File 7/26"))
                .click();
        page.locator("#reason-release").fill("settled");
        click("Release");
        says("Released.");
        assertThat(page.getByText("Whom it held")).isVisible();
    }

    /** P-82. */
    @Test
    void savedRulesAreAppliedWhileTheirProgressIsWatchedPausedAndResumed() {
        entra.user("tom@harbor.example");
        server.settle();
        GATE.close();
        pages.open("/console/providers/" + entra.id() + "/rules");
        page.getByLabel("Organization for all, or for whom no group decides").selectOption("Harbor");
        page.locator("button.btn[value=save]").click();
        says("Saved.");
        assertThat(page.locator("#job [role=status]")).hasText("running");
        pages.picture("journey-job");
        pages.accessible("job");
        page.locator("#job-switch").click();
        assertThat(page.locator("#job [role=status]")).hasText("paused");
        GATE.open();
        assertThat(tenant.organization("tom@harbor.example")).isEqualTo("Default");
        page.locator("#job-switch").click();
        assertThat(page.locator("#job [role=status]")).hasText("done");
        assertThat(tenant.organization("tom@harbor.example")).isEqualTo("Harbor");
    }

    @Test
    void aTokenOfTheApiIsShownOnceWorksAndIsRevoked() {
        pages.open("/console/settings");
        page.getByText("Issue a token").click();
        page.getByLabel("Works for how many days?").fill("7");
        click("Issue");
        Client api =
                new Client(server.app().url(), "Bearer " + field("New token").inputValue());
        assertThat(api.get("/api/v1/log").status())
                .as("a token may do the least unless more is chosen")
                .isEqualTo(200);
        assertThat(api.get("/api/v1/users").status()).isEqualTo(403);
        pages.open("/console/settings");
        assertThat(field("New token")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke the token of"))
                .first()
                .click();
        says("Revoked.");
        assertThat(api.get("/api/v1/log").status()).isEqualTo(401);
    }
}
