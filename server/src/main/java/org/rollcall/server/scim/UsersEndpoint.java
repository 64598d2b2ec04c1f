package org.rollcall.server.scim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.PatchRequest;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.Directory.GroupOf;
import org.rollcall.server.directory.Directory.UserInGroups;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.provisioning.ChangeUser;
import org.rollcall.server.provisioning.CreateUser;
import org.rollcall.server.provisioning.DeleteUser;
import org.rollcall.server.provisioning.Precondition;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/** {@code /Users} (RFC 7644 §3.3 to §3.6). */
public final class UsersEndpoint {

    private static final String LIST = "Users";
    private static final String ROOT = Protocol.BASE + "/" + LIST;

    private final BySchema bySchema;
    private final Writes writes;
    private final Directory directory;
    private final Conflicts conflicts;
    private final Protocol protocol;

    public UsersEndpoint(
            SchemaStore schemas, Commands commands, Directory directory, Conflicts conflicts, Protocol protocol) {
        this.bySchema = new BySchema(schemas);
        this.writes = new Writes(schemas, commands);
        this.directory = directory;
        this.conflicts = conflicts;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        mountWrites(router);
        Protocol.mountReads(router, ROOT, bySchema.serve(this::list), bySchema.serve(this::get));
    }

    /** What an operation of a bulk can be, too. */
    public void mountWrites(Router router) {
        Protocol.mountWrites(
                router,
                ROOT,
                bySchema.serve(this::create),
                bySchema.serve(this::replace),
                bySchema.serve(this::patch),
                this::delete);
    }

    private static RequestReader reader(TenantSchemas schemas) {
        return new RequestReader(schemas.user(), Protocol.REQUEST);
    }

    private Response create(Request request, TenantSchemas schemas) {
        Resource resource =
                reader(schemas).readResource(request.json(), request.notes()).resource();
        CreateUser command = new CreateUser(request.caller().requireProvider(), resource, request.notes());
        return writes.answer(
                request,
                schemas,
                run -> conflicts.watch(request.caller(), () -> pushed(resource, Optional.empty()), run),
                command,
                201,
                person -> {
                    String location = Representations.userLocation(
                            protocol.base(request), person.requireRecord().id().toString());
                    return answer(request, projection(request, schemas, Sent.of(resource)), 201, person)
                            .with("Location", location);
                });
    }

    /** Who was to be made, or which user was to be renamed, should it turn out that somebody else has the userName. */
    private static Optional<Conflicts.Pushed> pushed(Resource resource, Optional<UserId> renames) {
        return resource.text("userName")
                .map(UserName::of)
                .map(userName -> new Conflicts.Pushed(
                        userName,
                        resource.text("externalId"),
                        UserRecord.emails(resource).stream().findFirst(),
                        renames));
    }

    private Response get(Request request, TenantSchemas schemas) {
        UserId id = id(request);
        Projection projection = Protocol.projection(request, schemas.user());
        UserInGroups found = directory
                .user(schemas, request.caller().requireProvider(), id, projection.includes("groups"))
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        long version = found.user().version();
        return Protocol.notModified(request, version)
                ? Response.empty(304).with("ETag", Precondition.tag(version))
                : answer(request, projection, 200, found);
    }

    private Response list(Request request, TenantSchemas schemas) {
        Directory.Wanted wanted = protocol.wanted(request, LIST, schemas, schemas.user(), FilterSql.Rows.USERS);
        Projection projection = Protocol.projection(request, schemas.user());
        Directory.Page<UserInGroups> page = directory.users(wanted, projection.includes("groups"));
        String base = protocol.base(request);
        List<Json.Obj> resources = page.items().stream()
                .map(found -> projection.apply(Representations.user(found, base)))
                .toList();
        Json list = protocol.answered(request, LIST, wanted, page, resources).toJson();
        return Protocol.answer(request, 200, list, response -> response);
    }

    private Response replace(Request request, TenantSchemas schemas) {
        Resource sent =
                reader(schemas).readResource(request.json(), request.notes()).resource();
        // What is read-only is ignored in a PUT, also by the letter (RFC 7644 §3.5.1).
        return change(
                request,
                schemas,
                Sent.of(sent),
                person -> person.requireRecord().resource().replacedBy(sent));
    }

    private Response patch(Request request, TenantSchemas schemas) {
        PatchRequest patch = reader(schemas).readPatch(request.json(), request.notes());
        return change(request, schemas, Sent.of(patch.operations()), person -> {
            request.notes().requireTrue(() -> Representations.user(shown(person), protocol.base(request)));
            return PatchInterpreter.apply(
                    person.requireRecord().resource(), patch.operations(), Limits.ATTRIBUTE_VALUES, request.notes());
        });
    }

    private Response change(
            Request request, TenantSchemas schemas, Set<AttributePath> sent, Function<Person, Resource> change) {
        AtomicReference<Optional<Resource>> wanted = new AtomicReference<>(Optional.empty());
        ChangeUser command = new ChangeUser(
                request.caller().requireProvider(),
                id(request),
                Protocol.precondition(request),
                person -> {
                    Resource next = change.apply(person);
                    wanted.set(Optional.of(next));
                    return next;
                },
                request.notes());
        return writes.answer(
                request,
                schemas,
                run -> conflicts.watch(
                        request.caller(),
                        () -> Objects.requireNonNull(wanted.get())
                                .flatMap(next -> pushed(next, Optional.of(id(request)))),
                        run),
                command,
                200,
                person -> answer(request, projection(request, schemas, sent), 200, person));
    }

    private Response delete(Request request) {
        return writes.answer(
                request,
                new DeleteUser(request.caller().requireProvider(), id(request), Protocol.precondition(request)),
                204,
                deleted -> Response.noContent());
    }

    private static UserId id(Request request) {
        String id = request.parameter("id");
        return UserId.parse(id)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(id)).exception());
    }

    private static Projection projection(Request request, TenantSchemas schemas, Set<AttributePath> sent) {
        return Protocol.projection(request, schemas.user()).afterWriting(sent);
    }

    private Response answer(Request request, Projection projection, int status, Person person) {
        return answer(request, projection, status, shown(person));
    }

    private static UserInGroups shown(Person person) {
        List<GroupOf> groups = person.groups().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group -> new GroupOf(group.getKey(), group.getValue()))
                .toList();
        return new UserInGroups(person.requireRecord(), groups);
    }

    private Response answer(Request request, Projection projection, int status, UserInGroups found) {
        Json.Obj representation = projection.apply(Representations.user(found, protocol.base(request)));
        String tag = Precondition.tag(found.user().version());
        return Protocol.answer(request, status, representation, r -> r.with("ETag", tag));
    }
}
