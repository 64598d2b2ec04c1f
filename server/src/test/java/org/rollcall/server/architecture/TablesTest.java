package org.rollcall.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

/** What the schema says of itself. Foreign keys are checked with the invariants (N6). */
class TablesTest {

    private static List<String> names(String sql) {
        try (TestDatabase database = TestPostgres.migrated()) {
            return Jdbi.create(database.dataSource())
                    .withHandle(handle ->
                            handle.createQuery(sql).mapTo(String.class).list());
        }
    }

    @Test
    void everyTableSaysWhatItIsFor() {
        assertThat(names("""
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r'
                        and relname <> 'flyway_schema_history' and obj_description(oid, 'pg_class') is null""")).isEmpty();
    }

    @Test
    void everyPrimaryKeyBeginsWithTheTenantButThatOfTheDoors() {
        assertThat(names("""
                        select c.relname from pg_index i join pg_class c on c.oid = i.indrelid
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        where c.relnamespace = 'public'::regnamespace and i.indisprimary
                        and a.attname <> 'tenant_id' and c.relname <> 'flyway_schema_history'""")).containsExactly("ingress");
    }
}
