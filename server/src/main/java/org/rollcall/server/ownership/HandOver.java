package org.rollcall.server.ownership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.provider.Credentials;

/**
 * Hands the people of a provider over to another one (P-9): they are released for it, in chunks, and its next push of each
 * adopts it. The former provider is paused with that, so that it does not push them again. Whom the new one seems to have
 * already, under another name, stays where it is, for an administrator to look at.
 */
public final class HandOver implements Command<HandOver.State, HandOver.Report> {

    private static final String DOUBTFUL = """
            exists (
                select 1 from user_record r join user_record t on t.tenant_id = r.tenant_id
                    and t.provider_id = p.release_to and t.deleted_at is null
                    and (t.external_id_hash = r.external_id_hash or t.emails && r.emails)
                where r.tenant_id = a.tenant_id and r.account_id = a.account_id)""";

    /** SQL: whether account {@code a} of provider {@code p} leaves with the others; all do when it is deleted. */
    public static final String LEAVES = "(p.release_to is null or (a.deleted_at is null and not " + DOUBTFUL + "))";

    private static final String OF = """
            from (select ?::uuid as tenant_id, ?::uuid as provider_id, ?::uuid as release_to) p
            join account a on a.tenant_id = p.tenant_id and a.owner_id = p.provider_id and a.deleted_at is null
            join user_record r on r.tenant_id = a.tenant_id and r.account_id = a.account_id
            """;

    private static final String COUNTED = """
            select count(*) filter (where not doubtful) as users,
                count(*) filter (where not doubtful and pushed and same_id) as by_id,
                count(*) filter (where not doubtful and pushed and not same_id and same_email) as by_email,
                count(*) filter (where not doubtful and pushed and not same_id and not same_email) as by_name,
                count(*) filter (where not doubtful and not pushed) as unknown,
                count(*) filter (where doubtful) as doubtful
            from (select %s as doubtful, c.conflict_id is not null as pushed,
                    coalesce(sha256(convert_to(c.external_id, 'UTF8')) = r.external_id_hash, false) as same_id,
                    coalesce(lower(c.email) = any(r.emails), false) as same_email
                %s left join conflict c on c.tenant_id = a.tenant_id and c.provider_id = p.release_to
                    and c.user_name_canonical = a.user_name_canonical) x""".formatted(DOUBTFUL, OF);

    private static final String CLASHES = """
            select a.account_id, a.user_name, h.user_name as other,
                coalesce(t.external_id_hash = r.external_id_hash, false) as same_id
            %s join user_record t on t.tenant_id = a.tenant_id and t.provider_id = p.release_to and t.deleted_at is null
                and (t.external_id_hash = r.external_id_hash or t.emails && r.emails)
            join account h on h.tenant_id = t.tenant_id and h.account_id = t.account_id
            order by a.account_id, h.account_id limit ?""".formatted(OF);

    private final ProviderId from;
    private final String to;
    private final String reason;

    /** @param to the name of the provider that gets them */
    public HandOver(ProviderId from, String to, String reason) {
        this.from = from;
        this.to = to;
        this.reason = reason;
    }

    /**
     * Somebody who stays, because the new provider has somebody else who may be the same person.
     *
     * @param by {@code externalId} or {@code email}
     */
    public record Clash(UUID user, String userName, String other, String by) {}

    /**
     * What the hand-over means.
     *
     * @param users who change hands
     * @param byExternalId those whom the new provider has pushed, and been refused, with their userName and externalId
     * @param byEmail the same with userName and e-mail
     * @param byUserName the same with the userName alone
     * @param unknown whom it has not pushed yet
     * @param conflicts who stays
     * @param clashes the first of those
     */
    public record Report(
            String from,
            String to,
            long users,
            long byExternalId,
            long byEmail,
            long byUserName,
            long unknown,
            long conflicts,
            List<Clash> clashes) {}

    private record Side(ProviderId id, String name, boolean leaving) {}

    private record Counts(long users, long byId, long byEmail, long byName, long unknown, long doubtful) {}

    /** The two providers, locked, and their people compared. */
    record State(Optional<Side> from, Optional<Side> to, Optional<Counts> counts, List<Clash> clashes) {}

    @Override
    public String name() {
        return "provider.hand-over";
    }

    @Override
    public State load(Loader loader) {
        var sides = loader.pipeline()
                .query(
                        """
                select provider_id, name, release_why is not null as leaving from provider
                where tenant_id = ? and (provider_id = ? or name_canonical = ?) and deleted_at is null
                order by provider_id for no key update""",
                        row -> new Side(
                                new ProviderId(Rows.uuid(row, "provider_id")),
                                row.getString("name"),
                                row.getBoolean("leaving")),
                        loader.tenant(),
                        from.value(),
                        Names.canonical(to));
        loader.pipeline().run();
        Optional<Side> leaves =
                sides.get().stream().filter(side -> side.id().equals(from)).findFirst();
        Optional<Side> gets = sides.get().stream()
                .filter(side -> Names.canonical(side.name()).equals(Names.canonical(to)))
                .findFirst();
        return gets.map(side -> compared(loader, leaves, side))
                .orElseGet(() -> new State(leaves, gets, Optional.empty(), List.of()));
    }

    private State compared(Loader loader, Optional<Side> leaves, Side gets) {
        var counts = loader.pipeline()
                .query(
                        COUNTED,
                        row -> new Counts(
                                row.getLong("users"),
                                row.getLong("by_id"),
                                row.getLong("by_email"),
                                row.getLong("by_name"),
                                row.getLong("unknown"),
                                row.getLong("doubtful")),
                        loader.tenant(),
                        from.value(),
                        gets.id().value());
        var clashes = loader.pipeline()
                .query(
                        CLASHES,
                        row -> new Clash(
                                Rows.uuid(row, "account_id"),
                                row.getString("user_name"),
                                row.getString("other"),
                                row.getBoolean("same_id") ? "externalId" : "email"),
                        loader.tenant(),
                        from.value(),
                        gets.id().value(),
                        Limits.PAGE_DEFAULT);
        loader.pipeline().run();
        return new State(leaves, Optional.of(gets), counts.get().stream().findFirst(), clashes.get());
    }

    @Override
    public Decision<Report> decide(State state, Context context) {
        Side leaves = state.from()
                .orElseThrow(() -> ScimError.notFound("no provider " + from).exception());
        Side gets = state.to()
                .orElseThrow(() -> ScimError.invalidValue("no provider named \"%s\"".formatted(ScimError.excerpt(to)))
                        .exception());
        refuse(leaves, gets);
        Report report = report(leaves, gets, state);
        return report.users() == 0
                ? Decision.unchanged(report)
                : new Decision<>(
                        Changes.settings(writes(leaves, gets, context), List.of(note(leaves, gets, context))), report);
    }

    private static void refuse(Side leaves, Side gets) {
        if (leaves.id().equals(gets.id())) {
            throw ScimError.invalidValue("a provider cannot be handed over to itself")
                    .exception();
        }
        if (leaves.leaving()) {
            throw ScimError.conflict(
                            "people of %s are being released already; wait until that is done".formatted(leaves.name()))
                    .exception();
        }
    }

    private static Report report(Side leaves, Side gets, State state) {
        Counts counts = state.counts().orElseThrow();
        return new Report(
                leaves.name(),
                gets.name(),
                counts.users(),
                counts.byId(),
                counts.byEmail(),
                counts.byName(),
                counts.unknown(),
                counts.doubtful(),
                state.clashes());
    }

    private List<Write> writes(Side leaves, Side gets, Context context) {
        UUID tenant = context.caller().tenant().value();
        String why = "handed over from %s to %s by %s: %s"
                .formatted(leaves.name(), gets.name(), context.caller().actor(), reason);
        return List.of(
                Write.of("""
                        update provider set release_why = ?, release_pending = ?, release_to = ?,
                            paused_at = coalesce(paused_at, ?)
                        where tenant_id = ? and provider_id = ?""", why, Pending.KEEP.label(), gets.id().value(), context.now(), tenant, from.value()),
                Credentials.tellNodes(tenant));
    }

    /** Names both. */
    private LogEntry note(Side leaves, Side gets, Context context) {
        return LogEntry.of(
                        Action.PROVIDER_CHANGED,
                        LogEntry.Subject.provider(leaves.id().value()),
                        Optional.empty(),
                        leaves.name())
                .change(Optional.empty(), Optional.of("handed over to " + gets.name()))
                .because(context.caller().actor() + ": " + reason);
    }
}
