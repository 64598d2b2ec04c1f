package org.rollcall.server.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what the server, its database and this process have consumed so far. */
final class Probe {

    private final Connection database;
    private final ProcessHandle server;
    private final ProcessHandle postmaster;

    Probe(Connection database, ProcessHandle server) throws SQLException {
        this.database = database;
        this.server = server;
        this.postmaster = ProcessHandle.of(number("select pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's processes cannot be seen from here"));
    }

    /** A moment, from which usage is counted. */
    record Moment(Duration server, Map<Long, Duration> database, Duration client, long walBytes) {}

    Moment now() throws SQLException {
        return new Moment(
                processor(server),
                Stream.concat(Stream.of(postmaster), postmaster.children())
                        .collect(Collectors.toMap(ProcessHandle::pid, Probe::processor)),
                processor(ProcessHandle.current()),
                number("select (pg_current_wal_insert_lsn() - '0/0')::bigint"));
    }

    Usage since(Moment before) throws SQLException {
        Moment now = now();
        return new Usage(
                now.server.minus(before.server).toNanos(),
                now.database.entrySet().stream()
                        .mapToLong(process -> process.getValue()
                                .minus(before.database.getOrDefault(process.getKey(), Duration.ZERO))
                                .toNanos())
                        .sum(),
                now.client.minus(before.client).toNanos(),
                now.walBytes - before.walBytes);
    }

    private static Duration processor(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
