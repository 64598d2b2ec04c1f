package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.app.App;
import org.rollcall.server.app.Config;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.delivery.WebhookSettings;
import org.rollcall.server.mail.MailServer;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

/**
 * The product, started for a test class on a database of its own. After every test the whole database is checked
 * against the invariants, once nothing is left to place.
 */
public final class RunningServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final int CONNECTIONS = 8;

    private final App.World world;
    private TestDatabase database;
    private Jdbi jdbi;
    private App app;
    private Optional<OpenIdSettings> openId = Optional.empty();
    private Optional<MailServer> mail = Optional.empty();
    private WebhookSettings webhooks = WebhookSettings.NONE;
    private final List<App> others = new ArrayList<>();

    public RunningServer() {
        this(Schemas.standard(), Faults.NONE);
    }

    public RunningServer(Schemas schemas, Faults faults) {
        this.world = new App.World(schemas, new DatabaseTime(InstantSource.system()), faults, Ids.system());
    }

    /** The same with an OpenID provider at which administrators can sign in. */
    public RunningServer with(OpenIdSettings provider) {
        openId = Optional.of(provider);
        return this;
    }

    /** The same with a mail server. */
    public RunningServer mailing(MailServer server) {
        mail = Optional.of(server);
        return this;
    }

    /** The same with webhooks. */
    public RunningServer delivering(WebhookSettings settings) {
        webhooks = settings;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    /** For tests that no Jupiter extension reaches. */
    public void start() {
        database = TestPostgres.migrated();
        jdbi = Jdbi.create(database.dataSource());
        app = App.start(config(), world);
    }

    private Config config() {
        return new Config(
                        "127.0.0.1",
                        0,
                        0,
                        Path.of("unused"),
                        Optional.of(new Database.Location(database.jdbcUrl(), database.user(), database.password())),
                        Optional.empty(),
                        CONNECTIONS,
                        List.of(Cidr.of("127.0.0.9").orElseThrow()),
                        false)
                .with(openId)
                .mailing(mail)
                .delivering(webhooks);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    /** Checks the invariants, once nothing is left to place. */
    public void check() {
        settle();
        new Invariants(jdbi).check();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    public void stop() {
        others.forEach(App::close);
        app.close();
        database.close();
    }

    /** A new tenant, seen by nobody else. */
    public TestTenant tenant() {
        TenantId tenant = app.tenants().ensure("tenant-" + TENANTS.incrementAndGet());
        String token = app.tenants()
                .administratorToken(tenant, world.time().approximately(), Optional.empty())
                .value();
        return new TestTenant(tenant, new Client(app.url(), "Bearer " + token), this);
    }

    /** The tenant that the first start made: the one whose administrators sign in to the console. */
    public TestTenant firstTenant() {
        String token = app.administratorToken(Optional.empty());
        return new TestTenant(app.tenant(), new Client(app.url(), "Bearer " + token), this);
    }

    public App app() {
        return app;
    }

    /** One more node on the same database, with faults of its own; ends with the class. */
    public App anotherNode(Faults faults) {
        App node = App.start(config(), new App.World(world.schemas(), world.time(), faults, Ids.system()));
        others.add(node);
        return node;
    }

    /** Its database, for what is not done through the product. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Moves the time that decides what is due. */
    public void advance(Duration by) {
        world.time().advance(by);
    }

    /** The time, as it was moved. */
    public Instant now() {
        return world.time().approximately();
    }

    /** Waits until nothing is left to place. */
    public void settle() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count("""
                                select (select count(*) from placement_mark)
                                     + (select count(*) from account a join tenant t using (tenant_id)
                                        where a.config_version < t.place_version)""")).isZero());
    }

    public long count(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /**
     * A digest of every table, without what a refusal may leave: the refusal itself, what was
     * repaired before it was refused, when a credential was last used,
     * and the report of a run that changed nothing. Two digests are equal when nothing changed (N2).
     */
    public Map<String, String> digest() {
        return jdbi.withHandle(handle -> {
            Map<String, String> digests = new TreeMap<>();
            handle.createQuery("select tablename from pg_tables where schemaname = 'public'")
                    .mapTo(String.class)
                    .list()
                    .forEach(table -> digests.put(
                            table,
                            handle.createQuery("select coalesce(md5(string_agg(md5(row), '' order by row)), '') from"
                                            + " (select (to_jsonb(t) - 'last_used_at' - 'last_used_from' - 'last_position')::text as row"
                                            + " from \"" + table + "\" t) x")
                                    .mapTo(String.class)
                                    .one()));
            digests.remove("refusal");
            digests.remove("conflict");
            digests.remove("dialect_note");
            digests.remove("kept_request");
            digests.remove("placement_job"); // its progress is the placer's, whoever asks for something meanwhile
            digests.remove("sync_run");
            digests.remove("mail"); // made by a worker, from what was written before
            digests.remove("mail_copy");
            digests.remove("mail_grant");
            digests.remove("webhook"); // moved by a worker
            digests.remove("webhook_delivery");
            return digests;
        });
    }

    /** Every row of every table, as text: where a secret must not be. */
    public String dump() {
        return jdbi.withHandle(handle -> {
            StringBuilder dump = new StringBuilder();
            handle.createQuery("select tablename from pg_tables where schemaname = 'public'")
                    .mapTo(String.class)
                    .list()
                    .forEach(table -> handle.createQuery("select t::text from \"" + table + "\" t")
                            .mapTo(String.class)
                            .forEach(row -> dump.append(row).append('\n')));
            return dump.toString();
        });
    }

    /** Runs something and insists that it changed nothing. */
    public <T> T unchangedBy(java.util.function.Supplier<T> refused) {
        Map<String, String> before = digest();
        T answer = refused.get();
        assertThat(digest()).as("a refusal changes nothing (N2)").isEqualTo(before);
        return answer;
    }
}
