package org.rollcall.server.mail;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The mail server, as the operator names it. It is no setting in the database: the password stays out of it and of
 * backups.
 *
 * @param login user and password; empty where none is asked for
 * @param sender the address that mail comes from
 * @param authority a file with certificates (PEM) to trust instead of those of the Java runtime
 */
public record MailServer(
        String host, int port, Security security, Optional<Login> login, MailAddress sender, Optional<Path> authority) {

    /** How the connection is protected. */
    public enum Security {
        /** Plain at first, then TLS, or nothing is sent. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465),
        /** Not at all: for a relay on the same machine. */
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }

        /** Unless told otherwise. */
        public int port() {
            return port;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Security> of(String label) {
            return Arrays.stream(values())
                    .filter(security -> security.label().equals(label))
                    .findFirst();
        }

        public static List<String> labels() {
            return Arrays.stream(values()).map(Security::label).toList();
        }
    }

    /** How this server proves to the mail server who it is. */
    public record Login(String user, String password) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Login[redacted]";
        }
    }
}
