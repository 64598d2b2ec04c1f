package org.rollcall.server.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.base.Limits;

/** Speaks SMTP (RFC 5321), by TLS with the name of the server checked, unless it was told not to. */
final class Smtp {

    /** Held, so that it stays as it is set: the library would log recipients, if somebody turned debugging on. */
    private static final Logger LIBRARY = Logger.getLogger("org.eclipse.angus.mail");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private static final int PERMANENT = 500;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** One mail for one recipient; {@code id} becomes its Message-ID, the same in every attempt. */
    record Envelope(String id, MailAddress to, Instant at, String unsubscribe) {}

    private final MailServer server;
    private final Session session;
    private final String protocol;

    Smtp(MailServer server) {
        this.server = server;
        this.protocol = server.security() == MailServer.Security.TLS ? "smtps" : "smtp";
        this.session = Session.getInstance(properties());
    }

    private Properties properties() {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", millis());
        properties.put(prefix + "timeout", millis());
        properties.put(prefix + "writetimeout", millis());
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.required", server.security() == MailServer.Security.STARTTLS);
        properties.put(prefix + "starttls.enable", server.security() == MailServer.Security.STARTTLS);
        properties.put(prefix + "auth", server.login().isPresent());
        server.authority().ifPresent(file -> properties.put(prefix + "ssl.socketFactory", Trust.only(file)));
        return properties;
    }

    private static String millis() {
        return Long.toString(Limits.MAIL_ANSWER.toMillis());
    }

    /**
     * Hands a letter over to the mail server.
     *
     * @throws UndeliveredException when it did not take it
     */
    void send(Envelope envelope, Letter letter) throws UndeliveredException {
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.login().map(MailServer.Login::user).orElse(null),
                    server.login().map(MailServer.Login::password).orElse(null));
            MimeMessage message = message(envelope, letter);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw undelivered(e);
        }
    }

    private MimeMessage message(Envelope envelope, Letter letter) throws MessagingException {
        MimeMessage message = new WithId(session, "<%s@%s>".formatted(envelope.id(), domain()));
        message.setFrom(address(server.sender()));
        message.setRecipient(Message.RecipientType.TO, address(envelope.to()));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(envelope.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Unsubscribe", "<" + envelope.unsubscribe() + ">");
        Multipart both = new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html"));
        message.setContent(both);
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static InternetAddress address(MailAddress address) throws MessagingException {
        return new InternetAddress(address.value(), true);
    }

    private String domain() {
        String sender = server.sender().value();
        return sender.substring(sender.lastIndexOf('@') + 1);
    }

    /** The library would make up a new Message-ID for each attempt. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    // ---- what went wrong, in words; texts of the mail server are left out, because they repeat addresses

    private UndeliveredException undelivered(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            Optional<UndeliveredException> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return failure.getMessage() != null && failure.getMessage().contains("STARTTLS")
                ? later("the mail server offers no STARTTLS, and without it nothing is sent; name its port for TLS with"
                        + " --smtp-security tls, or use another server")
                : later("the conversation with the mail server broke off (%s)"
                        .formatted(failure.getClass().getSimpleName()));
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : cause.getCause();
    }

    private Optional<UndeliveredException> known(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case SMTPAddressFailedException refused ->
                        refused("the mail server refuses the recipient", refused.getReturnCode());
                    case SMTPSenderFailedException refused ->
                        refused("the mail server refuses the sender; see --mail-from", refused.getReturnCode());
                    case SMTPSendFailedException refused
                    when !(refused.getNextException() instanceof SendFailedException) ->
                        refused("the mail server refuses the mail", refused.getReturnCode());
                    case AuthenticationFailedException refused ->
                        later("the mail server refuses user and password; see --smtp-user and the password's file");
                    case SSLException failed ->
                        later("TLS with the mail server failed: its certificate is not trusted, or is for another name;"
                                + " see --smtp-host and --smtp-ca-file");
                    case UnknownHostException unknown -> later("no mail server has the name of --smtp-host");
                    case ConnectException refused ->
                        later("nothing answers at %s:%d; see --smtp-host and --smtp-port"
                                .formatted(server.host(), server.port()));
                    case SocketTimeoutException slow ->
                        later("the mail server did not answer within %d seconds"
                                .formatted(Limits.MAIL_ANSWER.toSeconds()));
                    case IOException broken -> later("the connection to the mail server broke");
                    default -> null;
                });
    }

    private static UndeliveredException refused(String words, int code) {
        return new UndeliveredException("%s (%d)".formatted(words, code), code >= PERMANENT);
    }

    private static UndeliveredException later(String words) {
        return new UndeliveredException(words, false);
    }
}
