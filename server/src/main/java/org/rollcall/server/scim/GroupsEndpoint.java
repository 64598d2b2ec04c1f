package org.rollcall.server.scim;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.message.ListResponse;
import org.rollcall.scim.patch.GroupPatch;
import org.rollcall.scim.patch.MembershipOperation;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.ReadResource;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.MembershipDelta;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.Directory.Member;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.http.Refusals;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.provisioning.ChangeGroup;
import org.rollcall.server.provisioning.CreateGroup;
import org.rollcall.server.provisioning.DeleteGroup;
import org.rollcall.server.provisioning.Precondition;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/**
 * {@code /Groups} (RFC 7644 §3.3 to §3.6). Members are read and written as rows: a PATCH is answered without them, a
 * list has none unless asked or by the letter, and a single group streams them.
 */
public final class GroupsEndpoint {

    private static final String LIST = "Groups";
    private static final String ROOT = Protocol.BASE + "/" + LIST;

    private final BySchema bySchema;
    private final Writes writes;
    private final Directory directory;
    private final Refusals refusals;
    private final Protocol protocol;

    public GroupsEndpoint(
            SchemaStore schemas, Commands commands, Directory directory, Refusals refusals, Protocol protocol) {
        this.bySchema = new BySchema(schemas);
        this.writes = new Writes(schemas, commands);
        this.directory = directory;
        this.refusals = refusals;
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

    // ---- writes

    private static RequestReader reader(TenantSchemas schemas) {
        return new RequestReader(schemas.group(), Protocol.REQUEST);
    }

    private Response create(Request request, TenantSchemas schemas) {
        ReadResource sent = reader(schemas).readResource(request.json(), request.notes());
        CreateGroup command = new CreateGroup(
                request.caller().requireProvider(),
                sent.resource(),
                sent.members().orElse(List.of()),
                request.notes());
        return writes.answer(request, schemas, command, 201, result -> {
            skipped(request, result);
            String location = Representations.groupLocation(
                    protocol.base(request), result.group().id().toString());
            return answer(request, projection(request, schemas, Sent.of(sent.resource())), 201, result.group())
                    .with("Location", location);
        });
    }

    /** PUT without {@code members} keeps them; {@code null}, an empty list, or strictness empties the group. */
    private Response replace(Request request, TenantSchemas schemas) {
        ReadResource sent = reader(schemas).readResource(request.json(), request.notes());
        MembershipDelta members =
                sent.members().map(ids -> MembershipDelta.NONE.clear().add(ids)).orElseGet(() -> unsaid(request));
        return change(
                request,
                schemas,
                before -> before.resource().replacedBy(sent.resource()),
                loader -> members,
                200,
                group -> answer(request, projection(request, schemas, Sent.of(sent.resource())), 200, group));
    }

    private static MembershipDelta unsaid(Request request) {
        request.notes().add(Dialect.KEPT_MEMBERS, "members");
        return request.notes().strict() ? MembershipDelta.NONE.clear() : MembershipDelta.NONE;
    }

    /** Answered with 204, so that no member is read, unless the client asks for attributes. */
    private Response patch(Request request, TenantSchemas schemas) {
        GroupPatch patch = GroupPatch.split(
                schemas.group(),
                reader(schemas).readPatch(request.json(), request.notes()).operations());
        GroupId id = id(request);
        Projection projection = projection(request, schemas, Sent.of(patch.attributes()));
        return change(
                request,
                schemas,
                before -> {
                    request.notes().requireTrue(() -> Representations.group(before, protocol.base(request)));
                    return PatchInterpreter.apply(
                            before.resource(), patch.attributes(), Limits.ATTRIBUTE_VALUES, request.notes());
                },
                loader -> delta(loader, id, patch.membership()),
                projection.requested() ? 200 : 204,
                group -> projection.requested()
                        ? answer(request, projection, 200, group)
                        : Response.noContent().with("ETag", Precondition.tag(group.version())));
    }

    private static Projection projection(Request request, TenantSchemas schemas, Set<AttributePath> sent) {
        return Protocol.projection(request, schemas.group()).afterWriting(sent);
    }

    private Response change(
            Request request,
            TenantSchemas schemas,
            Function<GroupRecord, Resource> change,
            Function<Loader, MembershipDelta> members,
            int status,
            Function<GroupRecord, Response> answer) {
        ChangeGroup command = new ChangeGroup(
                request.caller().requireProvider(),
                id(request),
                Protocol.precondition(request),
                change,
                members,
                request.notes());
        return writes.answer(request, schemas, command, status, result -> {
            skipped(request, result);
            return answer.apply(result.group());
        });
    }

    /** What the operations mean one after the other; only a filter beyond ids has to look at the members. */
    private static MembershipDelta delta(Loader loader, GroupId group, List<MembershipOperation> operations) {
        MembershipDelta delta = MembershipDelta.NONE;
        for (MembershipOperation operation : operations) {
            delta = switch (operation) {
                case MembershipOperation.Add add -> delta.add(add.ids());
                case MembershipOperation.Remove remove -> delta.remove(users(remove.ids()));
                case MembershipOperation.RemoveAll all -> delta.clear();
                case MembershipOperation.Replace replace -> delta.clear().add(replace.ids());
                case MembershipOperation.RemoveWhere where -> delta.remove(matching(loader, group, where, delta));
            };
        }
        return delta;
    }

    private static Set<UserId> matching(
            Loader loader, GroupId group, MembershipOperation.RemoveWhere where, MembershipDelta delta) {
        FilterSql.Condition condition = new FilterSql(FilterSql.Rows.MEMBERS).compile(where.filter());
        return loader.membersWhere(group, delta.wanted(), condition);
    }

    private static Set<UserId> users(List<String> ids) {
        Set<UserId> users = new LinkedHashSet<>();
        ids.forEach(id -> UserId.parse(id).ifPresent(users::add));
        return users;
    }

    private Response delete(Request request) {
        return writes.answer(
                request,
                new DeleteGroup(request.caller().requireProvider(), id(request), Protocol.precondition(request)),
                204,
                deleted -> Response.noContent());
    }

    /** Members whom this provider has no user for are left out and kept with the refusals, where they can be seen. */
    private void skipped(Request request, ChangeGroup.Result result) {
        if (!result.unknownMembers().isEmpty()) {
            int skipped = result.unknownMembers().size();
            String detail = "%d %s skipped, unknown to this provider; the first is %s"
                    .formatted(
                            skipped,
                            skipped == 1 ? "member" : "members",
                            ScimError.excerpt(result.unknownMembers().getFirst()));
            refusals.record(
                    request.caller(), request.method(), request.path(), new ScimError(200, Optional.empty(), detail));
        }
    }

    // ---- reads

    private Response get(Request request, TenantSchemas schemas) {
        GroupId id = id(request);
        GroupRecord group = directory
                .group(schemas, request.caller().requireProvider(), id)
                .orElseThrow(() -> ScimError.notFound("no group " + id).exception());
        if (Protocol.notModified(request, group.version())) {
            return Response.empty(304).with("ETag", Precondition.tag(group.version()));
        }
        return answer(request, Protocol.projection(request, schemas.group()), 200, group);
    }

    private Response list(Request request, TenantSchemas schemas) {
        Directory.Wanted wanted = protocol.wanted(request, LIST, schemas, schemas.group(), FilterSql.Rows.GROUPS);
        Projection projection = Protocol.projection(request, schemas.group());
        Directory.Page<GroupRecord> page = directory.groups(wanted);
        boolean members =
                (request.query("attributes").isPresent() || request.notes().strict()) && projection.includes("members");
        ListResponse list = protocol.answered(
                request,
                LIST,
                wanted,
                page,
                page.items().stream()
                        .map(group -> bare(request, group, projection))
                        .toList());
        return members
                ? Response.streamed(
                        200, request.answerType(), out -> stream(out, request, projection, list, page.items()))
                : Protocol.answer(request, 200, list.toJson(), response -> response);
    }

    private Json.Obj bare(Request request, GroupRecord group, Projection projection) {
        return projection.apply(Representations.group(group, protocol.base(request)));
    }

    /** Writes a list of groups with their members, one chunk of one group at a time. */
    private void stream(
            OutputStream out, Request request, Projection projection, ListResponse list, List<GroupRecord> groups)
            throws IOException {
        out.write(utf8(opened(list.envelope()) + ",\"Resources\":["));
        for (int i = 0; i < groups.size(); i++) {
            out.write(utf8(i == 0 ? "" : ","));
            stream(out, request, groups.get(i).id(), list.resources().get(i), projection);
        }
        out.write(utf8("]}"));
    }

    private static GroupId id(Request request) {
        String id = request.parameter("id");
        return GroupId.parse(id)
                .orElseThrow(() ->
                        ScimError.notFound("no group " + ScimError.excerpt(id)).exception());
    }

    // ---- answers

    private Response answer(Request request, Projection projection, int status, GroupRecord group) {
        Json.Obj bare = bare(request, group, projection);
        Response response = projection.includes("members")
                ? Response.streamed(
                        status, request.answerType(), out -> stream(out, request, group.id(), bare, projection))
                : Response.text(status, request.answerType(), JsonWriter.write(bare));
        return response.with("ETag", Precondition.tag(group.version()));
    }

    /** Writes the group, then its members chunk by chunk, so that memory does not grow with the group. */
    private void stream(OutputStream out, Request request, GroupId group, Json.Obj bare, Projection projection)
            throws IOException {
        out.write(utf8(opened(bare)));
        Members members = new Members(request, group);
        String before = (bare.isEmpty() ? "" : ",") + "\"members\":[";
        for (List<Member> chunk = members.next(); !chunk.isEmpty(); chunk = members.next()) {
            for (Json member : projected(chunk, request, projection)) {
                out.write(utf8(before + JsonWriter.write(member)));
                before = ",";
            }
        }
        out.write(utf8(before.equals(",") ? "]}" : "}"));
    }

    /** An object to which more members are going to be written. */
    private static String opened(Json.Obj object) {
        String text = JsonWriter.write(object);
        return text.substring(0, text.length() - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Json> projected(List<Member> chunk, Request request, Projection projection) {
        Json.Obj holder = Json.Obj.EMPTY.with("members", Representations.members(chunk, protocol.base(request)));
        return projection.apply(holder).get("members").stream()
                .flatMap(members -> members instanceof Json.Arr list ? list.elements().stream() : Stream.empty())
                .toList();
    }

    /** Reads the members of a group chunk by chunk. */
    private final class Members {
        private final Request request;
        private final GroupId group;
        private Optional<UserId> last = Optional.empty();

        Members(Request request, GroupId group) {
            this.request = request;
            this.group = group;
        }

        List<Member> next() {
            List<Member> chunk = directory.members(request.caller().tenant(), group, last, Limits.PAGE_MAX);
            if (!chunk.isEmpty()) {
                last = Optional.of(chunk.getLast().id());
            }
            return chunk;
        }
    }
}
