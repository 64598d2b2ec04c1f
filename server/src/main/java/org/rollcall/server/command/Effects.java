package org.rollcall.server.command;

import static org.rollcall.server.journal.Action.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.account.State;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.profile.Expression;

/**
 * The difference between before and after, as log rows. The one place that says what changed: the log keeps these
 * rows, the feed is made from them, so neither can tell another story than the data (N3).
 */
final class Effects {

    private final Rules rules;
    private final Instant now;

    Effects(Rules rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    // ---- people

    List<LogEntry> of(Changes.PersonChange change) {
        List<LogEntry> rows = new ArrayList<>();
        Person after = change.after();
        LogEntry subject = after.logged(USER_ADDED);
        if (change.before().isEmpty()) {
            rows.addAll(added(subject, after, change.note()));
            return rows;
        }
        Person before = change.before().get();
        if (purged(before, after)) {
            rows.add(as(subject, PURGED).because(after.requireAccount().facts().reason()));
            return rows;
        }
        Optional<LogEntry> owner = owner(subject, before, after, change.note());
        rows.addAll(owner.stream().toList());
        after.record()
                .ifPresent(now -> rows.addAll(record(
                        subject, before, now, owner.isPresent() ? Optional.empty() : change.note(), owner.isEmpty())));
        before.account().ifPresent(old -> rows.addAll(account(subject, before, old, after)));
        return rows;
    }

    /** Its data was erased: that is all there is to tell (P-60). */
    private static boolean purged(Person before, Person after) {
        return after.account().filter(account -> account.facts().purged()).isPresent()
                && before.account().filter(account -> !account.facts().purged()).isPresent();
    }

    private static LogEntry as(LogEntry subject, Action action) {
        return LogEntry.of(action, subject.subject(), subject.account(), subject.name());
    }

    private List<LogEntry> added(LogEntry subject, Person after, Optional<String> note) {
        List<LogEntry> rows = new ArrayList<>();
        LogEntry added = subject.change(
                Optional.empty(), after.record().map(r -> text(r.resource().attributes())));
        rows.add(note.map(added::because).orElse(added));
        after.account().ifPresent(account -> {
            rows.add(as(subject, ORGANIZATION_CHANGED)
                    .change(Optional.empty(), Optional.of(path(account)))
                    .because(account.seat().reason()));
            rows.addAll(failure(subject, Optional.empty(), account.seat()));
            account.grants().forEach(grant -> rows.add(granted(subject, grant)));
            rows.addAll(administrator(subject, Set.of(), account));
            if (account.facts().state() == State.BLOCKED) {
                rows.add(as(subject, BLOCKED).because(account.facts().reason()));
            }
        });
        return rows;
    }

    /** That a person has another owner now, or none; the record that comes or goes with it needs no further words. */
    private Optional<LogEntry> owner(LogEntry subject, Person before, Person after, Optional<String> note) {
        Optional<ProviderId> had = before.account().flatMap(Account::owner);
        Optional<ProviderId> has = after.account().flatMap(Account::owner);
        if (had.equals(has)) {
            return Optional.empty();
        }
        LogEntry row = as(subject, has.isPresent() ? ADOPTED : USER_RELEASED)
                .field("provider")
                .change(had.map(this::provider), has.map(this::provider));
        return Optional.of(note.map(row::because).orElse(row));
    }

    private String provider(ProviderId id) {
        return rules.provider(id).name();
    }

    /** @param sameOwner whether a record that comes or goes was deleted or restored */
    private static List<LogEntry> record(
            LogEntry subject, Person person, UserRecord after, Optional<String> note, boolean sameOwner) {
        List<LogEntry> rows = new ArrayList<>();
        boolean was = person.record().filter(r -> r.deleted().isEmpty()).isPresent();
        boolean is = after.deleted().isEmpty();
        if (sameOwner && was != is) {
            rows.add(as(subject, is ? USER_RESTORED : USER_DELETED));
        }
        note.ifPresent(text -> rows.add(as(subject, USER_REVIVED).because(text)));
        rows.addAll(attributes(
                subject,
                USER_UPDATED,
                person.record().map(r -> r.resource().attributes()).orElseGet(() -> local(person)),
                after.resource().attributes()));
        return rows;
    }

    /** What is known of somebody whom no provider has described yet. */
    private static Json.Obj local(Person person) {
        return person.account()
                .map(account -> Json.Obj.EMPTY.with(
                        "userName", Json.text(account.userName().raw())))
                .orElse(Json.Obj.EMPTY);
    }

    private static List<LogEntry> attributes(LogEntry subject, Action updated, Json.Obj before, Json.Obj after) {
        Set<String> names = new TreeSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        return names.stream()
                .filter(name -> !before.get(name).equals(after.get(name)))
                .map(name -> as(subject, naming(name, updated))
                        .field(name)
                        .change(
                                before.get(name).map(Effects::text),
                                after.get(name).map(Effects::text)))
                .toList();
    }

    private static Action naming(String attribute, Action updated) {
        boolean user = updated == USER_UPDATED;
        return switch (attribute) {
            case "userName" -> user ? USER_RENAMED : updated;
            case "displayName" -> user ? updated : GROUP_RENAMED;
            default -> updated;
        };
    }

    private List<LogEntry> account(LogEntry subject, Person personBefore, Account before, Person personAfter) {
        Account after = personAfter.requireAccount();
        List<LogEntry> rows = new ArrayList<>(state(subject, before.facts(), after.facts()));
        if (!before.seat().organization().equals(after.seat().organization())) {
            rows.add(as(subject, ORGANIZATION_CHANGED)
                    .change(Optional.of(path(before)), Optional.of(path(after)))
                    .because(after.seat().reason()));
        }
        rows.addAll(failure(subject, Optional.of(before.seat()), after.seat()));
        email(before, personAfter)
                .ifPresent(value -> rows.add(
                        as(subject, EMAIL_CONFIRMED).field("emails").change(Optional.empty(), Optional.of(value))));
        rows.addAll(pin(subject, before.seat(), after.seat()));
        rows.addAll(grants(subject, personBefore, before, personAfter, after));
        return rows;
    }

    /** An expression that fails is told, once for each reason (P-33). */
    private static List<LogEntry> failure(LogEntry subject, Optional<Seat> before, Seat after) {
        boolean told = before.filter(seat ->
                        seat.origin() == Seat.Origin.ERROR && seat.reason().equals(after.reason()))
                .isPresent();
        return after.origin() != Seat.Origin.ERROR || told
                ? List.of()
                : List.of(as(subject, ERROR).field("organization").because(after.reason()));
    }

    /** The e-mail of an adopted person, told once an administrator has confirmed it (P-6). */
    private static Optional<String> email(Account before, Person after) {
        boolean confirmed = before.standing().on(Facet.EMAIL).isPresent()
                && after.requireAccount().standing().on(Facet.EMAIL).isEmpty();
        return after.record()
                .filter(record -> confirmed && after.requireAccount().owner().isPresent())
                .map(record -> record.resource()
                        .attributes()
                        .get("emails")
                        .map(Effects::text)
                        .orElse(""));
    }

    /** A pin is told by itself: it may move nobody (P-35). */
    private static List<LogEntry> pin(LogEntry subject, Seat before, Seat after) {
        boolean was = before.origin() == Seat.Origin.PINNED;
        boolean is = after.origin() == Seat.Origin.PINNED;
        if (was == is && (!is || before.reason().equals(after.reason()))) {
            return List.of();
        }
        return List.of(as(subject, is ? PINNED : UNPINNED).because(after.reason()));
    }

    private static List<LogEntry> state(LogEntry subject, Facts before, Facts after) {
        List<LogEntry> rows = new ArrayList<>();
        transition(before.state(), after.state())
                .or(() -> blockByHand(before, after))
                .ifPresent(action -> rows.add(as(subject, action).because(after.reason())));
        boolean deactivated = after.state() == State.DEACTIVATED;
        if (before.dueAt().isPresent() && !before.dueAt().equals(after.dueAt()) && !deactivated) {
            rows.add(as(subject, DEACTIVATION_CANCELLED)
                    .change(before.dueAt().map(Instant::toString), Optional.empty())
                    .because(after.reason()));
        }
        if (after.dueAt().isPresent() && !after.dueAt().equals(before.dueAt())) {
            rows.add(as(subject, DEACTIVATION_SCHEDULED)
                    .change(Optional.empty(), after.dueAt().map(Instant::toString))
                    .because(after.reason()));
        }
        return rows;
    }

    private static Optional<Action> transition(State before, State after) {
        if (before == after) {
            return Optional.empty();
        }
        return Optional.of(
                switch (after) {
                    case DEACTIVATED -> DEACTIVATED;
                    case BLOCKED -> BLOCKED;
                    case ACTIVE -> before == State.DEACTIVATED ? REACTIVATED : UNBLOCKED;
                });
    }

    /** A block by hand where it does not decide the state, because there is another reason for it. */
    private static Optional<Action> blockByHand(Facts before, Facts after) {
        if (before.adminBlockedAt().equals(after.adminBlockedAt())) {
            return Optional.empty();
        }
        return Optional.of(after.adminBlockedAt().isPresent() ? BLOCK_ADDED : BLOCK_REMOVED);
    }

    private List<LogEntry> grants(
            LogEntry subject, Person personBefore, Account before, Person personAfter, Account after) {
        Map<Grant.Key, Grant> old = byKey(before);
        Map<Grant.Key, Grant> now = byKey(after);
        List<LogEntry> rows = new ArrayList<>();
        old.values().stream()
                .filter(grant -> differs(grant, now))
                .forEach(grant -> rows.add(as(subject, ROLE_REMOVED)
                        .field(grant.origin().label())
                        .change(Optional.of(roleName(grant)), Optional.empty())
                        .because(
                                now.containsKey(grant.key())
                                        ? "granted anew by an administrator"
                                        : whyRemoved(grant, personBefore, personAfter))));
        now.values().stream().filter(grant -> differs(grant, old)).forEach(grant -> rows.add(granted(subject, grant)));
        rows.addAll(administrator(subject, before.roles(), after));
        return rows;
    }

    /** A grant by hand is another one when its reason or end is another; one that placement gave is not. */
    private static boolean differs(Grant grant, Map<Grant.Key, Grant> others) {
        Optional<Grant> other = Optional.ofNullable(others.get(grant.key()));
        return grant.placed() ? other.isEmpty() : !other.equals(Optional.of(grant));
    }

    private static Map<Grant.Key, Grant> byKey(Account account) {
        return account.grants().stream().collect(Collectors.toMap(Grant::key, Function.identity()));
    }

    /** Administrators are told of each administrative role that somebody gets, however granted (P-46). */
    private List<LogEntry> administrator(LogEntry subject, Set<RoleId> had, Account after) {
        Set<RoleId> told = new TreeSet<>(had);
        return after.grants().stream()
                .filter(grant -> rules.role(grant.role()).administrative() && told.add(grant.role()))
                .map(grant -> as(subject, ADMINISTRATIVE_ROLE_GRANTED)
                        .field(path(after))
                        .change(Optional.empty(), Optional.of(roleName(grant)))
                        .because(grant.reason()))
                .toList();
    }

    private LogEntry granted(LogEntry subject, Grant grant) {
        return as(subject, ROLE_GRANTED)
                .field(grant.origin().label())
                .change(Optional.empty(), Optional.of(roleName(grant)))
                .because(grant.reason());
    }

    private String whyRemoved(Grant grant, Person before, Person after) {
        if (after.requireAccount().owner().isEmpty() && grant.origin().mapped()) {
            return "the role stays without its mapping, whose provider no longer manages the user";
        }
        if (after.requireAccount().facts().state() == State.DEACTIVATED) {
            return "deactivated accounts have no roles";
        }
        Optional<String> undone = after.requireAccount().standing().on(Facet.role(grant.role())).stream()
                .filter(decision -> decision.fate() == Fate.UNDONE)
                .map(StandingDecision::reason)
                .findFirst();
        if (undone.isPresent()) {
            return undone.get();
        }
        return switch (grant.origin()) {
            case GROUP -> whyGroupNoLonger(grant, before, after);
            case EXPRESSION -> whyExpressionNoLonger(grant, after);
            case DEFAULT -> "default roles no longer apply";
            case MANUAL, RELEASED ->
                grant.until().filter(end -> !end.isAfter(now)).isPresent()
                        ? "granted until " + grant.until().orElseThrow()
                        : "taken back by an administrator";
        };
    }

    /** Whoever left in an earlier change set is no longer known to have been in the group; its grant still names it. */
    private static String whyGroupNoLonger(Grant grant, Person before, Person after) {
        GroupId group = new GroupId(grant.source());
        if (after.groups().containsKey(group)) {
            return "the role mapping of group \"%s\" changed"
                    .formatted(after.groups().get(group));
        }
        return Optional.ofNullable(before.groups().get(group))
                .map("left group \"%s\""::formatted)
                .orElseGet(() -> "left the group of " + grant.reason());
    }

    private String whyExpressionNoLonger(Grant grant, Person after) {
        return after.requireAccount()
                .owner()
                .flatMap(owner -> rules.provider(owner).byExpression(grant.source()))
                .map(row -> row.condition().has(after.profile()) instanceof Expression.Failure<Boolean> failure
                        ? "row %d (expression) failed: %s".formatted(row.number(), failure.why())
                        : "row %d (expression) no longer has the user".formatted(row.number()))
                .orElse("the role mapping no longer has the expression of " + grant.reason());
    }

    private String roleName(Grant grant) {
        return rules.role(grant.role()).name();
    }

    private String path(Account account) {
        return rules.organization(account.seat().organization()).path();
    }

    // ---- groups

    List<LogEntry> of(Changes.GroupChange change) {
        GroupRecord after = change.after();
        LogEntry subject =
                LogEntry.of(GROUP_ADDED, Subject.group(after.id().value()), Optional.empty(), after.displayName());
        if (change.before().isEmpty()) {
            return List.of(subject.change(
                    Optional.empty(), Optional.of(text(after.resource().attributes()))));
        }
        GroupRecord before = change.before().get();
        if (before.deleted().isEmpty() && after.deleted().isPresent()) {
            return List.of(as(subject, GROUP_REMOVED));
        }
        return attributes(
                subject,
                GROUP_UPDATED,
                before.resource().attributes(),
                after.resource().attributes());
    }

    List<LogEntry> of(Changes.MembershipChange change) {
        GroupRecord group = change.group();
        LogEntry subject =
                LogEntry.of(MEMBERS_ADDED, Subject.group(group.id().value()), Optional.empty(), group.displayName());
        List<LogEntry> rows = new ArrayList<>();
        if (!change.removed().isEmpty()) {
            rows.add(as(subject, MEMBERS_REMOVED)
                    .change(Optional.of(count(change.removed())), Optional.empty())
                    .members(change.removed()));
        }
        if (!change.added().isEmpty()) {
            rows.add(subject.change(Optional.empty(), Optional.of(count(change.added())))
                    .members(change.added()));
        }
        return rows;
    }

    private static String count(List<?> members) {
        return members.size() == 1 ? "1 member" : members.size() + " members";
    }

    private static String text(Json json) {
        return json instanceof Json.Text plain ? plain.value() : JsonWriter.write(json);
    }
}
