package org.rollcall.server.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.scim.ScimException;
import org.rollcall.server.mail.MailAddress;
import org.rollcall.server.mail.MailServer;
import org.rollcall.server.mail.MailServer.Login;
import org.rollcall.server.mail.MailServer.Security;
import picocli.CommandLine.Option;

/** The mail server, as options and environment name it (P-94). */
final class MailOptions {

    private static final String LIKELY = "rollcall@localhost.localdomain";

    @Option(
            names = "--smtp-host",
            defaultValue = "${env:ROLLCALL_SMTP_HOST}",
            description = "Mail server for reports to administrators. Without one no mail is sent.")
    private @Nullable String host;

    @Option(
            names = "--smtp-port",
            defaultValue = "${env:ROLLCALL_SMTP_PORT}",
            description = "Its port. Default: 587 for starttls, 465 for tls, 25 for none.")
    private @Nullable Integer port;

    @Option(
            names = "--smtp-security",
            defaultValue = "${env:ROLLCALL_SMTP_SECURITY:-starttls}",
            description = "starttls or tls; none only for a relay on this machine.")
    private String security = "starttls";

    @Option(
            names = "--smtp-user",
            defaultValue = "${env:ROLLCALL_SMTP_USER}",
            description = "User there, if it asks for one. The password by ROLLCALL_SMTP_PASSWORD, or in a file.")
    private @Nullable String user;

    @Option(
            names = "--smtp-password-file",
            defaultValue = "${env:ROLLCALL_SMTP_PASSWORD_FILE}",
            description = "File that has the password and nothing else.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--smtp-ca-file",
            defaultValue = "${env:ROLLCALL_SMTP_CA_FILE}",
            description = "Certificates (PEM) to trust there, instead of those that Java trusts.")
    private @Nullable Path authority;

    @Option(
            names = "--mail-from",
            defaultValue = "${env:ROLLCALL_MAIL_FROM}",
            description = "Address that mail comes from, such as rollcall@example.com.")
    private @Nullable String from;

    /** Empty where no mail server is named. What is wrong is added to the problems. */
    Optional<MailServer> server(Optional<String> passwordInEnvironment, List<String> problems) {
        return Optional.ofNullable(host).filter(text -> !text.isBlank()).map(name -> {
            Security chosen = Security.of(security).orElseGet(() -> {
                problems.add("--smtp-security must be one of " + String.join(", ", Security.labels()));
                return Security.STARTTLS;
            });
            if (chosen == Security.NONE
                    && passwordInEnvironment.or(() -> Optional.ofNullable(user)).isPresent()) {
                problems.add("--smtp-security none would send the password in clear; use starttls or tls");
            }
            return new MailServer(
                    name,
                    Optional.ofNullable(port).orElse(chosen.port()),
                    chosen,
                    login(passwordInEnvironment, problems),
                    sender(problems),
                    authority(problems));
        });
    }

    private Optional<Login> login(Optional<String> inEnvironment, List<String> problems) {
        if (user == null || user.isBlank()) {
            return Optional.empty();
        }
        String password = SecretFile.or(
                        Optional.ofNullable(passwordFile), inEnvironment, "--smtp-password-file", problems)
                .orElse("");
        if (password.isBlank()) {
            problems.add("the password of --smtp-user is missing; set ROLLCALL_SMTP_PASSWORD or --smtp-password-file");
        }
        return Optional.of(new Login(user, password));
    }

    private MailAddress sender(List<String> problems) {
        try {
            return new MailAddress(Optional.ofNullable(from).orElse(""));
        } catch (ScimException e) {
            problems.add("--mail-from must be an address such as rollcall@example.com; --smtp-host needs it");
            return new MailAddress(LIKELY);
        }
    }

    private Optional<Path> authority(List<String> problems) {
        Optional<Path> file = Optional.ofNullable(authority);
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> problems.add("--smtp-ca-file cannot be read: " + path));
        return file;
    }
}
