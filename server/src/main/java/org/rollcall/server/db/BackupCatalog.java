package org.rollcall.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the system catalog knows about the schema {@code public}. All names it gives are quoted where needed. */
record BackupCatalog(Connection connection) {

    /** A table and the columns that hold data; generated ones are computed again. */
    record Table(String name, List<String> columns) {}

    /** Two statements that undo each other, for the time of loading. */
    record Suspension(String suspend, String resume) {}

    private static final String NOT_OF_AN_EXTENSION = """
            not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')""";

    /** All tables but the history of migrations; a partitioned one stands for its partitions. */
    List<Table> tables() throws SQLException {
        return list(
                """
                select quote_ident(c.relname),
                       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
                        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                      and c.relname <> 'flyway_schema_history' and %s
                order by c.relname""".formatted(NOT_OF_AN_EXTENSION),
                row -> new Table(row.getString(1), Arrays.asList((String[])
                        row.getArray(2).getArray())));
    }

    /** Tables, views and sequences, without the history of migrations. */
    List<String> relations() throws SQLException {
        return list("""
                select quote_ident(c.relname) from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                      and c.relname <> 'flyway_schema_history' and %s
                order by c.relname""".formatted(NOT_OF_AN_EXTENSION), row -> row.getString(1));
    }

    /** Read after the tables, so that no row has a number its sequence has not given yet. */
    List<BackupManifest.Sequence> sequences() throws SQLException {
        List<BackupManifest.Sequence> sequences = new ArrayList<>();
        for (String name : list(
                "select quote_ident(sequencename) from pg_sequences where schemaname = 'public' order by sequencename",
                row -> row.getString(1))) {
            sequences.addAll(list(
                    "select last_value, is_called from public." + name,
                    row -> new BackupManifest.Sequence(name, row.getLong(1), row.getBoolean(2))));
        }
        return sequences;
    }

    /**
     * Foreign keys are checked at the end, all rows of a table at once: so tables can be loaded in any order, also
     * those that refer to each other or to themselves.
     */
    List<Suspension> foreignKeys() throws SQLException {
        return list("""
                select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname),
                       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname,
                              pg_get_constraintdef(k.oid))
                from pg_constraint k join pg_class c on c.oid = k.conrelid
                where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace""", row -> new Suspension(row.getString(1), row.getString(2)));
    }

    /** Triggers must not do again what they did when the rows were first written. */
    List<Suspension> triggers() throws SQLException {
        return list("""
                select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
                       format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname)
                from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where not t.tgisinternal and t.tgenabled = 'O' and c.relnamespace = 'public'::regnamespace""", row -> new Suspension(row.getString(1), row.getString(2)));
    }

    /** Version of the newest migration; empty without a history, or with a failed migration in it. */
    List<String> schemaVersion() throws SQLException {
        boolean history = list(
                        "select to_regclass('public.flyway_schema_history') is not null", row -> row.getBoolean(1))
                .getFirst();
        return !history ? List.of() : list("""
                        select version from public.flyway_schema_history
                        where version is not null
                              and not exists (select from public.flyway_schema_history where not success)
                        order by installed_rank desc limit 1""", row -> row.getString(1));
    }

    boolean hasColumn(String table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select from information_schema.columns
                where table_schema = 'public' and table_name = ? and column_name = ?""")) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    long count(String table) throws SQLException {
        return list("select count(*) from public." + table, row -> row.getLong(1))
                .getFirst();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, RowMapper<T> mapper) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(mapper.map(rows));
            }
            return list;
        }
    }
}
