package org.rollcall.server.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Writes the rows of a footprint again, for any person, as one prepared statement: a data-modifying CTE into the tables
 * of {@link RawTables}, committed by itself. Nothing is read, checked or decided: no server could write them faster.
 */
final class RawWrite {

    private final Footprint footprint;
    private final List<String> statements = new ArrayList<>();
    private final List<Optional<String>> values = new ArrayList<>();
    private final PreparedStatement prepared;

    RawWrite(Connection connection, Footprint footprint) throws SQLException {
        this.footprint = footprint;
        footprint.rows().forEach(this::add);
        this.prepared = connection.prepareStatement("with " + String.join(", ", statements) + " select 1");
    }

    /** Writes the rows as if the operation had been about this person and had left this change set. */
    void write(Person person, String changeSet) throws SQLException {
        Map<String, String> other = Map.of(
                footprint.person().id(), person.id(),
                footprint.person().number(), person.number(),
                footprint.person().externalIdHash(), person.externalIdHash(),
                footprint.changeSet(), changeSet);
        for (int i = 0; i < values.size(); i++) {
            Optional<String> value = values.get(i).map(text -> replaced(text, other));
            // Without a type, so that PostgreSQL takes the column's.
            prepared.setObject(i + 1, value.orElse(null), Types.OTHER);
        }
        prepared.execute();
    }

    private static String replaced(String text, Map<String, String> other) {
        String result = text;
        for (Map.Entry<String, String> pair : other.entrySet()) {
            result = result.replace(pair.getKey(), pair.getValue());
        }
        return result;
    }

    private void add(Footprint.Row row) {
        statements.add("w%d as (%s)"
                .formatted(
                        statements.size(),
                        switch (row.kind()) {
                            case INSERTED -> insert(row);
                            case UPDATED -> update(row);
                            case DELETED ->
                                "delete from reference.%s where %s"
                                        .formatted(row.table(), assigned(row.keys(), " and "));
                        }));
    }

    private String insert(Footprint.Row row) {
        List<String> columns = new ArrayList<>(row.keys().sequencedKeySet());
        columns.addAll(row.others().sequencedKeySet());
        values.addAll(row.keys().sequencedValues());
        values.addAll(row.others().sequencedValues());
        return "insert into reference.%s (%s) values (%s)"
                .formatted(
                        row.table(),
                        String.join(", ", columns),
                        String.join(", ", Collections.nCopies(columns.size(), "?")));
    }

    private String update(Footprint.Row row) {
        return "update reference.%s set %s where %s"
                .formatted(row.table(), assigned(row.others(), ", "), assigned(row.keys(), " and "));
    }

    private String assigned(SequencedMap<String, Optional<String>> columns, String separator) {
        values.addAll(columns.sequencedValues());
        return columns.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(separator));
    }
}
