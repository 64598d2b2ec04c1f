package org.rollcall.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a server of the product is like, asked of one as the product starts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresSettingsTest {

    private EmbeddedPostgres postgres;

    @BeforeAll
    void start(@TempDir Path data) {
        postgres = EmbeddedPostgres.start(data, new SecureRandom());
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void commitsAreDurableAndSettingsSaySo() throws SQLException {
        assertThat(ask(postgres, "show fsync")).isEqualTo("on");
        assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(postgres, "show full_page_writes")).isEqualTo("on");
    }

    @Test
    void textIsUtf8AndSortsByCodePoint() throws SQLException {
        assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
        assertThat(ask(postgres, "select string_agg(c, '' order by c) from (values ('b'), ('B'), ('a')) v(c)"))
                .isEqualTo("Bab");
        assertThat(ask(postgres, "select lower('ÄÖÜ')")).isEqualTo("äöü");
    }

    @Test
    void listensOnLoopbackOnlyAndAsksForThePassword() throws SQLException {
        assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theProductsUserIsNoSuperuser() throws SQLException {
        assertThat(ask(postgres, "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
