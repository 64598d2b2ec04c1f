package org.rollcall.server.application;

import java.time.Duration;
import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;

/** Other settings of an application. What it is asked to acknowledge begins when it is first asked to. */
public final class ChangeApplication implements Command<ChangeApplication.State, ApplicationId> {

    private final ApplicationId id;
    private final Settings settings;

    public ChangeApplication(ApplicationId id, Settings settings) {
        this.id = id;
        this.settings = settings;
    }

    /** The application, and whether another one has the name. */
    public record State(ApplicationState application, boolean taken) {}

    @Override
    public String name() {
        return "application.change";
    }

    @Override
    public State load(Loader loader) {
        ApplicationState application = ApplicationState.load(loader, id);
        var taken = loader.pipeline()
                .query("""
                        select 1 from application
                        where tenant_id = ? and name_canonical = ? and application_id <> ?""", row -> true, loader.tenant(), Names.canonical(settings.name()), id.value());
        loader.pipeline().run();
        return new State(application, !taken.get().isEmpty());
    }

    @Override
    public Decision<ApplicationId> decide(State state, Context context) {
        if (state.taken()) {
            throw ScimError.conflict("an application named \"%s\" exists".formatted(settings.name()))
                    .exception();
        }
        Write write = Write.of(
                """
                update application set name = ?, name_canonical = ?, organizations = ?::uuid[], roles = ?::uuid[],
                    types = ?::text[], lag_alarm = ?, acknowledge_within = ?::int,
                    acknowledge_since = case when ?::int is null then null else coalesce(acknowledge_since, ?) end
                where tenant_id = ? and application_id = ?""",
                settings.name(),
                Names.canonical(settings.name()),
                SqlArray.uuids(settings.subscription().organizations(context.rules()), x -> x),
                SqlArray.uuids(settings.subscription().roles(context.rules()), x -> x),
                SqlArray.texts(settings.subscription().types(), x -> x),
                settings.lagAlarm().toSeconds(),
                settings.acknowledgeWithin().map(Duration::toSeconds),
                settings.acknowledgeWithin().map(Duration::toSeconds),
                context.now(),
                context.caller().tenant().value(),
                id.value());
        return new Decision<>(
                Changes.settings(List.of(write), List.of(ApplicationState.note(id, settings.name(), settings.words()))),
                id);
    }
}
