package org.rollcall.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.administration.ChangeGrant;
import org.rollcall.server.administration.ChangeState;
import org.rollcall.server.administration.ChangeState.Act;
import org.rollcall.server.administration.CreateLocalUser;
import org.rollcall.server.administration.Explain;
import org.rollcall.server.administration.Move;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.Unpin;
import org.rollcall.server.application.KnownApplications;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Decisions;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.ownership.ConfirmEmail;
import org.rollcall.server.ownership.Offer;
import org.rollcall.server.ownership.ReleaseUser;
import org.rollcall.server.permission.Need;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.retention.EraseUser;
import org.rollcall.server.retention.Holdings;

/** People: listed, explained (P-80), and changed by hand. */
public final class UsersEndpoint {

    private static final String PATH = "/api/v1/users";

    private final Commands commands;
    private final People people;
    private final Journal journal;
    private final Feed feed;
    private final KnownApplications applications;

    public UsersEndpoint(Commands commands, People people, Journal journal, Feed feed, KnownApplications applications) {
        this.applications = applications;
        this.commands = commands;
        this.people = people;
        this.journal = journal;
        this.feed = feed;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.LOOK_PEOPLE, this::list)
                .add("POST", PATH, Need.CHANGE_PEOPLE, this::create)
                .add("GET", PATH + "/{user}/explanation", Need.LOOK_PEOPLE, this::explain)
                .add("POST", PATH + "/{user}/move", Need.CHANGE_PEOPLE, this::move)
                .add("POST", PATH + "/{user}/unpin", Need.CHANGE_PEOPLE, this::unpin)
                .add("POST", PATH + "/{user}/release", Need.CHANGE_PEOPLE, this::release)
                .add("POST", PATH + "/{user}/adoptable", Need.CHANGE_PEOPLE, this::offer)
                .add("POST", PATH + "/{user}/confirm-email", Need.CHANGE_PEOPLE, this::confirm)
                .add("GET", PATH + "/{user}/erasure", Need.ERASE_PEOPLE, this::holdings)
                .add("POST", PATH + "/{user}/erase", Need.ERASE_PEOPLE, this::erase)
                .add("POST", PATH + "/{user}/grants", Need.CHANGE_PEOPLE, this::grant)
                .add("DELETE", PATH + "/{user}/grants/{role}", Need.CHANGE_PEOPLE, this::revoke);
        for (Act act : Act.values()) {
            String verb = act.name().toLowerCase(Locale.ROOT);
            router.add(
                    "POST",
                    PATH + "/{user}/" + verb,
                    Need.CHANGE_PEOPLE,
                    request -> change(request, (id, body) -> new ChangeState(id, act, Inputs.text(body, "reason"))));
        }
    }

    // ---- lists

    /** The feed's end is taken before the people are read: a reader follows it from there and misses nothing. */
    private Response list(Request request) {
        String end = feed.end(request.caller().tenant()).toString();
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX);
        List<People.Listed> found = people.list(
                request.caller(),
                new People.Wanted(
                        request.query("userName"),
                        request.query("state").map(UsersEndpoint::known),
                        request.query("provider"),
                        request.query("adoptable").map(text -> Inputs.flag(request, "adoptable")),
                        Inputs.id(request, "after"),
                        limit));
        Fields page = new Fields().list("items", found, UsersEndpoint::listed).put("feed", end);
        if (!found.isEmpty() && found.size() == limit) {
            page.put("next", found.getLast().id().toString());
        }
        return Response.json(200, page.json());
    }

    private static String known(String state) {
        return Facts.LABELS.contains(state)
                ? state
                : Inputs.fail("\"state\" must be one of " + String.join(", ", Facts.LABELS));
    }

    private static Json listed(People.Listed person) {
        return new Fields()
                .put("id", person.id().toString())
                .put("userName", person.userName())
                .put("displayName", person.displayName())
                .put("provider", person.provider())
                .put("organization", person.organization())
                .list("roles", person.roles(), Json::text)
                .put("state", person.state())
                .put("due", person.due())
                .put("since", person.since())
                .put("legalHold", person.legalHold())
                .put("adoptable", adoptable(person))
                .json();
    }

    /** By which provider; empty when by none. */
    private static Optional<String> adoptable(People.Listed person) {
        return Optional.of(person)
                .filter(People.Listed::adoptable)
                .map(adoptable -> adoptable.adoptableBy().isEmpty() ? "any provider" : adoptable.adoptableBy());
    }

    // ---- changes by hand

    private Response create(Request request) {
        Json.Obj body = Inputs.object(request);
        AccountId id = commands.run(
                request.caller(),
                new CreateLocalUser(
                        UserName.of(Inputs.text(body, "userName")),
                        Inputs.optionalText(body, "displayName"),
                        Inputs.text(body, "organization")));
        return answer(request, 201, id);
    }

    private Response move(Request request) {
        return change(
                request,
                (id, body) -> new Move(
                        id,
                        Inputs.text(body, "organization"),
                        Inputs.text(body, "reason"),
                        Inputs.optionalBool(body, "pin").orElse(false)));
    }

    private Response unpin(Request request) {
        return change(request, (id, body) -> new Unpin(id, Inputs.text(body, "reason")));
    }

    private Response release(Request request) {
        return change(request, (id, body) -> new ReleaseUser(id, Inputs.pending(body), Inputs.text(body, "reason")));
    }

    private Response offer(Request request) {
        return change(
                request,
                (id, body) -> new Offer(
                        id,
                        Inputs.optionalBool(body, "adoptable").orElse(true),
                        Inputs.optionalText(body, "provider"),
                        Inputs.text(body, "reason")));
    }

    private Response confirm(Request request) {
        return answer(request, 200, commands.run(request.caller(), new ConfirmEmail(user(request))));
    }

    /** What is kept of somebody, before it is erased. */
    private Response holdings(Request request) {
        Holdings.Report report = commands.preview(request.caller(), new Holdings(user(request)));
        Fields fields = new Fields();
        report.account()
                .forEach(account -> fields.put("id", account.id().toString())
                        .put("userName", account.userName().raw())
                        .put("erased", account.facts().purgedAt()));
        report.rows().forEach(fields::put);
        return Response.json(200, fields.json());
    }

    private Response erase(Request request) {
        return change(request, (id, body) -> new EraseUser(id, Inputs.text(body, "reason")));
    }

    private Response grant(Request request) {
        return change(
                request,
                (id, body) -> new ChangeGrant(
                        id,
                        Inputs.text(body, "role"),
                        Optional.of(new ChangeGrant.Given(
                                Inputs.text(body, "reason"), Inputs.optionalTime(body, "until")))));
    }

    private Response revoke(Request request) {
        commands.run(request.caller(), new ChangeGrant(user(request), request.parameter("role"), Optional.empty()));
        return Response.noContent();
    }

    private Response change(Request request, BiFunction<AccountId, Json.Obj, Command<?, AccountId>> command) {
        Json.Obj body = Inputs.object(request);
        return answer(request, 200, commands.run(request.caller(), command.apply(user(request), body)));
    }

    private Response answer(Request request, int status, AccountId id) {
        return people.one(request.caller().tenant(), id)
                .map(person -> Response.json(status, listed(person)))
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
    }

    private AccountId user(Request request) {
        String user = request.parameter("user");
        return people.find(request.caller(), user)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(user)).exception());
    }

    // ---- explain

    private Response explain(Request request) {
        AccountId id = user(request);
        Explain.Explained explained = commands.preview(request.caller(), new Explain(id));
        Account account = explained.person().requireAccount();
        Rules rules = explained.rules();
        Fields fields = new Fields()
                .put("id", id.toString())
                .put("userName", account.userName().raw())
                .put("displayName", account.displayName())
                .put(
                        "provider",
                        account.owner().map(owner -> rules.provider(owner).name()))
                .put("organization", organization(account.seat(), rules))
                .list("roles", List.copyOf(account.roles()), role -> role(role, account, rules))
                .put("state", state(account.facts(), account.leaves()))
                .put("legalHold", account.legalHold())
                .put("adoptable", people.one(request.caller().tenant(), id).flatMap(UsersEndpoint::adoptable))
                .list("decisions", account.standing().decisions(), decision -> decision(decision, rules))
                .list(
                        "groups",
                        explained.person().groups().values().stream().sorted().toList(),
                        Json::text)
                .list(
                        "applications",
                        applications.ownIds(request.caller().tenant(), id),
                        own -> new Fields()
                                .put("application", own.application())
                                .put("accountId", own.id())
                                .json())
                .list("history", journal.history(request.caller().tenant(), id, Limits.HISTORY), LogEndpoint::entry);
        return Response.json(200, fields.json());
    }

    private static Json organization(Seat seat, Rules rules) {
        return new Fields()
                .put("path", rules.organization(seat.organization()).path())
                .put("origin", seat.origin().label())
                .put("reason", seat.reason())
                .put("since", seat.since())
                .json();
    }

    private static Json role(RoleId id, Account account, Rules rules) {
        Rules.Role role = rules.role(id);
        List<Grant> grants =
                account.grants().stream().filter(g -> g.role().equals(id)).toList();
        return new Fields()
                .put("role", role.name())
                .list("permissions", role.permissions().stream().sorted().toList(), Json::text)
                .list("origins", grants, UsersEndpoint::origin)
                .json();
    }

    private static Json origin(Grant grant) {
        return new Fields()
                .put("origin", grant.origin().label())
                .put("reason", grant.reason())
                .put("author", grant.author())
                .put("since", grant.since())
                .put("until", grant.until())
                .json();
    }

    private static Json decision(StandingDecision decision, Rules rules) {
        return new Fields()
                .put("effect", Decisions.facet(decision.facet()))
                .put("wanted", Decisions.desired(decision, rules))
                .put("fate", decision.fate().label())
                .put("by", decision.origin())
                .put("reason", decision.reason())
                .put("since", decision.since())
                .put("until", decision.until())
                .json();
    }

    private static Json state(Facts facts, Optional<Instant> leaves) {
        return new Fields()
                .put("state", facts.label())
                .put("reason", facts.reason())
                .put("since", facts.since())
                .put("due", facts.dueAt())
                .put("leaves", leaves)
                .put("blockedByAdministrator", facts.adminBlockedAt())
                .json();
    }
}
