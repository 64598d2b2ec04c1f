package org.rollcall.server.application;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.provider.Secret;

/** A new application, which follows the feed from now on, with its first token. */
public final class CreateApplication implements Command<CreateApplication.State, CreateApplication.Created> {

    private final Settings settings;

    public CreateApplication(Settings settings) {
        this.settings = settings;
    }

    /** The door of its tokens, and the canonical names that are taken. */
    public record State(String door, List<String> taken) {}

    /** The application, and the token that is shown this once. */
    public record Created(ApplicationId id, String name, Secret secret) {}

    @Override
    public String name() {
        return "application.create";
    }

    @Override
    public State load(Loader loader) {
        var door = loader.pipeline()
                .query(
                        "select ingress_key from ingress where tenant_id = ? and provider_id is null",
                        row -> row.getString(1),
                        loader.tenant());
        var taken = loader.pipeline()
                .query(
                        "select name_canonical from application where tenant_id = ?",
                        row -> row.getString(1),
                        loader.tenant());
        loader.pipeline().run();
        return new State(door.get().getFirst(), taken.get());
    }

    @Override
    public Decision<Created> decide(State state, Context context) {
        if (state.taken().contains(Names.canonical(settings.name()))) {
            throw ScimError.conflict("an application named \"%s\" exists".formatted(settings.name()))
                    .exception();
        }
        if (state.taken().size() >= Limits.APPLICATIONS) {
            throw ScimError.conflict("a tenant has at most %d applications".formatted(Limits.APPLICATIONS))
                    .exception();
        }
        ApplicationId id = new ApplicationId(context.ids().next());
        Secret secret = Secret.application(state.door(), context.ids());
        UUID tenant = context.caller().tenant().value();
        List<Write> writes = List.of(
                insert(tenant, id, context),
                secret.remember(tenant, id, context.ids().next(), context.now(), Optional.empty()));
        return new Decision<>(
                Changes.settings(
                        writes, List.of(ApplicationState.note(id, settings.name(), "created: " + settings.words()))),
                new Created(id, settings.name(), secret));
    }

    private Write insert(UUID tenant, ApplicationId id, Context context) {
        Instant now = context.now();
        return Write.of(
                """
                insert into application (tenant_id, application_id, name, name_canonical, organizations, roles, types,
                    cursor_epoch, cursor_position, lag_alarm, acknowledge_within, acknowledge_since, created_at)
                select t.tenant_id, ?, ?, ?, ?::uuid[], ?::uuid[], ?::text[], t.epoch, t.last_position, ?, ?,
                    ?::timestamptz, ?
                from tenant t where t.tenant_id = ?""",
                id.value(),
                settings.name(),
                Names.canonical(settings.name()),
                SqlArray.uuids(settings.subscription().organizations(context.rules()), x -> x),
                SqlArray.uuids(settings.subscription().roles(context.rules()), x -> x),
                SqlArray.texts(settings.subscription().types(), x -> x),
                settings.lagAlarm().toSeconds(),
                settings.acknowledgeWithin().map(Duration::toSeconds),
                settings.acknowledgeWithin().map(time -> now),
                now,
                tenant);
    }
}
