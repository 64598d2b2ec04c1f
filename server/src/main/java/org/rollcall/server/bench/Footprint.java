package org.rollcall.server.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows that one operation of the server wrote, found by the transaction that left them. The tables of {@link
 * RawTables}, copied just before, tell what was there: a row is new, changed, or gone.
 *
 * @param person whom the operation was about
 * @param changeSet the change set it left
 */
record Footprint(Person person, String changeSet, List<Row> rows) {

    enum Kind {
        INSERTED,
        UPDATED,
        DELETED
    }

    /** One row; values are as PostgreSQL prints them, nothing is null. */
    record Row(
            Kind kind,
            String table,
            SequencedMap<String, Optional<String>> keys,
            SequencedMap<String, Optional<String>> others) {}

    /** Reads what the request with this id wrote; nobody else may have written since the tables were copied. */
    static Footprint of(Connection database, RawTables tables, Person person, String requestId) throws SQLException {
        String changeSet = text(database, "select change_set_id::text from change_set where request_id = ?", requestId);
        String transaction = text(database, "select xmin::text from change_set where request_id = ?", requestId);
        List<Row> rows = new ArrayList<>();
        for (RawTables.Table table : tables.tables()) {
            rows.addAll(written(database, table, transaction));
            rows.addAll(gone(database, table));
        }
        return new Footprint(person, changeSet, List.copyOf(rows));
    }

    private static List<Row> written(Connection database, RawTables.Table table, String transaction)
            throws SQLException {
        String sql = """
                select %s, exists (select 1 from reference.%s o where %s) as known
                from public.%s n where n.xmin = '%s'::xid""".formatted(texts(table, "n"), table.name(), table.sameKey("o", "n"), table.name(), transaction);
        return rows(database, sql, table, Kind.UPDATED);
    }

    private static List<Row> gone(Connection database, RawTables.Table table) throws SQLException {
        String sql = """
                select %s, true as known from reference.%s o where not exists (select 1 from public.%s n where %s)""".formatted(texts(table, "o"), table.name(), table.name(), table.sameKey("o", "n"));
        return rows(database, sql, table, Kind.DELETED);
    }

    private static String texts(RawTables.Table table, String alias) {
        return table.columns().stream()
                .map(column -> "%s.%s::text as %s".formatted(alias, column, column))
                .collect(Collectors.joining(", "));
    }

    private static List<Row> rows(Connection database, String sql, RawTables.Table table, Kind ifKnown)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                boolean known = row.getBoolean("known");
                Set<String> hidden = known ? Set.of() : table.drawn();
                rows.add(new Row(
                        known ? ifKnown : Kind.INSERTED,
                        table.name(),
                        values(row, table.keys(), hidden),
                        values(row, table.others(), hidden)));
            }
        }
        return rows;
    }

    private static SequencedMap<String, Optional<String>> values(
            ResultSet row, List<String> columns, Set<String> hidden) throws SQLException {
        SequencedMap<String, Optional<String>> values = new LinkedHashMap<>();
        for (String column : columns) {
            if (!hidden.contains(column)) {
                values.put(column, Optional.ofNullable(row.getString(column)));
            }
        }
        return values;
    }

    private static String text(Connection database, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("request " + argument + " changed nothing");
                }
                return row.getString(1);
            }
        }
    }
}
