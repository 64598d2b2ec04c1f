package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

class TestPostgresTest {

    @Test
    void aCopyHasWhatItsTemplateHadAndGoesItsOwnWay() throws SQLException {
        try (TestDatabase template = TestPostgres.newDatabase()) {
            execute(template, "create table colour as select 'red' as name");
            try (TestDatabase copy = TestPostgres.newDatabaseFrom(template)) {
                execute(copy, "insert into colour values ('blue')");
                assertThat(colours(copy)).isEqualTo(2);
                assertThat(colours(template)).isEqualTo(1);
            }
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenWithSomebodyConnected() throws SQLException {
        TestDatabase database = TestPostgres.newDatabase();
        try (Connection connection = database.dataSource().getConnection()) {
            database.close();
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static int colours(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery("select count(*) from colour")) {
            row.next();
            return row.getInt(1);
        }
    }
}
