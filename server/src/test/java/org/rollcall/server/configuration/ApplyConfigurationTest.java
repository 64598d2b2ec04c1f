package org.rollcall.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.configuration.Documents.configuration;
import static org.rollcall.server.configuration.Documents.json;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.provider.CreateProvider;
import org.rollcall.server.provider.CredentialKind;
import org.rollcall.server.provider.ProviderKind;
import org.rollcall.server.provisioning.CreateGroup;
import org.rollcall.server.provisioning.CreateUser;
import org.rollcall.server.provisioning.DeleteGroup;
import org.rollcall.server.provisioning.Precondition;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.tenant.Tenants;
import org.rollcall.server.testing.TestPostgres;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplyConfigurationTest {

    private static final String DOCUMENT = """
            {'organizations': [{'name': 'Company', 'defaultRoles': ['Member'], 'organizations': [
                {'name': 'Engineering', 'defaultRoles': []}, {'name': 'Sales'}]}],
             'roles': [{'name': 'Admin', 'permissions': ['app.read', 'app.write'], 'administrative': true},
                       {'name': 'Member', 'permissions': ['app.read']}],
             'providers': [{'name': 'okta', 'organization': {'byGroup': [
                    {'group': 'Engineering', 'organization': 'Company/Engineering'},
                    {'group': {'externalId': '00g2'}, 'organization': 'Company/Sales'}], 'fallback': 'Company'},
                'roles': [{'group': 'Admins', 'roles': ['Admin', 'Member']}],
                'deactivationDelay': '1h', 'fallbackDelay': '5m',
                'brake': {'people': 10, 'share': '5%', 'window': '1h'}}]}""";

    private final Ids ids = Ids.system();
    private final Schemas schemas = Schemas.standard();
    private TestPostgres.TestDatabase postgres;
    private Database database;
    private Commands commands;
    private ReadConfiguration reading;

    private TenantId tenant;
    private ProviderId okta;

    @BeforeAll
    void open() {
        postgres = TestPostgres.newDatabase();
        database = Database.open(new Database.Location(postgres.jdbcUrl(), postgres.user(), postgres.password()), 4);
        commands = new Commands(
                database.tx(Faults.NONE),
                new DatabaseTime(InstantSource.system()),
                ids,
                new RulesStore(),
                new SchemaStore(database.tx(Faults.NONE), schemas),
                List.of());
        reading = new ReadConfiguration(database.tx(Faults.NONE));
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void aTenantWithAProvider() {
        tenant = new Tenants(database.jdbi(), ids).ensure("tenant-" + ids.next());
        okta = run(new CreateProvider("okta", ProviderKind.SCIM, CredentialKind.OAUTH_TOKEN))
                .id();
    }

    private <R> R run(Command<?, R> command) {
        return commands.run(new Caller(tenant, "administrator", "request"), command);
    }

    private List<String> apply(String document) {
        return World.lines(run(new ApplyConfiguration(configuration(document), false)));
    }

    private GroupId group(String name, String externalId) {
        Json.Obj attributes =
                Json.Obj.EMPTY.with("displayName", Json.text(name)).with("externalId", Json.text(externalId));
        return run(new CreateGroup(okta, new Resource(schemas.group(), attributes), List.of(), new Notes(Mode.COMPAT)))
                .group()
                .id();
    }

    private long number(String column, String from) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select %s from %s where tenant_id = :tenant".formatted(column, from))
                        .bind("tenant", tenant.value())
                        .mapTo(Long.class)
                        .one());
    }

    private long version() {
        return number("config_version", "tenant");
    }

    // ---- applying

    @Test
    void whatIsAppliedIsWhatIsRead() {
        apply(DOCUMENT);
        assertThat(reading.read(tenant)).isEqualTo(json(DOCUMENT));
    }

    @Test
    void theFirstConfigurationOfATenantCanBeReadAndAppliedWithoutADifference() {
        Json.Obj first = reading.read(tenant);
        assertThat(first).isEqualTo(json("""
                {'organizations': [{'name': 'Default'}], 'roles': [], 'providers': [
                  {'name': 'okta', 'organization': {'fixed': 'Default'}, 'deactivationDelay': '15m', 'fallbackDelay': '5m',
                'brake': {'people': 10, 'share': '5%', 'window': '1h'}}]}"""));
        assertThat(run(new ApplyConfiguration(ConfigurationReader.read(first), false))
                        .changes())
                .isEmpty();
    }

    @Test
    void applyingTwiceWritesOnce() {
        apply(DOCUMENT);
        long version = version();
        long sets = number("count(*)", "change_set");

        assertThat(apply(DOCUMENT)).isEmpty();
        assertThat(version()).isEqualTo(version);
        assertThat(number("count(*)", "change_set")).isEqualTo(sets);
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() {
        long version = version();
        ApplyResult dry = commands.preview(
                new Caller(tenant, "administrator", "request"), new ApplyConfiguration(configuration(DOCUMENT), false));

        assertThat(dry.toJson(true).get("applied")).contains(Json.bool(false));
        assertThat(version()).isEqualTo(version);
        assertThat(apply(DOCUMENT)).isEqualTo(World.lines(dry));
    }

    @Test
    void everyChangeIsInTheLogWithOneChangeSet() {
        int changes = apply(DOCUMENT).size();
        assertThat(number("count(*) filter (where action = 'configuration changed')", "log_entry"))
                .isEqualTo(changes);
    }

    @Test
    void theVersionsMoveAsFarAsTheChangeReaches() {
        apply(DOCUMENT);
        long version = version();

        apply(DOCUMENT.replace("1h", "2h"));
        assertThat(version()).isEqualTo(version + 1);
        assertThat(number("place_version", "tenant")).isLessThanOrEqualTo(version);

        apply(DOCUMENT.replace("'fallback': 'Company'", "'fallback': 'Company/Sales'"));
        assertThat(version()).isEqualTo(version + 2);
        assertThat(number("place_version", "tenant")).isEqualTo(version + 2);
    }

    @Test
    void everythingCanBeChangedAndTakenAwayAgain() {
        apply(DOCUMENT);
        apply(DOCUMENT.replace("'Admin'", "'ADMIN'")
                .replace("app.write", "app.delete")
                .replace("'defaultRoles': ['Member']", "'defaultRoles': ['ADMIN']")
                .replace("00g2", "00g3")
                .replace("'Engineering', 'organization'", "'ENGINEERING', 'organization'"));
        apply("""
                {'organizations': [{'name': 'Company'}], 'roles': [],
                 'providers': [{'name': 'okta', 'organization': {'fixed': 'Company'}}]}""");

        assertThat(reading.read(tenant)).isEqualTo(json("""
                {'organizations': [{'name': 'Company'}], 'roles': [],
                 'providers': [{'name': 'okta', 'organization': {'fixed': 'Company'}, 'deactivationDelay': '15m', 'fallbackDelay': '5m',
                'brake': {'people': 10, 'share': '5%', 'window': '1h'}}]}"""));
        assertThat(number("count(*)", "mapping_row")).isZero();
        assertThat(number("count(*)", "mapping_row_role")).isZero();
        assertThat(number("count(*)", "role_permission")).isZero();
        assertThat(number("count(*)", "organization_default_role")).isZero();
    }

    @Test
    void anOrganizationWithAUserIsKeptAndTheAnswerSaysWhy() {
        Json.Obj user = Json.Obj.EMPTY.with("userName", Json.text("anna"));
        run(new CreateUser(okta, new Resource(schemas.user(), user), new Notes(Mode.COMPAT)));

        assertThatThrownBy(() -> apply(DOCUMENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "/organizations: organization Default is not listed and would be removed, but 1 user is in it."
                                + " Move them first (rollcall user move), or list it");
        assertThat(reading.read(tenant).get("roles")).contains(Json.Arr.EMPTY);
    }

    @Test
    void tenantsDoNotSeeEachOther() {
        apply(DOCUMENT);
        TenantId first = tenant;
        aTenantWithAProvider();

        assertThat(reading.read(tenant)).isNotEqualTo(reading.read(first));
        apply(DOCUMENT.replace("Engineering", "Support"));
        assertThat(reading.read(first)).isEqualTo(json(DOCUMENT));
    }

    // ---- groups

    @Test
    void rowsAreBoundToGroupsByNameAndByExternalId() {
        GroupId engineering = group("engineering", "00g1");
        GroupId sales = group("Sales", "00g2");
        apply(DOCUMENT);

        assertThat(boundGroups()).containsExactlyInAnyOrder(engineering, sales);
        assertThat(number("count(bound_at)", "mapping_row")).isEqualTo(2);
    }

    @Test
    void aDeletedGroupsSuccessorIsBoundOnlyWhenAsked() {
        GroupId first = group("Engineering", "00g1");
        apply(DOCUMENT);
        run(new DeleteGroup(okta, first, Precondition.NONE));
        GroupId second = group("Engineering", "00g1");

        assertThat(apply(DOCUMENT)).singleElement().asString().startsWith("notice");
        assertThat(boundGroups()).containsExactly(first);
        run(new ApplyConfiguration(configuration(DOCUMENT), true));
        assertThat(boundGroups()).containsExactly(second);
    }

    @Test
    void aGroupCreatedLaterBindsTheRowThatWaited() {
        apply(DOCUMENT);
        GroupId engineering = group("Engineering", "x");

        assertThat(boundGroups()).containsExactly(engineering);
        assertThat(apply(DOCUMENT)).isEmpty();
    }

    private List<GroupId> boundGroups() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select group_id from mapping_row where tenant_id = :tenant and group_id is not null")
                        .bind("tenant", tenant.value())
                        .mapTo(java.util.UUID.class)
                        .map(GroupId::new)
                        .list());
    }

    // ---- together

    @Test
    void twoAppliesAtOnceLeaveOneOfTheTwo() {
        String other = DOCUMENT.replace("Engineering", "Design").replace("1h", "2h");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 10)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> apply(n % 2 == 0 ? DOCUMENT : other), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        assertThat(reading.read(tenant)).isIn(json(DOCUMENT), json(other));
    }

    @Test
    void aRowAndItsGroupMadeAtTheSameTimeFindEachOther() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 20; n++) {
                aTenantWithAProvider();
                apply(DOCUMENT.replace("Engineering", "Other"));
                var apply = CompletableFuture.runAsync(() -> apply(DOCUMENT), threads);
                var create = CompletableFuture.supplyAsync(() -> group("Engineering", "x"), threads);
                apply.join();
                GroupId engineering = create.join();
                assertThat(boundGroups()).containsExactly(engineering);
            }
        }
    }
}
