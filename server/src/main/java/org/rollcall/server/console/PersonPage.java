package org.rollcall.server.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.administration.ChangeGrant;
import org.rollcall.server.administration.ChangeMatter;
import org.rollcall.server.administration.ChangeState;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.administration.DecideHeld;
import org.rollcall.server.administration.DecideHeld.Verdict;
import org.rollcall.server.administration.Explain;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.Matters.Matter;
import org.rollcall.server.administration.Move;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.permission.Need;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.retention.EraseUser;

/** One person: who it is, why it is where it is (P-80), what happened, and what an administrator can do. */
final class PersonPage {

    private static final String ONE = PeoplePages.PATH + "/{id}";

    private final Views views;
    private final Commands commands;
    private final Journal journal;
    private final Matters matters;
    private final InstantSource time;

    PersonPage(Views views, Commands commands, Journal journal, Matters matters, InstantSource time) {
        this.views = views;
        this.commands = commands;
        this.journal = journal;
        this.matters = matters;
        this.time = time;
    }

    void mount(Site site) {
        site.page(ONE, Need.LOOK_PEOPLE, this::show)
                .act(ONE + "/move", Need.CHANGE_PEOPLE, this::move, this::show)
                .act(ONE + "/grant", Need.CHANGE_PEOPLE, this::grant, this::show)
                .act(ONE + "/revoke", Need.CHANGE_PEOPLE, this::revoke, this::show)
                .act(ONE + "/release", Need.DECIDE_HELD, visit -> decide(visit, Verdict.RELEASE), this::show)
                .act(ONE + "/reject", Need.DECIDE_HELD, visit -> decide(visit, Verdict.REJECT), this::show)
                .act(ONE + "/hold", Need.KEEP_HOLDS, this::hold, this::show);
        site.act(ONE + "/erase", Need.ERASE_PEOPLE, this::erase, this::show);
        for (Act act : Act.values()) {
            String verb = act.name().toLowerCase(Locale.ROOT);
            site.act(
                    ONE + "/" + verb,
                    Need.CHANGE_PEOPLE,
                    visit -> run(visit, new ChangeState(id(visit), act, reason(visit)), verb),
                    this::show);
        }
    }

    // ---- looking

    private static AccountId id(Visit visit) {
        return AccountId.parse(visit.request().parameter("id")).orElseThrow(PeoplePages::unknown);
    }

    private Response show(Visit visit) {
        AccountId id = id(visit);
        Explain.Explained explained = commands.preview(visit.caller(), new Explain(id));
        Account account = explained.person().requireAccount();
        Rules rules = explained.rules();
        String name = account.displayName().orElse(account.userName().raw());
        return views.page(
                visit,
                name,
                PeoplePages.SECTION,
                "person",
                new Shown.PersonDetails(
                        id.value(),
                        name,
                        account.userName().raw(),
                        account.owner().map(owner -> rules.provider(owner).name()),
                        account.owner().map(owner -> owner.value().toString()),
                        account.facts(),
                        rules.organization(account.seat().organization()).path(),
                        account.seat(),
                        roles(account, rules),
                        explained.person().groups().entrySet().stream()
                                .map(group -> group(group.getKey(), group.getValue()))
                                .sorted(Comparator.comparing(Shown.Named::name))
                                .toList(),
                        explained.person().record().map(PersonPage::identity).orElse(List.of()),
                        journal.history(visit.tenant(), id, Limits.HISTORY),
                        held(account, rules),
                        holds(visit, account),
                        acts(account),
                        organizations(rules),
                        rules.roles().values().stream()
                                .map(Rules.Role::name)
                                .sorted()
                                .toList(),
                        time.instant(),
                        new Shown.Sent(
                                visit.request().path(),
                                visit.field("reason"),
                                visit.field("organization"),
                                visit.field("role"),
                                visit.field("until"))));
    }

    private static List<Shown.HeldEffect> held(Account account, Rules rules) {
        return account.standing().where(decision -> decision.fate() == Fate.HELD).stream()
                .map(decision -> Shown.HeldEffect.of(decision, rules))
                .toList();
    }

    private Shown.Holds holds(Visit visit, Account account) {
        List<Matter> holding =
                account.legalHold().isPresent() ? matters.holding(visit.tenant(), account.id()) : List.of();
        return new Shown.Holds(
                holding,
                matters.list(visit.tenant()).stream()
                        .filter(matter -> matter.released().isEmpty() && !holding.contains(matter))
                        .toList());
    }

    private static Shown.Named group(GroupId id, String name) {
        return new Shown.Named(id.value().toString(), name);
    }

    private static List<String> organizations(Rules rules) {
        return rules.organizations().values().stream()
                .filter(Rules.Organization::active)
                .map(Rules.Organization::path)
                .sorted()
                .toList();
    }

    private static List<Shown.HeldRole> roles(Account account, Rules rules) {
        List<Shown.HeldRole> roles = new ArrayList<>();
        for (RoleId id : account.roles()) {
            Rules.Role role = rules.role(id);
            List<Grant> grants = account.grants().stream()
                    .filter(grant -> grant.role().equals(id))
                    .toList();
            boolean byHand = grants.stream().anyMatch(grant -> grant.origin() == Grant.Origin.MANUAL);
            roles.add(new Shown.HeldRole(
                    role.name(),
                    role.administrative(),
                    role.permissions().stream().sorted().toList(),
                    grants,
                    byHand));
        }
        return List.copyOf(roles);
    }

    /** What can be done now; what would be refused is not offered. */
    private static List<Act> acts(Account account) {
        if (account.facts().purged()) {
            return List.of();
        }
        List<Act> acts = new ArrayList<>();
        boolean deactivated = account.facts().deactivatedAt().isPresent();
        boolean deleted = account.facts().deleted();
        if (!deactivated && !deleted) {
            acts.add(account.facts().adminBlockedAt().isPresent() ? Act.UNBLOCK : Act.BLOCK);
        }
        if (!deactivated) {
            acts.add(Act.DEACTIVATE);
        }
        if (!deleted && (deactivated || account.facts().dueAt().isPresent())) {
            acts.add(Act.REACTIVATE);
        }
        if (deleted) {
            acts.add(Act.RESTORE);
        }
        return List.copyOf(acts);
    }

    // ---- identity as sent

    private static List<Shown.Pair> identity(UserRecord record) {
        List<Shown.Pair> pairs = new ArrayList<>();
        flatten("", record.resource().attributes(), pairs);
        return pairs.stream().sorted(Comparator.comparing(Shown.Pair::name)).toList();
    }

    private static void flatten(String path, Json value, List<Shown.Pair> into) {
        switch (value) {
            case Json.Obj object ->
                object.members()
                        .forEach((name, member) -> flatten(path.isEmpty() ? name : path + "." + name, member, into));
            case Json.Arr array -> {
                for (int i = 0; i < array.elements().size(); i++) {
                    flatten(path + "[" + (i + 1) + "]", array.elements().get(i), into);
                }
            }
            case Json.Text text -> into.add(new Shown.Pair(path, text.value()));
            default -> into.add(new Shown.Pair(path, org.rollcall.scim.json.JsonWriter.write(value)));
        }
    }

    // ---- changing

    private Response run(Visit visit, Command<?, AccountId> command, String done) {
        AccountId id = commands.run(visit.caller(), command);
        return Response.seeOther(PeoplePages.PATH + "/" + id + "?done=" + done);
    }

    private static String reason(Visit visit) {
        return visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
    }

    /** The tick is asked for because nothing brings back what was erased. */
    private Response erase(Visit visit) {
        visit.required("sure", "Tick that you know that this is final.");
        return run(visit, new EraseUser(id(visit), reason(visit)), "erase");
    }

    private Response move(Visit visit) {
        String organization = visit.required("organization", "Choose the organization to move to.");
        return run(visit, new Move(id(visit), organization, reason(visit), false), "move");
    }

    private Response grant(Visit visit) {
        String role = visit.required("role", "Choose the role to grant.");
        Optional<Instant> until = visit.optional("until").map(this::endOf);
        return run(
                visit,
                new ChangeGrant(id(visit), role, Optional.of(new ChangeGrant.Given(reason(visit), until))),
                "grant");
    }

    /** A grant works through the day that it names. */
    private Instant endOf(String day) {
        try {
            Instant end = LocalDate.parse(day)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            if (end.isAfter(time.instant()) && end.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                return end;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw ScimError.invalidValue("Choose a day in the future for the end of the grant, or leave it empty.")
                .exception();
    }

    private Response revoke(Visit visit) {
        return run(
                visit,
                new ChangeGrant(id(visit), visit.required("role", "Choose the role to take back."), Optional.empty()),
                "revoke");
    }

    // ---- held by the brake, held by law

    private Response decide(Visit visit, Verdict verdict) {
        int effects = commands.run(visit.caller(), new DecideHeld(List.of(id(visit)), verdict, reason(visit)));
        String done = verdict == Verdict.RELEASE ? "released" : "rejected";
        return Response.seeOther(PeoplePages.PATH + "/" + id(visit) + "?done=" + (effects == 0 ? "not-held" : done));
    }

    private Response hold(Visit visit) {
        Matter matter = matters.list(visit.tenant()).stream()
                .filter(known -> known.id().toString().equals(visit.field("matter")))
                .findFirst()
                .orElseThrow(() -> ScimError.invalidValue("Choose the matter that is to hold this person.")
                        .exception());
        commands.run(
                visit.caller(), ChangeMatter.custodians(matter.id(), List.of(id(visit)), List.of(), reason(visit)));
        return Response.seeOther(PeoplePages.PATH + "/" + id(visit) + "?done=held");
    }
}
