package org.rollcall.server.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.JobId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Tx;

/** Reads the jobs of a tenant. */
public final class Jobs {

    private final Tx tx;

    public Jobs(Tx tx) {
        this.tx = tx;
    }

    /** The last {@link Limits#JOBS} jobs, newest first. */
    public List<PlacementJob> list(TenantId tenant) {
        return find(
                "select * from placement_job where tenant_id = ? order by job_id desc limit ?",
                tenant.value(),
                Limits.JOBS);
    }

    public Optional<PlacementJob> find(TenantId tenant, JobId id) {
        return find("select * from placement_job where tenant_id = ? and job_id = ?", tenant.value(), id.value())
                .stream()
                .findFirst();
    }

    private List<PlacementJob> find(String sql, Object... arguments) {
        return tx.read(pipeline -> {
            var jobs = pipeline.query(sql, Jobs::job, arguments);
            pipeline.run();
            return jobs.get();
        });
    }

    static PlacementJob job(ResultSet row) throws SQLException {
        return new PlacementJob(
                new JobId(row.getObject("job_id", UUID.class)),
                row.getLong("version"),
                PlacementJob.State.of(row.getString("state")),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("changed"),
                row.getLong("held"),
                row.getLong("failed"),
                row.getString("actor"),
                time(row, "created_at"),
                time(row, "changed_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
