package org.rollcall.server.ownership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.GroupChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * Ends the release of everybody of a provider. What is left of a deleted one is taken away: its groups, a chunk at a time,
 * then its rules and what was noted of it (P-8, P-9).
 */
public final class EndRelease implements Command<EndRelease.State, Integer> {

    private final ProviderId id;

    public EndRelease(ProviderId id) {
        this.id = id;
    }

    /** The provider, if nobody is left to release, and the next of its groups. */
    record State(Optional<Ending> provider, List<GroupRecord> groups) {}

    private record Ending(String name, boolean deleted) {}

    @Override
    public String name() {
        return "clock.end-release";
    }

    @Override
    public State load(Loader loader) {
        var providers = loader.pipeline()
                .query(
                        """
                select p.name, p.deleted_at is not null as deleted from provider p
                where p.tenant_id = ? and p.provider_id = ? and p.release_why is not null and not exists (
                    select 1 from account a where a.tenant_id = p.tenant_id and a.owner_id = p.provider_id and %s)
                for no key update of p""".formatted(HandOver.LEAVES),
                        row -> new Ending(row.getString("name"), row.getBoolean("deleted")),
                        loader.tenant(),
                        id.value());
        var groups =
                loader.pipeline().query("""
                select * from group_record where tenant_id = ? and provider_id = ? and deleted_at is null
                order by group_id limit ? for no key update""", loader.rows()::group, loader.tenant(), id.value(), Limits.PLACER_CHUNK);
        loader.pipeline().run();
        return new State(providers.get().stream().findFirst(), groups.get());
    }

    /** Answers how many groups were removed; none when the provider is at its end. */
    @Override
    public Decision<Integer> decide(State state, Context context) {
        if (state.provider().isEmpty()) {
            return Decision.unchanged(0);
        }
        Ending ending = state.provider().get();
        if (ending.deleted() && !state.groups().isEmpty()) {
            return new Decision<>(
                    removed(state.groups(), context), state.groups().size());
        }
        LogEntry ended = LogEntry.of(
                        Action.PROVIDER_CHANGED, LogEntry.Subject.provider(id.value()), Optional.empty(), ending.name())
                .change(Optional.empty(), Optional.of("everybody is released"));
        UUID tenant = context.caller().tenant().value();
        List<Write> writes = ending.deleted() ? rest(tenant) : List.of(end(tenant));
        return new Decision<>(Changes.settings(writes, List.of(ended)), 0);
    }

    private Write end(UUID tenant) {
        return Write.of("""
                update provider set release_why = null, release_pending = null, release_to = null
                where tenant_id = ? and provider_id = ?""", tenant, id.value());
    }

    private static Changes removed(List<GroupRecord> groups, Context context) {
        List<GroupChange> changes = groups.stream()
                .map(group -> new GroupChange(Optional.of(group), group.gone(context.now())))
                .toList();
        return new Changes(List.of(), changes, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private List<Write> rest(UUID tenant) {
        return Stream.of(
                        "delete from mapping_row where tenant_id = ? and provider_id = ?",
                        "delete from conflict where tenant_id = ? and provider_id = ?",
                        "delete from dialect_note where tenant_id = ? and provider_id = ?",
                        "delete from harm where tenant_id = ? and provider_id = ?",
                        "delete from brake where tenant_id = ? and provider_id = ?",
                        """
                        update provider set release_why = null, release_pending = null, organization_id = null,
                            organization_method = 'fixed', attribute_path = null, attribute_parent = null,
                            organization_expression = null, allowed_roles = null
                        where tenant_id = ? and provider_id = ?""")
                .map(sql -> Write.of(sql, tenant, id.value()))
                .toList();
    }
}
