package org.rollcall.server.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.application.OwnAffairs;
import org.rollcall.server.application.OwnAffairs.Self;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Caller;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/** What an application does with its token: it follows its feed, says what it did, and asks who may sign in (P-104). */
public final class OwnAffairsEndpoint {

    private static final String PATH = "/api/v1/applications/self";

    private final OwnAffairs own;
    private final Feed feed;

    public OwnAffairsEndpoint(OwnAffairs own, Feed feed) {
        this.own = own;
        this.feed = feed;
    }

    public void mount(Router router) {
        router.add("GET", PATH + "/events", Access.APPLICATION, this::events)
                .add("PUT", PATH + "/cursor", Access.APPLICATION, this::done)
                .add("POST", PATH + "/acknowledgements", Access.APPLICATION, this::acknowledge)
                .add("GET", PATH + "/access", Access.APPLICATION, this::access)
                .add("GET", PATH + "/users", Access.APPLICATION, this::users)
                .add("PUT", PATH + "/users/{user}", Access.APPLICATION, this::ownId);
    }

    private static Self self(Request request) {
        Caller caller = request.caller();
        return new Self(caller.tenant(), caller.requireApplication());
    }

    // ---- the feed

    private Response events(Request request) {
        Self self = self(request);
        Cursor after = request.query("after").map(OwnAffairsEndpoint::cursor).orElseGet(() -> own.cursor(self));
        int limit = Math.max(1, Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.FEED_PAGE));
        Duration wait = Duration.ofSeconds(Inputs.number(request, "wait", 0, (int) Limits.FEED_WAIT.toSeconds()));
        Feed.Page page = feed.after(self.tenant(), self.application(), after, limit, wait)
                .orElseThrow(OwnAffairsEndpoint::gone);
        Map<AccountId, String> ids =
                own.ownIds(self, page.items().stream().map(Feed.Item::account).toList());
        return Response.json(
                200,
                new Fields()
                        .list(
                                "items",
                                page.items(),
                                item -> EventsEndpoint.event(item, Optional.ofNullable(ids.get(item.account()))))
                        .put("next", page.next().toString())
                        .put("more", page.more())
                        .json());
    }

    private static Cursor cursor(String text) {
        return Cursor.parse(text)
                .orElseGet(() -> Inputs.fail("a cursor is the \"next\" of an answer, or the \"id\" of an event"));
    }

    private static RuntimeException gone() {
        return EventsEndpoint.gone("read " + PATH + "/users and follow its \"feed\"");
    }

    private Response done(Request request) {
        Self self = self(request);
        Cursor cursor = cursor(Inputs.text(Inputs.object(request), "cursor"));
        requireEpoch(self, cursor);
        Cursor now =
                own.done(self, cursor).orElseGet(() -> Inputs.fail("the feed does not reach %s yet".formatted(cursor)));
        return Response.json(200, new Fields().put("cursor", now.toString()).json());
    }

    private void requireEpoch(Self self, Cursor cursor) {
        if (cursor.epoch() != feed.beginning(self.tenant()).epoch()) {
            throw gone();
        }
    }

    private Response acknowledge(Request request) {
        Self self = self(request);
        List<Cursor> events = Inputs.optionalTexts(Inputs.object(request), "events", Limits.ACKNOWLEDGEMENTS)
                .orElseGet(() -> Inputs.fail("\"events\" is required"))
                .stream()
                .map(OwnAffairsEndpoint::cursor)
                .toList();
        events.forEach(event -> requireEpoch(self, event));
        int people = own.acknowledge(self, events.stream().map(Cursor::position).toList());
        return Response.json(200, new Fields().put("users", people).json());
    }

    // ---- people

    /** One question at a time; who is not followed may not sign in. */
    private Response access(Request request) {
        Self self = self(request);
        Optional<String> userName = request.query("userName");
        Optional<String> accountId = request.query("accountId");
        Optional<String> id = request.query("id");
        if (Stream.of(userName, accountId, id).filter(Optional::isPresent).count() != 1) {
            return Inputs.fail("ask by one of \"userName\", \"accountId\" and \"id\"");
        }
        Optional<OwnAffairs.Known> known = userName.map(UserName::of)
                .flatMap(name -> own.named(self, name))
                .or(() -> accountId.flatMap(own -> this.own.called(self, own)))
                .or(() -> id.flatMap(AccountId::parse).flatMap(account -> own.one(self, account)));
        boolean allowed = known.filter(OwnAffairs.Known::maySignIn).isPresent();
        Fields fields = new Fields().put("allowed", allowed);
        known.ifPresent(person -> person(fields, person));
        return Response.json(200, fields.json());
    }

    private static Fields person(Fields fields, OwnAffairs.Known person) {
        return fields.put("id", person.id().toString())
                .put("accountId", person.ownId())
                .put("userName", person.userName())
                .put("displayName", person.displayName())
                .put("state", person.state())
                .put("organization", person.organization())
                .list("roles", person.roles(), Json::text);
    }

    /** The feed's end is taken before the people are read: whoever follows it from there misses nothing. */
    private Response users(Request request) {
        Self self = self(request);
        String end = feed.end(self.tenant()).toString();
        int limit = Math.max(1, Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX));
        List<OwnAffairs.Known> people = own.people(self, Inputs.id(request, "after"), limit);
        Fields page = new Fields()
                .list("items", people, person -> person(new Fields(), person).json())
                .put("feed", end);
        if (people.size() == limit) {
            page.put("next", people.getLast().id().toString());
        }
        return Response.json(200, page.json());
    }

    private Response ownId(Request request) {
        AccountId account = AccountId.parse(request.parameter("user"))
                .orElseThrow(() -> ScimError.notFound("no user " + ScimError.excerpt(request.parameter("user")))
                        .exception());
        Optional<String> ownId = Inputs.optionalText(Inputs.object(request), "accountId");
        if (ownId.filter(text -> text.length() > Limits.OWN_ID).isPresent()) {
            return Inputs.fail("\"accountId\" has at most %d characters".formatted(Limits.OWN_ID));
        }
        own.ownId(self(request), account, ownId);
        return Response.noContent();
    }
}
