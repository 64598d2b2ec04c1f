package org.rollcall.server.app;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.Invitations;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.People;
import org.rollcall.server.api.AdministratorsEndpoint;
import org.rollcall.server.api.ApplicationsEndpoint;
import org.rollcall.server.api.AuditEndpoint;
import org.rollcall.server.api.BrakeEndpoint;
import org.rollcall.server.api.ConfigurationEndpoint;
import org.rollcall.server.api.ConflictsEndpoint;
import org.rollcall.server.api.DeparturesEndpoint;
import org.rollcall.server.api.DiagnosisEndpoint;
import org.rollcall.server.api.EventsEndpoint;
import org.rollcall.server.api.ExpressionsEndpoint;
import org.rollcall.server.api.JobsEndpoint;
import org.rollcall.server.api.LogEndpoint;
import org.rollcall.server.api.MailEndpoint;
import org.rollcall.server.api.MattersEndpoint;
import org.rollcall.server.api.OwnAffairsEndpoint;
import org.rollcall.server.api.PreviewEndpoint;
import org.rollcall.server.api.ProvidersEndpoint;
import org.rollcall.server.api.RequestsEndpoint;
import org.rollcall.server.api.StatusEndpoint;
import org.rollcall.server.api.SyncRunsEndpoint;
import org.rollcall.server.api.TokenEndpoint;
import org.rollcall.server.api.TokensEndpoint;
import org.rollcall.server.api.UndoEndpoint;
import org.rollcall.server.api.UsersImportEndpoint;
import org.rollcall.server.api.WebhooksEndpoint;
import org.rollcall.server.application.KnownApplications;
import org.rollcall.server.application.Lateness;
import org.rollcall.server.application.OwnAffairs;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.catalog.Catalog;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.console.Console;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.db.Notifications;
import org.rollcall.server.db.Tx;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.delivery.Reachable;
import org.rollcall.server.delivery.WebhookWorker;
import org.rollcall.server.delivery.Webhooks;
import org.rollcall.server.diagnosis.Doctor;
import org.rollcall.server.diagnosis.Drift;
import org.rollcall.server.directory.Cursors;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.Walks;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.http.Authentication;
import org.rollcall.server.http.HttpServer;
import org.rollcall.server.http.Knock;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Subrequests;
import org.rollcall.server.http.TrustedProxies;
import org.rollcall.server.job.Jobs;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.mail.KnownMail;
import org.rollcall.server.mail.Mailer;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.preview.ConfigurationPreview;
import org.rollcall.server.provider.AccessTokens;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.DialectNotes;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.Silence;
import org.rollcall.server.provider.SyncRuns;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.scim.BulkEndpoint;
import org.rollcall.server.scim.CatalogEndpoint;
import org.rollcall.server.scim.DiscoveryEndpoint;
import org.rollcall.server.scim.GroupsEndpoint;
import org.rollcall.server.scim.Protocol;
import org.rollcall.server.scim.RootEndpoint;
import org.rollcall.server.scim.UsersEndpoint;
import org.rollcall.server.tenant.Tenants;
import org.rollcall.server.undo.Effects;
import org.rollcall.server.viewer.KeptRequests;
import org.rollcall.server.viewer.Redaction;
import org.rollcall.server.viewer.Replay;
import org.rollcall.server.viewer.RequestRecorder;
import org.rollcall.server.work.Backlog;
import org.rollcall.server.work.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring, top to bottom, by hand. Starting it starts the product; closing it ends it cleanly. */
public final class App implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    static final String FIRST_TENANT = "default";

    /** What stands in for the outside world: time and faults are parameters, so that tests can move and break them. */
    public record World(Schemas schemas, DatabaseTime time, Faults faults, Ids ids) {

        /** The world as it is. */
        public static World real() {
            return new World(Schemas.standard(), new DatabaseTime(InstantSource.system()), Faults.NONE, Ids.system());
        }
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String url;
    private final String publicUrl;
    private final String managementUrl;
    private final Router router;
    private final Tenants tenants;
    private final TenantId tenant;
    private final DatabaseTime time;
    private final Credentials credentials;
    private final Console console;

    private App(Config config, World world) {
        try {
            int port = Listening.port(config.host(), config.port(), "--port");
            int management = Listening.port(config.host(), config.managementPort(), "--management-port");
            this.url = Listening.url(config.host(), port);
            this.publicUrl = config.publicUrl().orElse(url);
            this.time = world.time();

            // Storage
            Database.Location location = location(config);
            Database database = own(Database.open(location, config.connections()));
            Tx tx = database.tx(world.faults());
            Metrics metrics = new Metrics(database);
            SchemaStore schemas = new SchemaStore(tx, world.schemas());
            RulesStore rules = new RulesStore();

            // The first tenant
            this.tenants = new Tenants(database.jdbi(), world.ids());
            this.tenant = tenants.ensure(FIRST_TENANT);

            // Whoever waits for changes
            Feed feed = new Feed(database.jdbi());
            Wakers wakers = new Wakers(feed, metrics);
            Commands commands = new Commands(tx, time, world.ids(), rules, schemas, List.of(wakers::committed));

            // Who may call
            this.credentials = new Credentials(tx, time, config.privateIssuers());
            Notifications notifications = own(Notifications.listen(location));
            notifications.on(Credentials.TOPIC, argument -> credentials.forget());
            notifications.onGap(credentials::forget);

            // Reading
            Directory directory = new Directory(tx, new Walks());
            Journal journal = new Journal(database.jdbi());
            RefusalRecorder refusals = new RefusalRecorder(journal, world.ids(), time::approximately);

            RequestRecorder requests =
                    own(new RequestRecorder(tx.bounded(), new Redaction(schemas), time::approximately));
            DialectNotes dialects = own(new DialectNotes(tx.bounded(), time::approximately));

            Providers providers = new Providers(database.jdbi());
            SyncRuns runs = new SyncRuns(database.jdbi());

            Conflicts conflicts = new Conflicts(database.jdbi(), world.ids(), time::approximately);

            Doctor doctor = new Doctor(database.jdbi(), providers, time::approximately);

            KnownApplications applications = new KnownApplications(database.jdbi(), time::approximately);

            // Endpoints
            Protocol protocol = new Protocol(publicUrl, new Cursors(tx, time::approximately));
            this.router = new Router();
            UsersEndpoint users = new UsersEndpoint(schemas, commands, directory, conflicts, protocol);
            GroupsEndpoint groups = new GroupsEndpoint(schemas, commands, directory, refusals, protocol);
            users.mount(router);
            groups.mount(router);
            Router writes = new Router();
            users.mountWrites(writes);
            groups.mountWrites(writes);
            new BulkEndpoint(writes, refusals, protocol).mount(router);
            new RootEndpoint(schemas, directory, protocol).mount(router);
            new CatalogEndpoint(world.schemas(), new Catalog(tx), protocol).mount(router);
            new DiscoveryEndpoint(schemas, protocol).mount(router);
            new ProvidersEndpoint(commands, providers, runs, credentials, dialects, publicUrl, time::approximately)
                    .mount(router);
            new DeparturesEndpoint(commands, credentials).mount(router);
            new SyncRunsEndpoint(runs, providers, world.ids(), time::approximately).mount(router);
            new ConfigurationEndpoint(commands, new ReadConfiguration(tx), credentials).mount(router);
            new PreviewEndpoint(new ConfigurationPreview(tx, commands)).mount(router);
            new JobsEndpoint(commands, new Jobs(tx)).mount(router);
            new org.rollcall.server.api.UsersEndpoint(
                            commands, new People(database.jdbi()), journal, feed, applications)
                    .mount(router);
            new UsersImportEndpoint(commands).mount(router);
            new ExpressionsEndpoint(commands, new People(database.jdbi())).mount(router);
            new BrakeEndpoint(commands, new HeldEffects(database.jdbi()), new People(database.jdbi())).mount(router);
            new ConflictsEndpoint(commands, conflicts).mount(router);
            new MattersEndpoint(commands, new Matters(database.jdbi()), new People(database.jdbi())).mount(router);
            new LogEndpoint(journal, time::approximately).mount(router);
            new AuditEndpoint(new AuditLog(database.jdbi()), time::approximately).mount(router);
            SecureRandom random = new SecureRandom();
            new AdministratorsEndpoint(
                            commands,
                            new KnownAdministrators(database.jdbi()),
                            new Invitations(database.jdbi(), commands, random, time::approximately),
                            publicUrl)
                    .mount(router);
            Mailer mailer =
                    new Mailer(database.jdbi(), time, world.ids(), config.mail(), publicUrl, world.faults(), metrics);
            new MailEndpoint(commands, new KnownMail(database.jdbi()), new KnownAdministrators(database.jdbi()), mailer)
                    .mount(router);
            new TokensEndpoint(commands, new ApiTokens(database.jdbi()), credentials).mount(router);
            new RequestsEndpoint(
                            commands,
                            new KeptRequests(database.jdbi()),
                            requests,
                            journal,
                            new Replay(commands, new Subrequests(router)),
                            time::approximately)
                    .mount(router);
            new UndoEndpoint(
                            commands,
                            new Effects(database.jdbi()),
                            providers,
                            new People(database.jdbi()),
                            time::approximately)
                    .mount(router);
            new DiagnosisEndpoint(doctor, new Drift(database.jdbi(), time::approximately), dialects).mount(router);
            new TokenEndpoint(new AccessTokens(credentials, tx, time, world.ids())).mount(router);
            new EventsEndpoint(feed).mount(router);
            new OwnAffairsEndpoint(new OwnAffairs(database.jdbi(), time::approximately), feed).mount(router);
            new ApplicationsEndpoint(commands, applications, credentials, feed).mount(router);
            Reachable reachable = new Reachable(
                    config.webhooks().networks(),
                    List.of(URI.create(url), URI.create(publicUrl)),
                    InetAddress::getAllByName);
            new WebhooksEndpoint(
                            commands,
                            new Webhooks(
                                    database.jdbi(), commands, config.webhooks().key(), reachable),
                            wakers::wakeWebhooks)
                    .mount(router);
            new StatusEndpoint(
                            database.jdbi(),
                            providers,
                            runs,
                            time::approximately,
                            config.database().isEmpty(),
                            version())
                    .mount(router);

            // Pages
            this.console = new Console(new Console.Parts(
                    tenant,
                    commands,
                    database.jdbi(),
                    world.ids(),
                    random,
                    time::approximately,
                    new Console.Queries(
                            providers, journal, new ReadConfiguration(tx), new Jobs(tx), dialects, doctor, requests),
                    credentials,
                    url,
                    publicUrl,
                    config.openId(),
                    mailer));
            console.mount(router);

            // Work in the background
            Tx bounded = tx.bounded();
            Commands due = new Commands(bounded, time, world.ids(), rules, schemas, List.of(wakers::committed));
            Backlog backlog = new Backlog(bounded, time, due, world.ids(), metrics::workFailed);
            Worker clock = own(Worker.start("clock", backlog::due, time::approximately));
            Worker placer = own(Worker.start("placer", backlog::place, time::approximately));
            wakers.placer(placer);
            own(Worker.start("purger", backlog::purge, time::approximately));
            own(Worker.start("mail", mailer::pass, time::approximately));
            own(Worker.start("requests", requests::pass, time::approximately));
            own(Worker.start(
                    "dialects",
                    () -> {
                        dialects.flush();
                        return false;
                    },
                    time::approximately));
            Silence silence = new Silence(runs, time::approximately, metrics::silent);
            own(Worker.start(
                    "silence",
                    () -> {
                        silence.look();
                        return false;
                    },
                    time::approximately));

            Lateness lateness = new Lateness(database.jdbi(), time::approximately, metrics);
            own(Worker.start(
                    "applications",
                    () -> {
                        lateness.look();
                        return false;
                    },
                    time::approximately));

            WebhookWorker webhooks = own(new WebhookWorker(
                    database.jdbi(), feed, time, world.ids(), config.webhooks().key(), reachable, world.faults()));
            wakers.webhooks(own(Worker.start("webhooks", webhooks::pass, time::approximately)));

            // Listening
            this.managementUrl = Listening.url(config.host(), management);
            own(HttpServer.start(
                    config.host(),
                    management,
                    new Management(metrics, database, List.of(clock, placer)).router(),
                    new HttpServer.Parts(
                            Nobody.CALLERS,
                            Nobody.REFUSALS,
                            Nobody.REPAIRS,
                            Nobody.WITNESS,
                            Nobody.TRAFFIC,
                            TrustedProxies.NONE,
                            console.errors(),
                            world.ids())));
            own(HttpServer.start(
                    config.host(),
                    port,
                    router,
                    new HttpServer.Parts(
                            credentials,
                            refusals,
                            dialects,
                            requests,
                            metrics,
                            new TrustedProxies(config.trustedProxies()),
                            console.errors(),
                            world.ids())));
            own(feed);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts. What was started already is ended when a later part fails. */
    public static App start(Config config, World world) {
        return new App(config, world);
    }

    /** As the program's manifest says; classes that were not packed have none. */
    private static String version() {
        return Optional.ofNullable(App.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private Database.Location location(Config config) {
        return config.database().orElseGet(() -> embedded(config.data()));
    }

    private Database.Location embedded(Path data) {
        EmbeddedPostgres postgres = own(EmbeddedPostgres.start(data, new SecureRandom()));
        return new Database.Location(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    public String publicUrl() {
        return publicUrl;
    }

    public String managementUrl() {
        return managementUrl;
    }

    /** All routes, for tests that try each one. */
    public Router router() {
        return router;
    }

    public Tenants tenants() {
        return tenants;
    }

    /** The tenant that the first start made. */
    public TenantId tenant() {
        return tenant;
    }

    /** A token for the administrators of the first tenant: the known one while it is good, else a new one. */
    public String administratorToken(Optional<String> known) {
        return known.filter(this::good).orElseGet(this::newAdministratorToken);
    }

    /**
     * The one-time code for the first administrator of the console: the known one while it works, else a new one; empty
     * when there is an administrator.
     */
    public Optional<String> setupCode(Optional<String> known) {
        return console.setupCodes().code(tenant, known);
    }

    private boolean good(String token) {
        return credentials
                .administrator(new Knock(new Authentication(Optional.empty(), token), "start", Optional.empty()))
                .filter(caller -> caller.tenant().equals(tenant))
                .isPresent();
    }

    private String newAdministratorToken() {
        return tenants.administratorToken(tenant, time.approximately(), Optional.empty())
                .value();
    }

    /**
     * Ends in the reverse order: readers that wait are answered, no new requests, those in flight finished, work ended,
     * database closed.
     */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part did not end cleanly", e);
            }
        }
    }
}
