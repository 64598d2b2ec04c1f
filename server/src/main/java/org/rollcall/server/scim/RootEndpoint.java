package org.rollcall.server.scim;

import java.util.List;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.Directory.Either;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/**
 * Queries at the root of a provider's endpoints: users and groups in one list (RFC 7644 §3.4.2.1 and §3.4.3). An
 * attribute that one of the types does not have is one without a value there. Groups come without their members.
 */
public final class RootEndpoint {

    private static final String LIST = "everything";

    private final BySchema bySchema;
    private final Directory directory;
    private final Protocol protocol;

    public RootEndpoint(SchemaStore schemas, Directory directory, Protocol protocol) {
        this.bySchema = new BySchema(schemas);
        this.directory = directory;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        router.add("GET", Protocol.BASE, Access.PROVIDER, bySchema.serve(this::list))
                .add(
                        "POST",
                        Protocol.BASE + "/.search",
                        Access.PROVIDER,
                        bySchema.serve((request, known) -> list(Search.asList(request), known)));
    }

    private Response list(Request request, TenantSchemas schemas) {
        ResourceType user = schemas.user();
        ResourceType group = schemas.group();
        Projection ofUsers = Protocol.projection(request, user);
        Projection ofGroups = Protocol.projection(request, group);
        Directory.Wanted users = protocol.wanted(request, LIST, schemas, user, List.of(group), FilterSql.Rows.USERS);
        Directory.Wanted groups = protocol.wanted(request, LIST, schemas, group, List.of(user), FilterSql.Rows.GROUPS);
        Directory.Page<Either> page = directory.everything(users, groups, ofUsers.includes("groups"));
        String base = protocol.base(request);
        List<Json.Obj> resources = page.items().stream()
                .map(item -> switch (item) {
                    case Either.AUser one -> ofUsers.apply(Representations.user(one.found(), base));
                    case Either.AGroup one -> ofGroups.apply(Representations.group(one.group(), base));
                })
                .toList();
        Json list = protocol.answered(request, LIST, users, page, resources).toJson();
        return Protocol.answer(request, 200, list, response -> response);
    }
}
