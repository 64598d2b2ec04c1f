package org.rollcall.server.scim;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.PatchRequest;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.Directory.GroupOf;
import org.rollcall.server.directory.Directory.UserInGroups;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.provisioning.ChangeUser;
import org.rollcall.server.provisioning.CreateUser;
import org.rollcall.server.provisioning.DeleteUser;
import org.rollcall.server.provisioning.Precondition;

/** {@code /Users} (RFC 7644 §3.3 to §3.6). */
public final class UsersEndpoint {

    private static final String LIST = "Users";
    private static final String ROOT = Protocol.BASE + "/" + LIST;

    private final ResourceType type;
    private final RequestReader reader;
    private final Commands commands;
    private final Directory directory;
    private final Protocol protocol;

    public UsersEndpoint(ResourceType type, Commands commands, Directory directory, Protocol protocol) {
        this.type = type;
        this.reader = new RequestReader(type, Protocol.REQUEST);
        this.commands = commands;
        this.directory = directory;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        mountWrites(router);
        Protocol.mountReads(router, ROOT, this::list, this::get);
    }

    /** What an operation of a bulk can be, too. */
    public void mountWrites(Router router) {
        Protocol.mountWrites(router, ROOT, this::create, this::replace, this::patch, this::delete);
    }

    private Response create(Request request) {
        Resource resource = reader.readResource(request.json(), request.notes()).resource();
        Person person = commands.run(
                request.caller(), new CreateUser(request.caller().requireProvider(), resource, request.notes()));
        String location = Representations.userLocation(
                protocol.base(request), person.requireRecord().id().toString());
        return answer(request, 201, person).with("Location", location);
    }

    private Response get(Request request) {
        UserId id = id(request);
        Projection projection = Protocol.projection(request, type);
        UserInGroups found = directory
                .user(request.caller().tenant(), request.caller().requireProvider(), id, projection.includes("groups"))
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        long version = found.user().version();
        return Protocol.notModified(request, version)
                ? Response.empty(304).with("ETag", Precondition.tag(version))
                : answer(request, 200, found);
    }

    private Response list(Request request) {
        Directory.Wanted wanted = protocol.wanted(request, LIST, type, FilterSql.Rows.USERS);
        Projection projection = Protocol.projection(request, type);
        Directory.Page<UserInGroups> page = directory.users(wanted, projection.includes("groups"));
        String base = protocol.base(request);
        List<Json.Obj> resources = page.items().stream()
                .map(found -> projection.apply(Representations.user(found, base)))
                .toList();
        Json list = protocol.answered(request, LIST, wanted, page, resources).toJson();
        return Protocol.answer(request, 200, list, response -> response);
    }

    private Response replace(Request request) {
        Resource sent = reader.readResource(request.json(), request.notes()).resource();
        return change(request, before -> before.replacedBy(sent));
    }

    private Response patch(Request request) {
        PatchRequest patch = reader.readPatch(request.json(), request.notes());
        return change(
                request,
                before -> PatchInterpreter.apply(before, patch.operations(), Limits.ATTRIBUTE_VALUES, request.notes()));
    }

    private Response change(Request request, UnaryOperator<Resource> change) {
        ChangeUser command = new ChangeUser(
                request.caller().requireProvider(),
                id(request),
                Protocol.precondition(request),
                person -> {
                    request.notes().requireTrue(() -> Representations.user(shown(person), protocol.base(request)));
                    return change.apply(person.requireRecord().resource());
                },
                request.notes());
        return answer(request, 200, commands.run(request.caller(), command));
    }

    private Response delete(Request request) {
        commands.run(
                request.caller(),
                new DeleteUser(request.caller().requireProvider(), id(request), Protocol.precondition(request)));
        return Response.noContent();
    }

    private static UserId id(Request request) {
        String id = request.parameter("id");
        return UserId.parse(id)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(id)).exception());
    }

    private Response answer(Request request, int status, Person person) {
        return answer(request, status, shown(person));
    }

    private static UserInGroups shown(Person person) {
        List<GroupOf> groups = person.groups().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group -> new GroupOf(group.getKey(), group.getValue()))
                .toList();
        return new UserInGroups(person.requireRecord(), groups);
    }

    private Response answer(Request request, int status, UserInGroups found) {
        Json.Obj representation =
                Protocol.projection(request, type).apply(Representations.user(found, protocol.base(request)));
        String tag = Precondition.tag(found.user().version());
        return Protocol.answer(request, status, representation, r -> r.with("ETag", tag));
    }
}
