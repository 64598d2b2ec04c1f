package org.rollcall.server.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.base.Ids;
import org.rollcall.server.delivery.WebhookSettings;
import org.rollcall.server.mail.MailServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollcall up}: starts the server and keeps it running until it is told to end. */
@Command(
        name = "up",
        description = "Start the server. Without --database it starts its own PostgreSQL in the data folder.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class UpCommand implements Callable<Integer> {

    private static final int WRONG_SETTINGS = 2;

    @Option(names = "--host", defaultValue = "${env:ROLLCALL_HOST:-127.0.0.1}", description = "Address to listen on.")
    private String host = "";

    @Option(names = "--port", defaultValue = "${env:ROLLCALL_PORT:-8080}", description = "Port; 0 takes a free one.")
    private String port = "";

    @Option(
            names = "--management-port",
            defaultValue = "${env:ROLLCALL_MANAGEMENT_PORT:-9090}",
            description = "Port for health and metrics; 0 takes a free one.")
    private String managementPort = "";

    @Option(names = "--data", defaultValue = "${env:ROLLCALL_DATA:-./data}", description = "Data folder.")
    private String data = "";

    @Option(
            names = "--database",
            defaultValue = "${env:ROLLCALL_DATABASE}",
            description = "Your own PostgreSQL, jdbc:postgresql://host/database; user and password by"
                    + " ROLLCALL_DATABASE_USER and ROLLCALL_DATABASE_PASSWORD.")
    private @Nullable String database;

    @Option(
            names = "--public-url",
            defaultValue = "${env:ROLLCALL_PUBLIC_URL}",
            description = "What providers reach this server by; every base URL is built from it.")
    private @Nullable String publicUrl;

    @Option(
            names = "--trusted-proxy",
            defaultValue = "${env:ROLLCALL_TRUSTED_PROXY}",
            description = "Addresses or networks, separated by commas, of proxies whose X-Forwarded-For says where"
                    + " requests come from. That of others is ignored.")
    private @Nullable String trustedProxies;

    @Option(
            names = "--private-issuers",
            defaultValue = "${env:ROLLCALL_PRIVATE_ISSUERS:-false}",
            description = "Fetch the keys of issuers that providers trust from private addresses, too.")
    private boolean privateIssuers;

    @Mixin
    private OpenIdOptions openId = new OpenIdOptions();

    @Mixin
    private MailOptions mail = new MailOptions();

    @Mixin
    private WebhookOptions webhooks = new WebhookOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try {
            List<String> problems = new ArrayList<>();
            Optional<OpenIdSettings> provider =
                    openId.settings(Optional.ofNullable(System.getenv("ROLLCALL_OPENID_CLIENT_SECRET")), problems);
            Optional<MailServer> mailServer =
                    mail.server(Optional.ofNullable(System.getenv("ROLLCALL_SMTP_PASSWORD")), problems);
            WebhookSettings webhookSettings = webhooks.settings(Path.of(data), Ids.system(), problems);
            if (!problems.isEmpty()) {
                throw new Config.InvalidException(problems);
            }
            run(Config.of(texts()).with(provider).mailing(mailServer).delivering(webhookSettings));
            return 0;
        } catch (Config.InvalidException e) {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            e.problems().forEach(problem -> err.println("rollcall: " + problem));
            return WRONG_SETTINGS;
        }
    }

    private Config.Texts texts() {
        return new Config.Texts(
                host,
                port,
                managementPort,
                data,
                Optional.ofNullable(database),
                Optional.ofNullable(System.getenv("ROLLCALL_DATABASE_USER")),
                Optional.ofNullable(System.getenv("ROLLCALL_DATABASE_PASSWORD")),
                Optional.ofNullable(publicUrl),
                Optional.ofNullable(trustedProxies),
                privateIssuers);
    }

    private static void run(Config config) {
        CountDownLatch ended = new CountDownLatch(1);
        App app = App.start(config, App.World.real());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(app, ended), "end"));
        AdminFile.write(config.data(), app.url(), app.administratorToken(AdminFile.token(config.data())));
        System.out.printf(
                "Rollcall is ready: console at %s/console, SCIM and API at %1$s, health at %s/health/ready, metrics at %s/metrics, data in %s%n",
                app.publicUrl(),
                app.managementUrl(),
                app.managementUrl(),
                config.data().toAbsolutePath().normalize());
        SetupFile.write(config.data(), app.setupCode(SetupFile.read(config.data())))
                .ifPresent(code -> System.out.printf(
                        "The console has no administrator yet. Open %s/console and enter the one-time code %s%n",
                        app.publicUrl(), code));
        System.out.flush();
        awaitForever(ended);
    }

    private static void end(App app, CountDownLatch ended) {
        app.close();
        ended.countDown();
    }

    static void awaitForever(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
