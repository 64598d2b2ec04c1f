package org.rollcall.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.console.Joined;
import org.rollcall.server.console.Visitor;
import org.rollcall.server.db.Faults;
import org.rollcall.server.mail.MailServer.Security;
import org.rollcall.server.testing.CapturedLogs;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-46, P-94: what administrators are told by mail, on two nodes and with a real mail server. */
class MailTest {

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Company','organizations':[{'name':'Sales'}]}],
             'roles':[{'name':'Chief','administrative':true}],
             'providers':[{'name':'okta','organization':{'fixed':'Company/Sales'},'brake':'off',
               'roles':[{'group':'Chiefs','roles':['Chief']}]}]}""";

    private static final GreenMail MAIL = mailServer();

    /** So many nodes end after a mail was sent, before they can say so. */
    private static final AtomicInteger KILLS = new AtomicInteger();

    private static final Faults KILLED = new Faults() {
        @Override
        public void at(String point) {
            if (point.equals("mail-sent") && KILLS.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                throw new IllegalStateException("killed");
            }
        }
    };

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), KILLED)
            .mailing(new MailServer(
                    "127.0.0.1",
                    MAIL.getSmtp().getPort(),
                    Security.NONE,
                    Optional.empty(),
                    new MailAddress("rollcall@example.org"),
                    Optional.empty()));

    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestTenant tenant;
    private TestProvider okta;
    private String lee;
    private String chiefs;

    private static GreenMail mailServer() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = free.getLocalPort();
            free.close();
            GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
            mail.start();
            return mail;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void anotherNode() {
        server.anotherNode(KILLED);
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    @BeforeEach
    void aTenantWithAnAdministrator() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        lee = administrator("environment-administrator");
        chiefs = okta.group("Chiefs");
        tenant.apply(CONFIGURATION);
    }

    /** Each of a domain of its own, so that its mail is told from that of others. */
    private String administrator(String kind) {
        String name = "lee@n%d.example.org".formatted(NAMES.incrementAndGet());
        Answer added = tenant.admin()
                .post(
                        "/api/v1/administrators",
                        body("{'name':'%s','kind':'%s','signIn':'openid'}".formatted(name, kind)));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        return name;
    }

    private JsonNode set(String settings) {
        Answer answer = tenant.admin().put("/api/v1/mail", body(settings));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode standing() {
        return tenant.admin().get("/api/v1/mail").json();
    }

    private static List<MimeMessage> received(String by) {
        return Arrays.asList(MAIL.getReceivedMessagesForDomain(by.substring(by.indexOf('@') + 1)));
    }

    private static List<MimeMessage> await(String by, int mails) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(received(by)).hasSize(mails));
        return received(by);
    }

    private static String text(MimeMessage mail) {
        try {
            return ((MimeMultipart) mail.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void aChief(String name) {
        okta.user(name);
        Answer granted = tenant.act(name, "grants", "{'role':'Chief','reason':'deputy of <Kim>'}");
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    }

    @Test
    void administratorsAreToldOfAnAdministrativeRoleAndOthersAreNot() {
        String viewer = administrator("log-viewer");
        String off = administrator("environment-administrator");
        assertThat(tenant.admin()
                        .put("/api/v1/administrators/" + off + "/mail", "{\"wanted\":false}")
                        .status())
                .isEqualTo(204);
        okta.addMembers(chiefs, okta.user("ana@example.org"));

        String told = text(await(lee, 1).getFirst());

        assertThat(told)
                .contains("User: ana@example.org", "Role: Chief", "Organization: Company/Sales", "UTC")
                .contains("Cause: ", "Chiefs", "Done by: okta")
                .contains("/console/settings/mail");
        assertThat(received(viewer)).isEmpty();
        assertThat(received(off)).isEmpty();

        aChief("ben@example.org");
        aChief("cleo@example.org");
        server.advance(Duration.ofMinutes(6));
        assertThat(text(await(lee, 2).getLast())).contains("ben@example.org", "cleo@example.org", "deputy of <Kim>");
    }

    @Test
    void whoSwitchedTheNoticesOffIsNotTold() {
        set("{'roleNotices':false}");
        aChief("ana@example.org");
        Awaitility.await()
                .until(() -> server.count("select count(*) from mail_grant where tenant_id = '%s'"
                                .formatted(tenant.id().value()))
                        == 0);
        assertThat(received(lee)).isEmpty();
    }

    @Test
    void theDailyReportCountsWhatChangedAndNamesNobodyAndIsSentOnce() {
        set("{'report':'daily','recipients':['environment-administrator','log-viewer']}");
        String viewer = administrator("log-viewer");
        okta.user("ana@example.org");
        okta.user("ben@example.org");

        server.advance(Duration.ofHours(25));

        String told = text(await(viewer, 1).getFirst());
        assertThat(told).contains("By: okta\r\nWhat: user added\r\nTimes: 2").doesNotContain("ana@", "ben@");
        await(lee, 1);
        server.advance(Duration.ofHours(25));
        Awaitility.await()
                .until(() -> server.count("select count(*) from mail_setting where tenant_id = '%s' and reported_until"
                                        .formatted(tenant.id().value())
                                + " > now() + interval '24 hours'")
                        == 1);
        assertThat(received(lee)).as("a day without changes is not told of").hasSize(1);
    }

    /** H-G10 */
    @Test
    void whatTheBrakeHoldsIsInEachDailyReport() {
        set("{'report':'daily'}");
        tenant.apply(CONFIGURATION.replace("'brake':'off'", "'brake':{'people':10,'share':'0%','window':'60m'}"));
        IntStream.range(0, 12).forEach(n -> okta.setActive(okta.user("u%d@example.org".formatted(n)), false));

        server.advance(Duration.ofHours(25));
        assertThat(text(await(lee, 1).getFirst())).contains("By: the brake\r\nWhat: effects held, the first since ");
        server.advance(Duration.ofHours(25));
        assertThat(text(await(lee, 2).getLast())).contains("By: the brake\r\n");
    }

    @Test
    void errorsAreToldOnceAnHour() {
        set("{'report':'errors'}");
        server.advance(Duration.ofMinutes(62));
        okta.user("ana@example.org");
        assertThat(okta.scim()
                        .post("/Users", body("{'userName':'ana@example.org'}"))
                        .status())
                .isEqualTo(409);
        server.advance(Duration.ofMinutes(2));

        String told = text(await(lee, 1).getFirst());

        assertThat(told)
                .contains("From: okta\r\nWhat: refused with 409 uniqueness\r\nTimes: 1")
                .doesNotContain("ana@");
    }

    @Test
    void whileTheMailServerIsAwayEverythingElseGoesOnAndAddressesStayOutOfTheLog() {
        try (CapturedLogs logs = CapturedLogs.open()) {
            MAIL.stop();
            aChief("ana@example.org");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(standing().path("problem").asString("")).contains("nothing answers"));
            assertThat(standing().get("waiting").asInt()).isEqualTo(1);
            assertThat(tenant.admin().get("/api/v1/drift").text()).contains("mail-fails", "nothing answers");
            okta.user("ben@example.org");

            MAIL.start();
            server.advance(Duration.ofMinutes(2));
            await(lee, 1);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(standing().get("waiting").asInt()).isZero());
            assertThat(standing().has("problem")).isFalse();
            String ours = logs.text()
                    .lines()
                    .filter(line -> !line.startsWith("com.icegreen"))
                    .collect(Collectors.joining("\n"));
            assertThat(ours).contains("was not taken").doesNotContain(lee);
        }
    }

    @Test
    void whoMayNotReceiveMailAnyMoreDoesNotGetWhatWaits() {
        MAIL.stop();
        aChief("ana@example.org");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(standing().path("problem").asString("")).contains("nothing answers"));
        set("{'recipients':['log-viewer']}");

        MAIL.start();
        server.advance(Duration.ofMinutes(2));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(standing().get("failed").asInt()).isEqualTo(1));
        assertThat(received(lee)).isEmpty();
    }

    @Test
    void aNodeThatIsKilledBeforeItCanSayThatAMailWasSentLetsItGoOutOnceMoreUnderTheSameId() throws Exception {
        KILLS.set(1);
        aChief("ana@example.org");
        await(lee, 1);
        server.advance(Duration.ofMinutes(11));
        List<MimeMessage> twice = await(lee, 2);
        assertThat(twice.getFirst().getMessageID()).isEqualTo(twice.getLast().getMessageID());
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(standing().get("waiting").asInt()).isZero());
    }

    @Test
    void whatCannotBeSetIsRefused() {
        assertThat(tenant.admin()
                        .put("/api/v1/mail", body("{'report':'hourly'}"))
                        .status())
                .isEqualTo(400);
        assertThat(tenant.admin()
                        .put("/api/v1/mail", body("{'recipients':['user']}"))
                        .text())
                .contains("may not read the log");
        assertThat(tenant.admin()
                        .put(
                                "/api/v1/administrators/" + lee + "/mail",
                                "{\"address\":\"lee@example.org\\r\\nBcc: eve@example.org\"}")
                        .status())
                .isEqualTo(400);
        assertThat(tenant.log("configuration changed"))
                .noneMatch(row -> row.toString().contains("hourly"));
    }

    @Test
    void anAdministratorChoosesInTheConsole() {
        Visitor robin = new Visitor(server);
        robin.setUp();
        String csrf = Joined.token(robin);
        String address = "robin@n%d.example.org".formatted(NAMES.incrementAndGet());

        assertThat(Joined.post(
                                robin,
                                "/console/settings/mail/own",
                                Map.of("csrf", csrf, "address", address, "wanted", "on"))
                        .header("Location"))
                .endsWith("done=saved");
        assertThat(Joined.post(
                                robin,
                                "/console/settings/mail/tenant",
                                Map.of("csrf", csrf, "report", "errors", "kind", "log-viewer"))
                        .header("Location"))
                .endsWith("done=saved");
        assertThat(Joined.post(robin, "/console/settings/mail/test", Map.of("csrf", csrf))
                        .header("Location"))
                .endsWith("done=mail-test");

        await(address, 1);
        assertThat(robin.get("/console/settings/mail").text())
                .contains("value=\"" + address, "value=\"errors\" selected", "value=\"log-viewer\" checked");
        assertThat(server.firstTenant().log("administrator changed").getLast().toString())
                .contains("gets mail")
                .doesNotContain(address);
    }

    @Test
    void aTestSaysWhetherItWasTaken() {
        Answer sent = tenant.admin().post("/api/v1/mail/test", body("{'administrator':'%s'}".formatted(lee)));
        assertThat(sent.at("/sent")).isEqualTo("true");
        assertThat(received(lee)).hasSize(1);
        assertThat(tenant.admin()
                        .post("/api/v1/mail/test", body("{'administrator':'nobody'}"))
                        .status())
                .isEqualTo(404);
    }
}
