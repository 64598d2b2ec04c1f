package org.rollcall.server.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.JobId;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command.Context;

/** The statements that begin a job and tell of its progress. */
public final class JobWrites {

    private JobWrites() {}

    /** Begins a job, and takes over what an open one has left. To be written after the tenant's place version. */
    public static List<Write> start(Context context, JobId job) {
        UUID tenant = context.caller().tenant().value();
        return List.of(
                Write.of("""
                        update placement_job set state = 'superseded', changed_at = ?
                        where tenant_id = ? and state in ('running', 'paused')""", context.now(), tenant),
                Write.of("""
                        insert into placement_job
                            (tenant_id, job_id, version, state, total, actor, created_at, changed_at)
                        select t.tenant_id, ?, t.place_version, 'running',
                               (select count(*) from account a
                                where a.tenant_id = t.tenant_id and a.config_version < t.place_version), ?, ?, ?
                        from tenant t where t.tenant_id = ?""", job.value(), context.caller().actor(), context.now(), context.now(), tenant));
    }

    /**
     * What one transaction has done for a job.
     *
     * @param upTo the account up to which the walk has come; empty when they were placed for another reason
     */
    public record Step(long done, long changed, long held, Optional<AccountId> upTo) {}

    /** Adds a step to the job that is open, if it wants no newer rules than these people were placed with. */
    public static Write progress(Context context, Step step) {
        return Write.of(
                """
                update placement_job set done = done + ?, changed = changed + ?, held = held + ?,
                    after_id = greatest(after_id, ?::uuid), changed_at = ?
                where tenant_id = ? and state in ('running', 'paused') and version <= ?""",
                step.done(),
                step.changed(),
                step.held(),
                step.upTo().map(AccountId::value),
                context.now(),
                context.caller().tenant().value(),
                context.rules().version());
    }
}
