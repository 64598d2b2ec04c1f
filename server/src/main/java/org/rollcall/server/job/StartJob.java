package org.rollcall.server.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.JobId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;

/** Places everybody again by the rules in force, such as after a job was cancelled (P-82). */
public final class StartJob implements Command<Boolean, JobId> {

    @Override
    public String name() {
        return "job.start";
    }

    /** Neither an apply nor a binding comes in between. */
    @Override
    public Boolean load(Loader loader) {
        loader.pipeline()
                .query("select 1 from tenant where tenant_id = ? for no key update", row -> true, loader.tenant());
        loader.pipeline().run();
        return true;
    }

    @Override
    public Decision<JobId> decide(Boolean locked, Context context) {
        UUID tenant = context.caller().tenant().value();
        JobId id = new JobId(context.ids().next());
        List<Write> writes = new ArrayList<>();
        writes.add(Write.of("""
                update tenant set config_version = config_version + 1, place_version = config_version + 1
                where tenant_id = ?""", tenant));
        writes.addAll(JobWrites.start(context, id));
        return new Decision<>(Changes.settings(writes, List.of(log(tenant, Optional.empty(), "started"))), id);
    }

    static LogEntry log(UUID tenant, Optional<String> before, String after) {
        return LogEntry.of(
                        Action.CONFIGURATION_CHANGED, Subject.configuration(tenant), Optional.empty(), "configuration")
                .field("placement job")
                .change(before, Optional.of(after));
    }
}
