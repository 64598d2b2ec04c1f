package org.rollcall.server.ownership;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * An administrator decides a collision (P-7). Adopted or handed over, the person waits for the next push of the provider,
 * which nobody else can forestall; rejected, the push stays refused and is no longer told of.
 */
public final class DecideConflict implements Command<DecideConflict.State, UUID> {

    /** What is decided. */
    public enum Verdict {
        ADOPT("adopt"),
        HAND_OVER("handOver"),
        REJECT("reject");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** As paths, acts and buttons call it. */
        public String verb() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final UUID id;
    private final Verdict verdict;
    private final String reason;

    public DecideConflict(UUID id, Verdict verdict, String reason) {
        this.id = id;
        this.verdict = verdict;
        this.reason = reason;
    }

    private record Conflict(
            ProviderId provider, String name, String userName, Optional<UserId> renames, Optional<AccountId> holder) {}

    /** The collision, and who is in the way, locked, with its groups. */
    record State(Optional<Conflict> conflict, Releases.Found found) {}

    @Override
    public String name() {
        return "conflict." + verdict.verb();
    }

    @Override
    public State load(Loader loader) {
        var conflicts = loader.pipeline()
                .query(
                        """
                select c.provider_id, p.name, c.user_name, c.user_id, a.account_id from conflict c
                join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id and p.deleted_at is null
                left join account a on a.tenant_id = c.tenant_id and a.user_name_canonical = c.user_name_canonical
                    and a.deleted_at is null and a.owner_id is distinct from c.provider_id
                where c.tenant_id = ? and c.conflict_id = ? for no key update of c""",
                        row -> new Conflict(
                                new ProviderId(Rows.uuid(row, "provider_id")),
                                row.getString("name"),
                                row.getString("user_name"),
                                Rows.optional(row, "user_id").map(UserId::new),
                                Rows.optional(row, "account_id").map(AccountId::new)),
                        loader.tenant(),
                        id);
        loader.pipeline().run();
        Optional<Conflict> conflict = conflicts.get().stream().findFirst();
        List<AccountId> holder = conflict.flatMap(Conflict::holder).stream().toList();
        return new State(conflict, Releases.load(loader, holder));
    }

    @Override
    public Decision<UUID> decide(State state, Context context) {
        Conflict conflict = state.conflict()
                .orElseThrow(() -> ScimError.notFound("no conflict " + id).exception());
        Person holder = state.found().people().stream()
                .filter(person -> !person.requireAccount().owner().equals(Optional.of(conflict.provider())))
                .findFirst()
                .orElseThrow(() -> ScimError.conflict("nobody is in the way any more; the next push succeeds")
                        .exception());
        if (conflict.renames().isPresent() && verdict != Verdict.REJECT) {
            throw ScimError.conflict(
                            "the push renames user %s, which cannot become somebody else; change one of the names"
                                    .formatted(conflict.renames().get()))
                    .exception();
        }
        Changes changes = switch (verdict) {
            case ADOPT -> adopt(conflict, holder, context);
            case HAND_OVER -> handOver(conflict, holder.requireAccount(), state.found(), context);
            case REJECT -> reject(conflict, holder, context);
        };
        return new Decision<>(
                changes.with(
                        Stream.concat(Stream.of(remember(context)), changes.writes().stream())
                                .toList(),
                        changes.notes()),
                id);
    }

    private Changes adopt(Conflict conflict, Person holder, Context context) {
        if (holder.requireAccount().owner().isPresent()) {
            throw ScimError.conflict("another provider manages the user; hand it over instead")
                    .exception();
        }
        Write offer = Offer.write(
                context.caller().tenant().value(),
                SqlArray.uuids(List.of(holder.requireAccount().id()), AccountId::value),
                true,
                Optional.of(conflict.provider().value()));
        return Changes.settings(List.of(offer), List.of(row(Action.ADOPTION_ALLOWED, conflict, holder, context)));
    }

    private Changes handOver(Conflict conflict, Account holder, Releases.Found found, Context context) {
        if (holder.owner().isEmpty()) {
            throw ScimError.conflict("no provider manages the user; let it be adopted instead")
                    .exception();
        }
        String why = "handed over to %s by %s: %s"
                .formatted(conflict.name(), context.caller().actor(), reason);
        return new Releases(Optional.of(conflict.provider()), Pending.KEEP, why).changes(found, context);
    }

    private Changes reject(Conflict conflict, Person holder, Context context) {
        return Changes.settings(List.of(), List.of(row(Action.CONFLICT_REJECTED, conflict, holder, context)));
    }

    private LogEntry row(Action action, Conflict conflict, Person holder, Context context) {
        return holder.logged(action)
                .change(Optional.empty(), Optional.of(conflict.name()))
                .because(context.caller().actor() + ": " + reason);
    }

    private Write remember(Context context) {
        return Write.of(
                """
                update conflict set decision = ?, decided_at = ?, decided_by = ?, reason = ?
                where tenant_id = ? and conflict_id = ?""",
                verdict.label,
                context.now(),
                context.caller().actor(),
                reason,
                context.caller().tenant().value(),
                id);
    }
}
