package org.rollcall.server.command;

import static org.rollcall.server.account.StandingDecision.DEACTIVATED;
import static org.rollcall.server.account.StandingDecision.DELETED;
import static org.rollcall.server.account.StandingDecision.GRANTED;
import static org.rollcall.server.account.StandingDecision.INACTIVE;
import static org.rollcall.server.account.StandingDecision.TAKEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.account.State;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * What becomes of one person's differences, in order: state, organization, roles. The roles follow from the
 * organization that results.
 */
final class PersonFates {

    private final Fates fates;
    private final Context context;
    private final PersonChange change;
    private final Optional<Account> was;
    private final Account wanted;
    private final boolean all;
    private final boolean flaps;
    private final List<StandingDecision> kept = new ArrayList<>();
    private final List<LogEntry> told = new ArrayList<>();

    /**
     * For one person.
     *
     * @param all whether everything that would be taken is held, because it follows from something held
     * @param flaps whether groups changed, so that a provider may be halfway through a move (P-74)
     */
    PersonFates(Fates fates, Context context, PersonChange change, boolean all, boolean flaps) {
        this.fates = fates;
        this.context = context;
        this.change = change;
        this.was = change.before().flatMap(Person::account);
        this.wanted = change.after().requireAccount();
        this.flaps = flaps;
        this.all = all && fates.brakes(wanted.owner());
    }

    PersonChange resolve() {
        Account stated = wanted.with(deactivation(state()));
        boolean withheld = wanted.facts().deactivatedAt().isPresent()
                && stated.facts().deactivatedAt().isEmpty();
        Account lawful = withheld ? stated.with(was.orElse(stated).grants()) : stated;
        wanted.standing()
                .on(Facet.EMAIL)
                .filter(decision -> wanted.owner().isPresent())
                .ifPresent(this::unconfirmed);
        wanted.standing()
                .on(Facet.PURGE)
                .filter(decision -> wanted.legalHold().isPresent()
                        && lawful.facts().deactivatedAt().isPresent())
                .ifPresent(kept::add);
        Account resolved = left(lawful) ? lawful : placed(lawful);
        wanted.standing().decisions().stream().filter(d -> !kept.contains(d)).forEach(this::ended);
        return change.resolved(change.after().with(resolved.with(new Standing(kept))), told);
    }

    /** Whoever is deleted or deactivated keeps neither claims nor decisions on organization and roles. */
    private boolean left(Account account) {
        return account.facts().deleted()
                || account.facts().state() == State.DEACTIVATED
                || record().flatMap(UserRecord::deleted).isPresent();
    }

    private Optional<UserRecord> record() {
        return change.after().record();
    }

    // ---- state

    private Facts state() {
        Facts next = wanted.facts();
        Optional<String> out = out();
        if (out.isEmpty()) {
            return next;
        }
        if (next.deactivatedAt().isPresent()) {
            return settled(next);
        }
        boolean leaves = leaves(next);
        if (!leaves && !next.providerActive()) {
            return next;
        }
        boolean stays = kept(Facet.STATE, out.get())
                || lastOnItsDate(next, leaves)
                || (leaves && holds(Facet.STATE, out.get(), true, next.reason()));
        return stays && leaves ? was.orElseThrow().facts() : next;
    }

    /** No request can be refused when a date has come; the last administrator is held for an administrator to decide. */
    private boolean lastOnItsDate(Facts next, boolean leaves) {
        boolean asked = record().filter(
                        record -> record.active() && record.deleted().isEmpty())
                .isEmpty();
        if (asked) {
            refuseForTheLast(next);
            return false;
        }
        boolean last = leaves
                && was.filter(before -> fates.takesLast(before, before.with(next), false))
                        .isPresent();
        if (last) {
            stand(
                    Action.HELD,
                    Facet.STATE,
                    INACTIVE,
                    Fate.HELD,
                    "it is the last active account with an administrative role");
        }
        return last;
    }

    private void refuseForTheLast(Facts next) {
        if (was.filter(before ->
                        fates.takesLast(before, before.ownedBy(wanted.owner()).with(next), false))
                .isPresent()) {
            throw ScimError.forbidden("this is the last active account with an administrative role; grant one to "
                            + "somebody else first")
                    .exception();
        }
    }

    private boolean leaves(Facts next) {
        return !next.providerActive()
                && was.map(Account::facts)
                        .filter(before -> before.providerActive()
                                && before.deactivatedAt().isEmpty())
                        .isPresent();
    }

    /** What the provider last said, if it is a way out; it may have said it with a date (P-59). */
    private Optional<String> out() {
        return record().filter(record -> wanted.owner().isPresent())
                .flatMap(record -> record.deleted().isPresent()
                        ? Optional.of(DELETED)
                        : Optional.of(INACTIVE).filter(inactive -> !record.active() || wanted.left(context.now())));
    }

    /** By hand at once, whatever was held: there is nothing left to decide (P-73). */
    private Facts settled(Facts facts) {
        boolean unheard = facts.providerActive();
        return unheard
                ? new Facts(
                        false,
                        facts.adminBlockedAt(),
                        facts.dueAt(),
                        facts.deactivatedAt(),
                        record().flatMap(UserRecord::deleted),
                        facts.reason(),
                        facts.since())
                : facts;
    }

    // ---- e-mail

    /** It stays unconfirmed, whatever becomes of the rest, until an administrator confirms it (P-6). */
    private void unconfirmed(StandingDecision decision) {
        kept.add(decision);
        boolean known = was.filter(before -> before.standing().on(Facet.EMAIL).isPresent())
                .isPresent();
        if (!known || !emails(change.before().flatMap(Person::record)).equals(emails(record()))) {
            told.add(Decisions.row(Action.WITHHELD, change.after(), decision, context.rules())
                    .because(decision.reason()));
        }
    }

    private static List<String> emails(Optional<UserRecord> record) {
        return record.map(UserRecord::emails).orElse(List.of());
    }

    // ---- legal hold

    /** Whom a matter holds is blocked at most. When the last hold ends, what was withheld is due (P-55). */
    private Facts deactivation(Facts next) {
        Optional<StandingDecision> withheld = wanted.standing().on(Facet.DEACTIVATION);
        boolean deactivates = next.deactivatedAt().isPresent()
                && was.filter(account -> account.facts().deactivatedAt().isEmpty())
                        .isPresent();
        boolean out = !next.providerActive() && next.deactivatedAt().isEmpty();
        if (wanted.legalHold().isPresent()) {
            withheld.filter(decision -> out).ifPresent(kept::add);
            return deactivates ? withheld(next, wanted.legalHold().get()) : next;
        }
        return withheld.filter(decision -> out && next.dueAt().isEmpty())
                .map(decision -> due(next))
                .orElse(next);
    }

    private Facts withheld(Facts next, String matters) {
        Facts before = was.orElseThrow().facts();
        stand(
                Action.WITHHELD,
                Facet.DEACTIVATION,
                DEACTIVATED,
                Fate.WITHHELD,
                "on legal hold (%s); %s".formatted(matters, next.reason()));
        return new Facts(
                before.providerActive(),
                before.adminBlockedAt(),
                Optional.empty(),
                Optional.empty(),
                before.deletedAt(),
                "on legal hold (%s); before: %s".formatted(matters, before.reason()),
                before.since());
    }

    private Facts due(Facts facts) {
        Duration delay = wanted.owner()
                .map(owner -> context.rules()
                        .provider(owner)
                        .delays()
                        .of(change.after().profile())
                        .after())
                .orElse(Duration.ZERO);
        return new Facts(
                facts.providerActive(),
                facts.adminBlockedAt(),
                Optional.of(context.now().plus(delay)),
                Optional.empty(),
                facts.deletedAt(),
                "the last legal hold ended; before: " + facts.reason(),
                facts.since());
    }

    // ---- organization

    private Account placed(Account stated) {
        Seat seat = organization(stated);
        boolean anew = !seat.equals(stated.seat()) || !wanted.standing().isEmpty();
        Account seated = stated.with(seat);
        return seated.with(roles(anew ? seated.with(derived(seated)) : seated));
    }

    private Seat organization(Account stated) {
        Seat next = stated.seat();
        Optional<StandingDecision> undone = undone(Facet.ORGANIZATION)
                .filter(decision -> decision.desired().equals(ideal(stated).toString()));
        if (undone.isPresent()) {
            kept.add(undone.get());
            boolean again = next.organization().toString().equals(undone.get().desired());
            return again ? was.orElseThrow().seat() : next;
        }
        Optional<Seat> before =
                was.map(Account::seat).filter(seat -> !seat.organization().equals(next.organization()));
        if (before.isEmpty()) {
            wanted.standing()
                    .on(Facet.ORGANIZATION)
                    .filter(d -> ideal(stated).toString().equals(d.desired()))
                    .ifPresent(kept::add);
            return next;
        }
        String desired = next.organization().toString();
        boolean harms = all
                || (before.get().origin().mapped() && was.orElseThrow().facts().state() != State.DEACTIVATED);
        String why = "to %s: %s".formatted(path(next.organization()), next.reason());
        boolean stays = kept(Facet.ORGANIZATION, desired)
                || (harms && (delays(next, why) || holds(Facet.ORGANIZATION, desired, false, why)));
        return stays ? before.get() : next;
    }

    /** A provider that moves somebody takes first and gives then: the fallback in between would be nobody's wish. */
    private boolean delays(Seat next, String why) {
        Duration delay = wanted.owner()
                .map(owner -> context.rules().provider(owner).caution().fallbackDelay())
                .orElse(Duration.ZERO);
        boolean decided = wanted.standing()
                .on(Facet.ORGANIZATION, next.organization().toString())
                .isPresent();
        if (!flaps || all || decided || !next.origin().fallback() || delay.isZero()) {
            return false;
        }
        stand(
                Action.DELAYED,
                Facet.ORGANIZATION,
                next.organization().toString(),
                Fate.DELAYED,
                why,
                Optional.of(context.now().plus(delay)));
        return true;
    }

    /** Where the rules want the account, whether the command asked or not. */
    private OrganizationId ideal(Account account) {
        return context.placement()
                .again(account, change.after().profile())
                .seat()
                .organization();
    }

    private String path(OrganizationId organization) {
        return context.rules().organization(organization).path();
    }

    // ---- roles

    /** The grants that follow from the organization the account is in now. */
    private List<Grant> derived(Account seated) {
        Stream<Grant> byHand = seated.grants().stream().filter(grant -> !grant.placed());
        Stream<Grant> before = was.stream().flatMap(a -> a.grants().stream()).filter(Grant::placed);
        Account base = seated.with(Stream.concat(byHand, before).toList());
        return context.placement().keepingSeat(base, change.after().profile()).grants();
    }

    private List<Grant> roles(Account seated) {
        List<Grant> next = seated.grants();
        SortedSet<RoleId> had = was.map(Account::roles).orElseGet(TreeSet::new);
        List<Grant> result = new ArrayList<>(next);
        placed(next).stream()
                .filter(role ->
                        withdrawn(role) || (!had.contains(role) && administrative(role) && stays(role, GRANTED, true)))
                .forEach(role ->
                        result.removeIf(grant -> grant.placed() && grant.role().equals(role)));
        SortedSet<RoleId> taken = new TreeSet<>(placed(before()));
        taken.removeAll(seated.roles());
        taken.stream().filter(role -> stays(role, TAKEN, all)).forEach(role -> result.addAll(before(role)));
        protectTheLast(seated.with(result), taken).forEach(role -> result.addAll(before(role)));
        return List.copyOf(result);
    }

    /** Whether an administrator took back that groups give the role (P-84). */
    private boolean withdrawn(RoleId role) {
        Optional<StandingDecision> undone =
                undone(Facet.role(role)).filter(decision -> decision.desired().equals(GRANTED));
        undone.ifPresent(kept::add);
        return undone.isPresent();
    }

    private Optional<StandingDecision> undone(Facet facet) {
        return wanted.standing().on(facet).filter(decision -> decision.fate() == Fate.UNDONE);
    }

    private boolean administrative(RoleId role) {
        return context.rules().role(role).administrative();
    }

    private List<Grant> before() {
        return was.map(Account::grants).orElse(List.of());
    }

    private List<Grant> before(RoleId role) {
        return before().stream()
                .filter(grant -> grant.placed() && grant.role().equals(role))
                .toList();
    }

    /** The roles that the last administrator keeps, though nothing grants them any more (P-47). */
    private List<RoleId> protectTheLast(Account next, SortedSet<RoleId> taken) {
        List<RoleId> administrative =
                taken.stream().filter(this::administrative).toList();
        boolean withheld = administrative.stream()
                .anyMatch(role -> wanted.standing().on(Facet.role(role), TAKEN).isPresent());
        if (administrative.isEmpty()
                || was.filter(account -> fates.takesLast(account, next, withheld))
                        .isEmpty()) {
            return List.of();
        }
        administrative.forEach(this::withhold);
        return administrative;
    }

    private void withhold(RoleId role) {
        Facet facet = Facet.role(role);
        wanted.standing()
                .on(facet, TAKEN)
                .ifPresentOrElse(kept::add, () -> stand(Action.WITHHELD, facet, TAKEN, Fate.WITHHELD, LAST));
    }

    private static final String LAST = "it is the only administrative role of the last active administrator";

    private static SortedSet<RoleId> placed(List<Grant> grants) {
        return grants.stream().filter(Grant::placed).map(Grant::role).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean stays(RoleId role, String desired, boolean harms) {
        Facet facet = Facet.role(role);
        return kept(facet, desired)
                || (harms
                        && holds(
                                facet,
                                desired,
                                false,
                                "role " + context.rules().role(role).name()));
    }

    // ---- decisions

    private boolean due(StandingDecision decision) {
        return decision.until().filter(at -> !at.isAfter(context.now())).isPresent();
    }

    /** Whether an effect that is wanted has been decided on. */
    private boolean kept(Facet facet, String desired) {
        Optional<StandingDecision> decision = wanted.standing()
                .on(facet, desired)
                .filter(d -> d.fate() != Fate.WITHHELD)
                .filter(d -> !due(d));
        decision.ifPresent(kept::add);
        return decision.isPresent();
    }

    /** Whether an effect is held from now on. What follows from something held is not counted by itself. */
    private boolean holds(Facet facet, String desired, boolean loses, String why) {
        if (!all && fates.passes(wanted.owner(), loses)) {
            return false;
        }
        stand(Action.HELD, facet, desired, Fate.HELD, why);
        fates.holds(wanted.owner().orElseThrow());
        return true;
    }

    private void stand(Action action, Facet facet, String desired, Fate fate, String why) {
        stand(action, facet, desired, fate, why, Optional.empty());
    }

    private void stand(Action action, Facet facet, String desired, Fate fate, String why, Optional<Instant> until) {
        String by = wanted.owner()
                .map(owner -> context.rules().provider(owner).name())
                .orElse("");
        StandingDecision decision = new StandingDecision(facet, desired, fate, by, why, context.now(), until);
        kept.add(decision);
        told.add(
                Decisions.row(action, change.after(), decision, context.rules()).because(why));
    }

    /** A delay that is over needs no row: what follows has its own. */
    private void ended(StandingDecision decision) {
        if (due(decision)) {
            return;
        }
        told.add(Decisions.row(Action.HOLD_ENDED, change.after(), decision, context.rules())
                .because("it is no longer wanted, or was done otherwise"));
    }
}
