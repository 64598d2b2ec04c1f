package org.rollcall.server.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.db.Database;
import org.rollcall.server.delivery.WebhookSettings;
import org.rollcall.server.mail.MailServer;

/**
 * How to start. A wrong setting stops the start, with all that is wrong said at once.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param managementPort for health and metrics, on the same address; 0 takes a free one
 * @param data folder of the embedded database and of what {@code up} leaves for the command line
 * @param database one's own PostgreSQL; without one, the embedded
 * @param publicUrl what every location and base URL begins with; without one, host and port
 * @param trustedProxies whose {@code X-Forwarded-For} says where requests come from
 * @param openId where administrators can sign in, beside password and code
 * @param privateIssuers whether keys of trusted issuers may be fetched from private addresses
 * @param mail where mail to administrators is handed over; without one none is sent
 * @param webhooks the key of webhooks, and which private networks they may call
 */
public record Config(
        String host,
        int port,
        int managementPort,
        Path data,
        Optional<Database.Location> database,
        Optional<String> publicUrl,
        int connections,
        List<Cidr> trustedProxies,
        boolean privateIssuers,
        Optional<OpenIdSettings> openId,
        Optional<MailServer> mail,
        WebhookSettings webhooks) {

    /** Without an OpenID provider, a mail server and webhooks. */
    public Config(
            String host,
            int port,
            int managementPort,
            Path data,
            Optional<Database.Location> database,
            Optional<String> publicUrl,
            int connections,
            List<Cidr> trustedProxies,
            boolean privateIssuers) {
        this(
                host,
                port,
                managementPort,
                data,
                database,
                publicUrl,
                connections,
                trustedProxies,
                privateIssuers,
                Optional.empty(),
                Optional.empty(),
                WebhookSettings.NONE);
    }

    /** The same with an OpenID provider. */
    public Config with(Optional<OpenIdSettings> provider) {
        return new Config(
                host,
                port,
                managementPort,
                data,
                database,
                publicUrl,
                connections,
                trustedProxies,
                privateIssuers,
                provider,
                mail,
                webhooks);
    }

    /** The same with a mail server. */
    public Config mailing(Optional<MailServer> server) {
        return new Config(
                host,
                port,
                managementPort,
                data,
                database,
                publicUrl,
                connections,
                trustedProxies,
                privateIssuers,
                openId,
                server,
                webhooks);
    }

    /** The same with webhooks. */
    public Config delivering(WebhookSettings settings) {
        return new Config(
                host,
                port,
                managementPort,
                data,
                database,
                publicUrl,
                connections,
                trustedProxies,
                privateIssuers,
                openId,
                mail,
                settings);
    }

    private static final int CONNECTIONS = 16;
    private static final int HIGHEST_PORT = 65_535;

    /** Settings as text, as options and environment give them; empty is not the same as absent. */
    public record Texts(
            String host,
            String port,
            String managementPort,
            String data,
            Optional<String> database,
            Optional<String> databaseUser,
            Optional<String> databasePassword,
            Optional<String> publicUrl,
            Optional<String> trustedProxies,
            boolean privateIssuers) {

        /** Redacted: the password must not reach a log. */
        @Override
        public String toString() {
            return "Texts[redacted]";
        }
    }

    /** Settings that cannot be used. */
    public static final class InvalidException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final List<String> problems;

        InvalidException(List<String> problems) {
            super(String.join("\n", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }

    /** Reads settings. */
    public static Config of(Texts texts) {
        List<String> problems = new ArrayList<>();
        required(texts.host(), "--host", problems);
        required(texts.data(), "--data", problems);
        int port = port(texts.port(), "--port", problems);
        int management = port(texts.managementPort(), "--management-port", problems);
        Optional<Database.Location> database = texts.database().flatMap(url -> location(url, texts, problems));
        if (database.isEmpty()
                && (texts.databaseUser().isPresent() || texts.databasePassword().isPresent())) {
            problems.add("a database user or password is set, but --database is not");
        }
        Optional<String> publicUrl = texts.publicUrl().flatMap(url -> publicUrl(url, problems));
        List<Cidr> proxies =
                texts.trustedProxies().map(list -> proxies(list, problems)).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
        return new Config(
                texts.host(),
                port,
                management,
                Path.of(texts.data()),
                database,
                publicUrl,
                CONNECTIONS,
                proxies,
                texts.privateIssuers());
    }

    private static void required(String value, String name, List<String> problems) {
        if (value.isBlank()) {
            problems.add(name + " is empty");
        }
    }

    private static int port(String text, String name, List<String> problems) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        problems.add("%s must be a port from 0 to %d, not \"%s\"".formatted(name, HIGHEST_PORT, text));
        return 0;
    }

    private static Optional<Database.Location> location(String url, Texts texts, List<String> problems) {
        if (!url.startsWith("jdbc:postgresql://")) {
            problems.add("--database must begin with jdbc:postgresql://");
        }
        texts.databaseUser().filter(String::isBlank).ifPresent(x -> problems.add("the database user is empty"));
        texts.databasePassword()
                .filter(password ->
                        password.isBlank() || password.toLowerCase(Locale.ROOT).equals("changeme"))
                .ifPresent(x -> problems.add("the database password is empty or a placeholder"));
        return Optional.of(new Database.Location(
                url, texts.databaseUser().orElse(""), texts.databasePassword().orElse("")));
    }

    private static List<Cidr> proxies(String list, List<String> problems) {
        List<Cidr> proxies = new ArrayList<>();
        for (String text : list.split(",", -1)) {
            Cidr.of(text)
                    .ifPresentOrElse(
                            proxies::add,
                            () -> problems.add(
                                    "--trusted-proxy must be addresses or networks like 10.0.0.7,10.1.0.0/16,"
                                            + " not \"%s\"".formatted(text)));
        }
        return proxies;
    }

    private static Optional<String> publicUrl(String text, List<String> problems) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (web && bare && uri.getHost() != null) {
                return Optional.of(text.replaceAll("/+$", ""));
            }
        } catch (URISyntaxException e) {
            // said below
        }
        problems.add("--public-url must be an http or https URL without query, such as https://rollcall.example.com");
        return Optional.empty();
    }
}
