package org.rollcall.server.diagnosis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.diagnosis.Finding.Kind;
import org.rollcall.server.diagnosis.Finding.Subject;

/** Queries that answer subjects: {@code type, id, name, provider, detail}, and {@code total} of all there are. */
record Look(Handle handle, TenantId tenant, int limit) {

    Optional<Finding> find(Kind kind, String sql, Optional<ProviderId> provider) {
        return find(kind, sql, provider, Map.of());
    }

    Optional<Finding> find(Kind kind, String sql, Optional<ProviderId> provider, Map<String, ?> more) {
        List<Subject> subjects = new ArrayList<>();
        long[] total = new long[1];
        query(sql, provider)
                .bindMap(more)
                .map((row, context) -> row(row, total))
                .forEach(subjects::add);
        return subjects.isEmpty() ? Optional.empty() : Optional.of(new Finding(kind, total[0], subjects));
    }

    private static Subject row(ResultSet row, long[] total) throws SQLException {
        total[0] = row.getLong("total");
        return new Subject(
                row.getString("type"),
                Optional.ofNullable(row.getString("id")),
                Optional.ofNullable(row.getString("name")).orElse(""),
                Optional.ofNullable(row.getString("provider")),
                Optional.ofNullable(row.getString("detail")));
    }

    boolean yes(String sql, Optional<ProviderId> provider) {
        return query(sql, provider).mapTo(Boolean.class).one();
    }

    /** A query of this tenant, and of the provider if there is one. */
    Query query(String sql, Optional<ProviderId> provider) {
        Query query = handle.createQuery(sql).bind("tenant", tenant.value());
        if (sql.contains(":limit")) {
            query.bind("limit", limit);
        }
        if (sql.contains(":provider")) {
            query.bind("provider", provider.map(ProviderId::value));
        }
        return query;
    }
}
