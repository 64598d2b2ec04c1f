package org.rollcall.server.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.undo.Plan.Kept;
import org.rollcall.server.undo.Plan.Reversal;

/**
 * Takes effects of a provider back where they are still so. What the provider wants is kept as a decision that stands
 * ({@link Fate#UNDONE}), so that it does not come back with the next equal push; it ends when the provider wants something else.
 * A role that it took is granted by hand.
 */
public final class UndoEffects implements Command<UndoEffects.Found, List<Plan>> {

    private final List<Plan> plans;
    private final String reason;

    public UndoEffects(List<Plan> plans, String reason) {
        this.plans = List.copyOf(plans);
        this.reason = reason;
    }

    /**
     * What was found.
     *
     * @param namesTaken people whose userName somebody else has by now
     */
    public record Found(List<Person> people, Set<AccountId> namesTaken) {}

    @Override
    public String name() {
        return "provider.undo";
    }

    @Override
    public Found load(Loader loader) {
        List<AccountId> ids = plans.stream()
                .filter(plan -> !plan.reversals().isEmpty())
                .map(Plan::account)
                .toList();
        List<Person> people = loader.accounts(ids);
        var taken = loader.pipeline()
                .query(
                        """
                select a.account_id from account a join account o on o.tenant_id = a.tenant_id
                    and o.user_name_canonical = a.user_name_canonical and o.deleted_at is null
                where a.tenant_id = ? and a.account_id = any(?) and a.deleted_at is not null""",
                        row -> new AccountId(row.getObject(1, UUID.class)),
                        loader.tenant(),
                        SqlArray.uuids(ids, AccountId::value));
        loader.pipeline().run();
        return new Found(people, Set.copyOf(taken.get()));
    }

    /** Answers the plans as they were carried out. */
    @Override
    public Decision<List<Plan>> decide(Found found, Context context) {
        Map<AccountId, Person> people = found.people().stream()
                .collect(Collectors.toMap(person -> person.requireAccount().id(), Function.identity()));
        List<PersonChange> changes = new ArrayList<>();
        List<Plan> done = new ArrayList<>();
        for (Plan plan : plans) {
            Optional.ofNullable(people.get(plan.account()))
                    .map(person -> new Undoing(person, plan, found.namesTaken().contains(plan.account()), context))
                    .ifPresentOrElse(
                            undoing -> {
                                undoing.change().ifPresent(changes::add);
                                done.add(undoing.done());
                            },
                            () -> done.add(plan));
        }
        return new Decision<>(Changes.people(changes), done);
    }

    /** One person on its way back. */
    private final class Undoing {

        private final Person before;
        private final Plan plan;
        private final boolean nameTaken;
        private final Context context;
        private final String why;
        private final List<Reversal> reversals = new ArrayList<>();
        private final List<Kept> kept;
        private final List<LogEntry> rows = new ArrayList<>();
        private Person after;

        Undoing(Person before, Plan plan, boolean nameTaken, Context context) {
            this.before = before;
            this.plan = plan;
            this.nameTaken = nameTaken;
            this.context = context;
            this.why = "undone by %s: %s".formatted(context.caller().actor(), reason);
            this.kept = new ArrayList<>(plan.kept());
            this.after = before;
            plan.reversals().stream().filter(Reversal.Return.class::isInstance).forEach(this::undo);
            plan.reversals().stream()
                    .filter(step -> !(step instanceof Reversal.Return))
                    .forEach(this::undo);
        }

        Optional<PersonChange> change() {
            return reversals.isEmpty() ? Optional.empty() : Optional.of(PersonChange.decided(before, after, rows));
        }

        Plan done() {
            return new Plan(plan.account(), plan.userName(), reversals, kept);
        }

        private void undo(Reversal reversal) {
            Optional<String> obstacle = switch (reversal) {
                case Reversal.Return back -> comeBack();
                case Reversal.MoveBack move -> move(move);
                case Reversal.GiveBack role -> give(role.role());
                case Reversal.TakeAway role -> take(role.role());
            };
            if (obstacle.isPresent()) {
                kept.add(new Kept(reversal.words(), obstacle.get()));
                return;
            }
            reversals.add(reversal);
            rows.add(before.logged(Action.UNDONE)
                    .change(Optional.empty(), Optional.of(reversal.words()))
                    .because(why));
        }

        private Account account() {
            return after.requireAccount();
        }

        // ---- each answers why it cannot be

        private Optional<String> comeBack() {
            Facts facts = account().facts();
            if (facts.providerActive()) {
                return Optional.of("the provider does not keep the user out any more");
            }
            boolean deleted = after.record().flatMap(UserRecord::deleted).isPresent();
            if (deleted && facts.deactivatedAt().isPresent()) {
                return Optional.of("deleted and deactivated; restore the user instead");
            }
            if (nameTaken) {
                return Optional.of("somebody else has the userName by now");
            }
            boolean returns = facts.state() == State.DEACTIVATED;
            String wanted = deleted ? StandingDecision.DELETED : StandingDecision.INACTIVE;
            Person back =
                    after.with(stand(account().with(Lifecycle.undone(facts, why, context.now())), Facet.STATE, wanted));
            after = returns ? context.placedAnew(back) : back;
            return Optional.empty();
        }

        private Optional<String> move(Reversal.MoveBack move) {
            Rules rules = context.rules();
            Optional<Rules.Organization> target = rules.organizations().values().stream()
                    .filter(organization ->
                            organization.active() && organization.path().equals(move.to()))
                    .findFirst();
            String here = rules.organization(account().seat().organization()).path();
            if (!here.equals(move.from())) {
                return Optional.of("the user is in %s by now".formatted(here));
            }
            if (target.isEmpty()) {
                return Optional.of("there is no active organization %s any more".formatted(move.to()));
            }
            if (gone()) {
                return Optional.of("the user is deleted or deactivated");
            }
            String wanted = account().seat().organization().toString();
            Seat seat = new Seat(target.get().id(), Seat.Origin.MANUAL, Optional.empty(), why, context.now());
            Account moved = stand(account().with(seat), Facet.ORGANIZATION, wanted);
            after = after.with(moved.with(
                    context.placement().keepingSeat(moved, after.profile()).grants()));
            return Optional.empty();
        }

        private Optional<String> give(String name) {
            Optional<RoleId> role = role(name);
            if (role.isEmpty()) {
                return Optional.of("there is no role %s any more".formatted(name));
            }
            if (account().roles().contains(role.get())) {
                return Optional.of("the user has the role");
            }
            if (gone()) {
                return Optional.of("the user is deleted or deactivated");
            }
            List<Grant> grants = new ArrayList<>(account().grants());
            grants.add(new Grant(
                    role.get(),
                    Grant.Origin.MANUAL,
                    account().id().value(),
                    why,
                    Optional.of(context.caller().actor()),
                    Optional.empty(),
                    context.now()));
            after = after.with(account().with(grants));
            return Optional.empty();
        }

        private Optional<String> take(String name) {
            Optional<RoleId> role = role(name)
                    .filter(known -> account().grants().stream()
                            .anyMatch(grant ->
                                    grant.role().equals(known) && grant.origin().mapped()));
            if (role.isEmpty()) {
                return Optional.of("no mapping gives the user the role any more");
            }
            Account without = account()
                    .with(account().grants().stream()
                            .filter(grant -> !grant.placed() || !grant.role().equals(role.get()))
                            .toList());
            after = after.with(stand(without, Facet.role(role.get()), StandingDecision.GRANTED));
            return Optional.empty();
        }

        private boolean gone() {
            return account().facts().deleted()
                    || account().facts().state() == State.DEACTIVATED
                    || after.record().flatMap(UserRecord::deleted).isPresent();
        }

        private Optional<RoleId> role(String name) {
            return context.rules().roles().values().stream()
                    .filter(role -> role.name().equals(name))
                    .map(Rules.Role::id)
                    .findFirst();
        }

        private Account stand(Account account, Facet facet, String desired) {
            String origin = account.owner()
                    .map(owner -> context.rules().provider(owner).name())
                    .orElse("");
            return account.with(account.standing()
                    .with(new StandingDecision(
                            facet, desired, Fate.UNDONE, origin, why, context.now(), Optional.empty())));
        }
    }
}
