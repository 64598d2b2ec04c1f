package org.rollcall.server.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies of all tables of the product in the schema {@code reference}, with the same rows, indexes, constraints and
 * foreign keys, for the raw reference to write into.
 */
final class RawTables {

    private static final String FOREIGN_KEYS = """
            select 'alter table reference.' || conrelid::regclass || ' add ' ||
                   replace(pg_get_constraintdef(oid), 'REFERENCES ', 'REFERENCES reference.')
            from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace""";

    private final Connection database;
    private final List<Table> tables = new ArrayList<>();

    RawTables(Connection database) throws SQLException {
        this.database = database;
        for (String name : strings(database.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"}), 3)) {
            tables.add(table(name));
        }
    }

    /**
     * A table.
     *
     * @param keys columns of the primary key
     * @param others all other columns
     * @param drawn those of all columns whose value a sequence gives
     */
    record Table(String name, List<String> keys, List<String> others, Set<String> drawn) {

        List<String> columns() {
            return Stream.concat(keys.stream(), others.stream()).toList();
        }

        String sameKey(String one, String other) {
            return keys.stream()
                    .map(column -> "%s.%s = %s.%s".formatted(one, column, other, column))
                    .collect(Collectors.joining(" and "));
        }
    }

    private Table table(String name) throws SQLException {
        List<String> keys = strings(database.getMetaData().getPrimaryKeys(null, "public", name), 4);
        List<String> others = new ArrayList<>();
        Set<String> drawn = new HashSet<>();
        try (ResultSet column = database.getMetaData().getColumns(null, "public", name, "%")) {
            while (column.next()) {
                others.add(column.getString("COLUMN_NAME"));
                String otherwise = column.getString("COLUMN_DEF");
                if (otherwise != null && otherwise.startsWith("nextval")) {
                    drawn.add(column.getString("COLUMN_NAME"));
                }
            }
        }
        others.removeAll(keys);
        return new Table(name, keys, List.copyOf(others), Set.copyOf(drawn));
    }

    List<Table> tables() {
        return List.copyOf(tables);
    }

    /** Copies everything anew. */
    void refresh() throws SQLException {
        execute("drop schema if exists reference cascade");
        execute("create schema reference");
        for (Table table : tables) {
            execute("create table reference.%1$s (like public.%1$s including all)".formatted(table.name()));
            execute("insert into reference.%1$s select * from public.%1$s".formatted(table.name()));
        }
        try (Statement statement = database.createStatement()) {
            for (String foreignKey : strings(statement.executeQuery(FOREIGN_KEYS), 1)) {
                execute(foreignKey);
            }
        }
        execute("analyze");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(ResultSet rows, int column) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
        }
        return List.copyOf(strings);
    }
}
