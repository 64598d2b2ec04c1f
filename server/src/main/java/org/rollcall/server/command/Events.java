package org.rollcall.server.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.feed.Event;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.placement.Rules;

/**
 * Makes the event of a person's change: what changed, why, and the person as it is afterwards. The shape is a public
 * contract (P-105, {@code docs/reference/events.md}); change it only by adding, or with a new version.
 */
final class Events {

    private static final long VERSION = 1;

    private final Rules rules;
    private final ChangeSetId changeSet;
    private final Instant at;
    private final Caller caller;

    Events(Rules rules, ChangeSetId changeSet, Instant at, Caller caller) {
        this.rules = rules;
        this.changeSet = changeSet;
        this.at = at;
        this.caller = caller;
    }

    /** The event, if applications should know: there is an account, and it or its groups changed. */
    Optional<Event> of(Changes.PersonChange change, List<LogEntry> all) {
        List<LogEntry> effects =
                all.stream().filter(row -> !heldBack(row, change)).toList();
        boolean groups = change.groupsChanged()
                || change.before()
                        .filter(before -> !before.groups().equals(change.after().groups()))
                        .isPresent();
        boolean untold = gone(change) || (effects.isEmpty() && !groups);
        if (change.after().account().isEmpty() || untold) {
            return Optional.empty();
        }
        Account account = change.after().requireAccount();
        boolean purged = account.facts().purged();
        String type = deletes(change) && !purged ? "user.deleted" : type(effects);
        boolean ends = endsSessions(effects) || leaves(change);
        return Optional.of(new Event(
                account.id(),
                type,
                ends,
                payload(type, change, effects, ends),
                at,
                change.before().flatMap(Person::account).map(Events::place),
                place(account)));
    }

    private static Event.Place place(Account account) {
        return new Event.Place(account.seat().organization(), List.copyOf(account.roles()));
    }

    /** The provider said it, and it does not hold: applications would take it for what is. */
    private static boolean heldBack(LogEntry row, Changes.PersonChange change) {
        boolean undecided = Stream.concat(change.before().stream(), Stream.of(change.after()))
                .anyMatch(person -> decided(person).isPresent());
        if (row.action() == Action.USER_UPDATED
                && row.field().filter("emails"::equals).isPresent()) {
            return change.after()
                    .account()
                    .filter(account -> account.standing().on(Facet.EMAIL).isPresent())
                    .isPresent();
        }
        return undecided && row.field().filter("active"::equals).isPresent() && row.action() == Action.USER_UPDATED;
    }

    private static Optional<StandingDecision> decided(Person person) {
        return person.account().flatMap(account -> account.standing().on(Facet.STATE));
    }

    /** Gone for its provider only. */
    private static boolean gone(Changes.PersonChange change) {
        return decided(change.after())
                .filter(d -> d.desired().equals(StandingDecision.DELETED))
                .isPresent();
    }

    /** Deleted now, whenever its provider said so. */
    private static boolean deletes(Changes.PersonChange change) {
        return change.after().requireAccount().facts().deleted()
                && change.before()
                        .flatMap(Person::account)
                        .filter(before -> !before.facts().deleted())
                        .isPresent();
    }

    private static String type(List<LogEntry> effects) {
        return TYPES.entrySet().stream()
                .filter(entry -> effects.stream().anyMatch(row -> row.action() == entry.getKey()))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(effects.isEmpty() ? "user.groups" : "user.updated");
    }

    /** Most telling first: the type of an event is the first of these that happened. */
    private static final SequencedMap<Action, String> TYPES = types();

    private static SequencedMap<Action, String> types() {
        SequencedMap<Action, String> types = new LinkedHashMap<>();
        types.put(Action.PURGED, "user.purged");
        types.put(Action.USER_ADDED, "user.added");
        types.put(Action.USER_DELETED, "user.deleted");
        types.put(Action.USER_RESTORED, "user.restored");
        types.put(Action.DEACTIVATED, "user.deactivated");
        types.put(Action.REACTIVATED, "user.reactivated");
        types.put(Action.BLOCKED, "user.blocked");
        types.put(Action.UNBLOCKED, "user.unblocked");
        return types;
    }

    private Json.Obj payload(String type, Changes.PersonChange change, List<LogEntry> effects, boolean ends) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("version", Json.number(VERSION));
        members.put("type", Json.text(type));
        members.put("at", Json.text(at.toString()));
        members.put("changeSet", Json.text(changeSet.toString()));
        caller.provider().map(rules::provider).ifPresent(p -> members.put("provider", Json.text(p.name())));
        members.put("actor", Json.text(caller.actor()));
        members.put("endSessions", Json.bool(ends));
        members.put("user", user(change.after(), change.after().requireAccount()));
        members.put("effects", new Json.Arr(effects.stream().map(Events::effect).toList()));
        return new Json.Obj(members);
    }

    /** Every way out ends access (P-58), also of somebody whose access had ended before. */
    private static final Set<Action> ENDS = Set.of(
            Action.BLOCKED,
            Action.BLOCK_ADDED,
            Action.DEACTIVATION_SCHEDULED,
            Action.DEACTIVATED,
            Action.USER_DELETED,
            Action.PURGED);

    private static boolean endsSessions(List<LogEntry> effects) {
        return effects.stream().map(LogEntry::action).anyMatch(ENDS::contains);
    }

    /** The provider no longer says active; no effect need follow from it. */
    private static boolean leaves(Changes.PersonChange change) {
        return change.before()
                        .flatMap(Person::account)
                        .filter(account -> account.facts().providerActive())
                        .isPresent()
                && !change.after().requireAccount().facts().providerActive();
    }

    private Json user(Person person, Account account) {
        SequencedMap<String, Json> user = new LinkedHashMap<>();
        user.put("id", Json.text(account.id().toString()));
        user.put("userName", Json.text(account.userName().raw()));
        account.displayName().ifPresent(name -> user.put("displayName", Json.text(name)));
        person.record().flatMap(UserRecord::externalId).ifPresent(id -> user.put("externalId", Json.text(id)));
        user.put("state", Json.text(account.facts().label()));
        account.facts().dueAt().ifPresent(due -> user.put("due", Json.text(due.toString())));
        user.put(
                "organization",
                Json.text(rules.organization(account.seat().organization()).path()));
        user.put("roles", new Json.Arr(account.roles().stream().map(this::role).toList()));
        user.put(
                "groups",
                new Json.Arr(person.groups().values().stream()
                        .sorted()
                        .<Json>map(Json::text)
                        .toList()));
        return new Json.Obj(user);
    }

    private Json role(RoleId id) {
        return Json.text(rules.role(id).name());
    }

    private static Json effect(LogEntry row) {
        SequencedMap<String, Json> effect = new LinkedHashMap<>();
        effect.put("action", Json.text(row.action().label()));
        row.field().ifPresent(field -> effect.put("field", Json.text(field)));
        if (row.action() != Action.USER_ADDED) {
            row.oldValue().ifPresent(old -> effect.put("old", Json.text(old)));
            row.newValue().ifPresent(now -> effect.put("new", Json.text(now)));
        }
        row.cause().ifPresent(cause -> effect.put("cause", Json.text(cause)));
        return new Json.Obj(effect);
    }
}
