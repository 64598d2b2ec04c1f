package org.rollcall.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimException;
import org.rollcall.server.directorysync.Certificates;
import org.rollcall.server.mail.Letter.Link;
import org.rollcall.server.mail.Letter.Paragraph;
import org.rollcall.server.mail.Letter.Rows;
import org.rollcall.server.mail.MailServer.Login;
import org.rollcall.server.mail.MailServer.Security;

/** P-94: handing a mail over, by TLS, and saying in words what is wrong. */
class SmtpTest {

    private static final MailAddress SENDER = new MailAddress("rollcall@example.org");
    private static final MailAddress LEE = new MailAddress("lee@example.org");
    private static final Letter LETTER = new Letter(
            "Änderungen\r\nBcc: eve@example.org",
            List.of(
                    new Paragraph("Ana & <b>Ben</b>"),
                    new Rows(List.of("User"), List.of(List.of("ana\r\nBcc: eve@example.org"))),
                    new Link("Settings", "https://rollcall.example.org/console/settings/mail")));

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static GreenMail mail;

    @BeforeAll
    static void aMailServer() throws Exception {
        certificates = Certificates.made(folder, "mail", "ip:127.0.0.1");
        System.setProperty("greenmail.tls.keystore.file", certificates.store().toString());
        System.setProperty("greenmail.tls.keystore.password", Certificates.PIN);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", "smtps").dynamicPort(),
            new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort()
        });
        mail.start();
        mail.setUser("rollcall@example.org", "rollcall", "right");
    }

    @AfterAll
    static void stop() {
        mail.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private static MailServer server(int port, Security security, Optional<String> password, Optional<Path> trusted) {
        return new MailServer(
                "127.0.0.1", port, security, password.map(given -> new Login("rollcall", given)), SENDER, trusted);
    }

    private static MailServer secured(String password, Optional<Path> trusted) {
        return server(mail.getSmtps().getPort(), Security.TLS, Optional.of(password), trusted);
    }

    private static Optional<Path> trusted() {
        return Optional.of(certificates.certificate());
    }

    private static void send(MailServer server, MailAddress to) throws UndeliveredException {
        new Smtp(server)
                .send(
                        new Smtp.Envelope(
                                "mail-1",
                                to,
                                Instant.parse("2026-11-24T09:00:00Z"),
                                "https://rollcall.example.org/console/settings/mail"),
                        LETTER);
    }

    @Test
    void aLetterArrivesByTlsAsTextAndHtml() throws Exception {
        send(secured("right", trusted()), LEE);

        MimeMessage received = mail.getReceivedMessages()[0];
        assertThat(received.getContentType()).startsWith("multipart/alternative");
        assertThat(received.getHeader("Message-ID")).containsExactly("<mail-1@example.org>");
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getHeader("List-Unsubscribe"))
                .containsExactly("<https://rollcall.example.org/console/settings/mail>");
        assertThat(received.getSubject()).isEqualTo("Änderungen Bcc: eve@example.org");
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getAllRecipients()).hasSize(1);
    }

    @Test
    void bothFormsSayTheSameAndNamesAreNoMarkup() {
        assertThat(LETTER.text())
                .contains("Ana & <b>Ben</b>", "User: ana Bcc: eve@example.org", "https://rollcall.example.org/console");
        assertThat(LETTER.html())
                .contains("Ana &amp; &lt;b&gt;Ben&lt;/b&gt;", "<td>ana Bcc: eve@example.org</td>")
                .contains("<a href=\"https://rollcall.example.org/console/settings/mail\">Settings</a>");
    }

    private static void undelivered(MailServer server, MailAddress to, boolean forGood, String... words) {
        assertThatThrownBy(() -> send(server, to)).isInstanceOfSatisfying(UndeliveredException.class, e -> {
            assertThat(e).hasMessageContainingAll(words);
            assertThat(e.getMessage()).doesNotContain("@");
            assertThat(e.forGood()).isEqualTo(forGood);
        });
    }

    @Test
    void whatIsWrongIsSaidInWords() throws Exception {
        undelivered(secured("right", Optional.empty()), LEE, false, "TLS", "--smtp-ca-file");
        undelivered(secured("wrong", trusted()), LEE, false, "refuses user and password");
        undelivered(
                server(mail.getSmtp().getPort(), Security.STARTTLS, Optional.empty(), trusted()),
                LEE,
                false,
                "offers no STARTTLS");
        undelivered(server(closed(), Security.NONE, Optional.empty(), Optional.empty()), LEE, false, "nothing answers");
    }

    private static int closed() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    @Test
    void startTlsProtectsEverythingAfterIt() throws Exception {
        try (SmtpStub stub = new SmtpStub(Optional.of(certificates.store()), Certificates.PIN)) {
            send(server(stub.port(), Security.STARTTLS, Optional.empty(), trusted()), LEE);
            List<String> heard = stub.heard();
            assertThat(heard.subList(0, heard.indexOf("(TLS)"))).allMatch(line -> line.matches("EHLO .*|STARTTLS"));
            assertThat(heard).contains("RCPT TO:<lee@example.org>");
        }
    }

    @Test
    void aRecipientThatIsRefusedIsRefusedForGood() throws Exception {
        try (SmtpStub stub = new SmtpStub(Optional.empty(), "")) {
            undelivered(
                    server(stub.port(), Security.NONE, Optional.empty(), Optional.empty()),
                    new MailAddress("gone@example.org"),
                    true,
                    "refuses the recipient (550)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lee",
                "lee@",
                "@example.org",
                "lee@example.org\r\nBcc: eve@example.org",
                "lee@example.org,eve@example.org",
                "Lee <lee@example.org>",
                "lee@example.org ",
                "lee\n@example.org",
                "\"lee\"@example.org",
                "lee@exam ple.org"
            })
    void whatIsNoSingleAddressIsRefused(String text) {
        assertThatThrownBy(() -> new MailAddress(text)).isInstanceOf(ScimException.class);
    }
}
