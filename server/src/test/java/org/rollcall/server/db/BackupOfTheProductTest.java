package org.rollcall.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

class BackupOfTheProductTest {

    private static final String TENANT = "00000000-0000-7000-8000-000000000001";

    @TempDir
    private Path folder;

    @Test
    void theProductsTablesComeBackInANewEpochWithUnnumberedEventsUnnumbered() throws SQLException {
        try (TestDatabase original = TestPostgres.newDatabase();
                TestDatabase target = TestPostgres.newDatabase()) {
            Flyway.configure().dataSource(original.dataSource()).load().migrate();
            fill(original);
            Path file = folder.resolve("rollcall.backup");
            Backup.write(original.dataSource(), file, InstantSource.system());
            Backup.restore(file, target.dataSource());
            String tree = "select string_agg(child.name, ',') from organization child join organization parent"
                    + " on (child.tenant_id, child.parent_id) = (parent.tenant_id, parent.organization_id)";
            assertThat(ask(target, tree)).isEqualTo("Berlin");
            assertThat(ask(target, "select payload ->> 'a' from event where position is null"))
                    .isEqualTo("1");
            assertThat(ask(target, "select nextval('event_sequence')")).isEqualTo("3");
            assertThat(ask(target, "select max(epoch) > 1 from tenant")).isEqualTo("t");
        }
    }

    private static void fill(TestDatabase database) throws SQLException {
        execute(database, """
                insert into tenant (tenant_id, name, created_at) values ('%1$s', 'acme', now());
                insert into organization (tenant_id, organization_id, parent_id, name, name_canonical, created_at)
                    values ('%1$s', '%1$s', null, 'Acme', 'acme', now());
                insert into organization (tenant_id, organization_id, parent_id, name, name_canonical, created_at)
                    values ('%1$s', '00000000-0000-7000-8000-000000000002', '%1$s', 'Berlin', 'berlin', now());
                insert into account (tenant_id, account_id, user_name, user_name_canonical, organization_id,
                        organization_origin, organization_reason, organization_since, provider_active, state_reason,
                        state_since, config_version, created_at)
                    values ('%1$s', '%1$s', 'ada', 'ada', '%1$s', 'manual', 'test', now(), true, 'test', now(), 1, now());
                insert into event (tenant_id, position, account_id, change_set_id, type, payload, at)
                    values ('%1$s', 1, '%1$s', '%1$s', 'account.created', '{}', now()),
                           ('%1$s', null, '%1$s', '%1$s', 'account.updated', '{"a": 1}', now())""".formatted(TENANT));
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static String ask(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
