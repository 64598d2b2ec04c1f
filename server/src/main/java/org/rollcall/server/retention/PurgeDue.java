package org.rollcall.server.retention;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Decisions;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;

/**
 * Erases the data of those of some people whose organization's retention period is over, by the database's clock (P-60).
 * Whom a matter holds is kept, and the log says so, once.
 */
public final class PurgeDue implements Command<PurgeDue.State, Integer> {

    /** The period of each organization: its own, else its parent's, else the default. */
    private static final String KEEPS = """
            with recursive keeps as (
                select tenant_id, organization_id, coalesce(retention, %1$d * interval '1 day') as period
                from organization where parent_id is null
                union all
                select o.tenant_id, o.organization_id, coalesce(o.retention, k.period) from organization o
                join keeps k on k.tenant_id = o.tenant_id and k.organization_id = o.parent_id),
            present as (select date_trunc('milliseconds', %2$s) as at)""".formatted(Limits.RETENTION.toDays(), DatabaseTime.NOW);

    private static final String OVER = """
            a.purged_at is null and a.deactivated_at <= present.at - keeps.period
            and tenant.retention_from <= present.at - keeps.period""";

    /**
     * Whose period is over and who waits for no matter; its parameters are {@link DatabaseTime#offset}, accounts to leave
     * alone, and how many.
     */
    public static final String FIND = KEEPS + """
             select keeps.tenant_id, due.account_id from keeps cross join present
            join tenant on tenant.tenant_id = keeps.tenant_id
            cross join lateral (
                select a.account_id from account a
                where a.tenant_id = keeps.tenant_id and a.organization_id = keeps.organization_id
                and a.account_id <> all(?) and %s
                and not exists (select 1 from standing_decision d where d.tenant_id = a.tenant_id
                                and d.account_id = a.account_id and d.facet = 'purge')) due
            limit ?""".formatted(OVER);

    private static final String DUE = KEEPS + """
             select a.account_id, extract(epoch from keeps.period)::bigint as period from account a
            join keeps on keeps.tenant_id = a.tenant_id and keeps.organization_id = a.organization_id
            join tenant on tenant.tenant_id = a.tenant_id
            cross join present
            where a.tenant_id = ? and a.account_id = any(?) and %s""".formatted(OVER);

    private final List<AccountId> accounts;
    private final DatabaseTime time;

    public PurgeDue(List<AccountId> accounts, DatabaseTime time) {
        this.accounts = List.copyOf(accounts);
        this.time = time;
    }

    /** The people, and the periods of those for whom it is over. */
    public record State(List<Erased> people, Map<AccountId, Duration> due) {}

    private record Due(AccountId account, Duration period) {}

    @Override
    public String name() {
        return "clock.purge";
    }

    @Override
    public State load(Loader loader) {
        List<Erased> people = Erased.load(loader, accounts);
        var due = loader.pipeline()
                .query(
                        DUE,
                        row -> new Due(
                                new AccountId(Rows.uuid(row, "account_id")), Duration.ofSeconds(row.getLong("period"))),
                        time.offset(),
                        loader.tenant(),
                        SqlArray.uuids(accounts, AccountId::value));
        loader.pipeline().run();
        return new State(people, due.get().stream().collect(toMap(Due::account, Due::period)));
    }

    @Override
    public Decision<Integer> decide(State state, Context context) {
        List<Erased> over = state.people().stream()
                .filter(one -> state.due().containsKey(account(one.person()).id()))
                .toList();
        Changes erased = Erasure.of(
                over.stream().filter(one -> !held(one.person())).toList(),
                person -> "deactivated for longer than the %d days for which its organization keeps data"
                        .formatted(Objects.requireNonNull(
                                        state.due().get(account(person).id()))
                                .toDays()),
                context);
        List<PersonChange> people = new ArrayList<>(erased.people());
        over.stream()
                .map(Erased::person)
                .filter(PurgeDue::held)
                .flatMap(person -> withheld(person, context).stream())
                .forEach(people::add);
        return new Decision<>(
                Changes.people(people).with(erased.memberships()).with(erased.writes(), List.of()), people.size());
    }

    private static Account account(Person person) {
        return person.requireAccount();
    }

    private static boolean held(Person person) {
        return account(person).legalHold().isPresent();
    }

    /** It stands until the last hold ends. */
    private static Optional<PersonChange> withheld(Person before, Context context) {
        Account account = account(before);
        if (account.standing().on(Facet.PURGE).isPresent()) {
            return Optional.empty();
        }
        StandingDecision decision = new StandingDecision(
                Facet.PURGE,
                StandingDecision.PURGED,
                Fate.WITHHELD,
                "",
                "on legal hold (%s)".formatted(account.legalHold().orElseThrow()),
                context.now(),
                Optional.empty());
        return Optional.of(PersonChange.decided(
                before,
                before.with(account.with(account.standing().with(decision))),
                List.of(Decisions.row(Action.WITHHELD, before, decision, context.rules())
                        .because(decision.reason()))));
    }
}
