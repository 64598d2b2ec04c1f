package org.rollcall.server.ownership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.provider.Credentials;

/**
 * Deletes a provider (P-8). Its door and credentials are gone with the commit; its people, groups and mapping rows follow
 * in chunks, see {@link ReleaseAll} and {@link EndRelease}. The row stays, since the log names it.
 */
public final class DeleteProvider implements Command<Optional<DeleteProvider.Found>, DeleteProvider.Report> {

    private static final String COUNTED = """
            select p.name, a.users, a.active, a.pending, a.deleted,
                (select count(*) from standing_decision d join account h
                    on h.tenant_id = d.tenant_id and h.account_id = d.account_id
                    where d.tenant_id = p.tenant_id and d.fate = 'held' and h.owner_id = p.provider_id) as held,
                (select count(distinct g.account_id) from account_grant g join account h
                    on h.tenant_id = g.tenant_id and h.account_id = g.account_id
                    where g.tenant_id = p.tenant_id and g.origin = 'group' and h.owner_id = p.provider_id) as granted,
                (select count(*) from group_record g where g.tenant_id = p.tenant_id
                    and g.provider_id = p.provider_id and g.deleted_at is null) as groups,
                (select count(*) from mapping_row m where m.tenant_id = p.tenant_id
                    and m.provider_id = p.provider_id) as rows,
                (select count(*) from account o where o.tenant_id = p.tenant_id
                    and o.adoptable and o.adoptable_by = p.provider_id) as offered,
                p.release_why is not null or exists (select 1 from provider f where f.tenant_id = p.tenant_id
                    and f.release_to = p.provider_id) as busy
            from provider p cross join lateral (
                select count(*) filter (where deleted_at is null) as users,
                    count(*) filter (where deleted_at is null and provider_active and deactivated_at is null
                                     and admin_blocked_at is null) as active,
                    count(due_at) as pending, count(deleted_at) as deleted
                from account where tenant_id = p.tenant_id and owner_id = p.provider_id) a
            where p.tenant_id = ? and p.provider_id = ? and p.deleted_at is null for no key update of p""";

    private final ProviderId id;
    private final Pending pending;
    private final String reason;

    public DeleteProvider(ProviderId id, Pending pending, String reason) {
        this.id = id;
        this.pending = pending;
        this.reason = reason;
    }

    /**
     * What the deletion means.
     *
     * @param users who stay, without an owner
     * @param active those of them who may sign in
     * @param pending deactivations that are to come, of deleted users too
     * @param deleted users whom the provider has deleted
     * @param held effects that the brake holds; they do not happen
     * @param granted users who keep roles that groups gave
     * @param offered users whom this provider alone was to adopt; they wait for another offer
     */
    public record Report(
            String name,
            long users,
            long active,
            long pending,
            long deleted,
            long held,
            long granted,
            long groups,
            long rows,
            long offered) {}

    /** @param busy whether people are being handed over from it, or to it */
    record Found(Report report, boolean busy) {}

    @Override
    public String name() {
        return "provider.delete";
    }

    /** Whoever writes for the provider has ended then, and whoever comes later finds it deleted. */
    @Override
    public boolean changesSchemas() {
        return true;
    }

    @Override
    public Optional<Found> load(Loader loader) {
        var counted = loader.pipeline()
                .query(COUNTED, row -> new Found(report(row), row.getBoolean("busy")), loader.tenant(), id.value());
        loader.pipeline().run();
        return counted.get().stream().findFirst();
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(
                row.getString("name"),
                row.getLong("users"),
                row.getLong("active"),
                row.getLong("pending"),
                row.getLong("deleted"),
                row.getLong("held"),
                row.getLong("granted"),
                row.getLong("groups"),
                row.getLong("rows"),
                row.getLong("offered"));
    }

    @Override
    public Decision<Report> decide(Optional<Found> state, Context context) {
        Found found =
                state.orElseThrow(() -> ScimError.notFound("no provider " + id).exception());
        if (found.busy()) {
            throw ScimError.conflict("people are being handed over from it, or to it; wait until that is done")
                    .exception();
        }
        Report report = found.report();
        LogEntry deleted = LogEntry.of(
                        Action.PROVIDER_CHANGED, LogEntry.Subject.provider(id.value()), Optional.empty(), report.name())
                .change(Optional.empty(), Optional.of("deleted"))
                .because(context.caller().actor() + ": " + reason);
        return new Decision<>(Changes.settings(writes(report, context), List.of(deleted)), report);
    }

    private List<Write> writes(Report report, Context context) {
        UUID tenant = context.caller().tenant().value();
        String why = "%s was deleted by %s: %s"
                .formatted(report.name(), context.caller().actor(), reason);
        return List.of(
                Write.of("""
                        update provider set deleted_at = ?, release_why = ?, release_pending = ?
                        where tenant_id = ? and provider_id = ?""", context.now(), why, pending.label(), tenant, id.value()),
                Write.of("""
                        update credential set revoked_at = ?
                        where tenant_id = ? and provider_id = ? and revoked_at is null""", context.now(), tenant, id.value()),
                of("delete from trusted_issuer where tenant_id = ? and provider_id = ?", tenant),
                of("delete from ingress where tenant_id = ? and provider_id = ?", tenant),
                Write.of("update tenant set config_version = config_version + 1 where tenant_id = ?", tenant),
                Credentials.tellNodes(tenant));
    }

    private Write of(String sql, UUID tenant) {
        return Write.of(sql, tenant, id.value());
    }
}
