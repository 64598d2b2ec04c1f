package org.rollcall.server.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.JobId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.job.PlacementJob.State;

/** Pauses, resumes or cancels a job (P-82). A chunk that is under way on some node is finished. */
public final class ChangeJob implements Command<Optional<PlacementJob>, State> {

    /** What is to be done with it. */
    public enum Act {
        PAUSE(State.PAUSED, EnumSet.of(State.RUNNING)),
        RESUME(State.RUNNING, EnumSet.of(State.PAUSED)),
        /** Whoever is not placed yet stays as it is, until something else concerns it. */
        CANCEL(State.CANCELLED, EnumSet.of(State.RUNNING, State.PAUSED));

        private final State to;
        private final Set<State> from;

        Act(State to, Set<State> from) {
            this.to = to;
            this.from = from;
        }

        /** The name in the API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JobId id;
    private final Act act;

    public ChangeJob(JobId id, Act act) {
        this.id = id;
        this.act = act;
    }

    @Override
    public String name() {
        return "job." + act.label();
    }

    @Override
    public Optional<PlacementJob> load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        "select * from placement_job where tenant_id = ? and job_id = ? for no key update",
                        Jobs::job,
                        loader.tenant(),
                        id.value());
        loader.pipeline().run();
        return found.get().stream().findFirst();
    }

    @Override
    public Decision<State> decide(Optional<PlacementJob> found, Context context) {
        PlacementJob job = found.orElseThrow(
                () -> ScimError.notFound("there is no job " + id).exception());
        if (job.state() == act.to) {
            return Decision.unchanged(job.state());
        }
        if (!act.from.contains(job.state())) {
            throw ScimError.conflict("the job is %s; it cannot be %sd any more"
                            .formatted(job.state().label(), act == Act.CANCEL ? "cancelle" : act.label()))
                    .exception();
        }
        UUID tenant = context.caller().tenant().value();
        Write write = Write.of(
                "update placement_job set state = ?, changed_at = ? where tenant_id = ? and job_id = ?",
                act.to.label(),
                context.now(),
                tenant,
                id.value());
        return new Decision<>(
                Changes.settings(
                        List.of(write),
                        List.of(StartJob.log(tenant, Optional.of(job.state().label()), act.to.label()))),
                act.to);
    }
}
