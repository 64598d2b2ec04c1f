package org.rollcall.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several statements in one round trip: they are queued, sent together by {@link #run}, and their results read
 * afterwards. Under READ COMMITTED each statement still sees what was committed when it starts, so "lock, then read"
 * is two statements of one pipeline.
 *
 * <p>Parameters are positional ({@code ?}); {@code Optional.empty()} is SQL null; lists are passed as {@link SqlArray}.
 */
public final class Pipeline {

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a queued statement answered; available after {@link Pipeline#run}. */
    public static final class Answer<T> {
        private @Nullable T value;

        public T get() {
            if (value == null) {
                throw new IllegalStateException("the pipeline has not run");
            }
            return value;
        }
    }

    private interface Reader {
        void read(PreparedStatement statement) throws SQLException;
    }

    private final Connection connection;
    private final Faults faults;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    Pipeline(Connection connection, Faults faults) {
        this.connection = connection;
        this.faults = faults;
    }

    /** Queues a query; its rows are kept in memory, so bound them. */
    public <T> Answer<List<T>> query(String statement, Row<T> row, Object... arguments) {
        Answer<List<T>> answer = new Answer<>();
        add(statement, arguments, s -> answer.value = rows(s, row));
        return answer;
    }

    /** Queues a statement that must change exactly {@code expected} rows. */
    public void update(int expected, String statement, Object... arguments) {
        add(statement, arguments, s -> {
            int changed = s.getUpdateCount();
            if (changed != expected) {
                throw new IllegalStateException("expected to change %d rows, changed %d: %s"
                        .formatted(expected, changed, firstLine(statement)));
            }
        });
    }

    /** Queues a statement whose count does not matter. */
    public void execute(String statement, Object... arguments) {
        add(statement, arguments, s -> {});
    }

    private void add(String statement, Object[] arguments, Reader reader) {
        sql.append(faults.statement(statement.strip())).append(";\n");
        parameters.addAll(List.of(arguments));
        readers.add(reader);
    }

    /** Sends everything queued so far and reads the answers. */
    public void run() {
        if (readers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            statement.execute();
            readAll(statement);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            sql.setLength(0);
            parameters.clear();
            readers.clear();
        }
    }

    private void readAll(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < readers.size(); i++) {
            if (i > 0) {
                statement.getMoreResults();
            }
            readers.get(i).read(statement);
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, Row<T> row) throws SQLException {
        List<T> result = new ArrayList<>();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                result.add(row.read(rows));
            }
        }
        return result;
    }

    private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case Optional<?> optional when optional.isEmpty() -> statement.setObject(index, null);
            case Optional<?> optional -> bind(statement, index, optional.orElseThrow());
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case SqlArray array -> statement.setArray(index, connection.createArrayOf(array.type(), array.values()));
            default -> statement.setObject(index, value);
        }
    }

    private static String firstLine(String statement) {
        return statement.strip().lines().findFirst().orElse("");
    }
}
