package org.rollcall.server.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.filter.Literal;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.message.ListResponse;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.catalog.Catalog;
import org.rollcall.server.catalog.Catalog.Which;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/**
 * {@code /Roles} and {@code /Entitlements}: the tenant's roles and organizations, so that a provider can show what it may
 * map. Read only, and no grants: what a provider writes into {@code roles} and {@code entitlements} of a user stays data
 * (P-47). The names are those of draft-ietf-scim-roles-entitlements, beside them those of Okta's entitlement discovery.
 */
public final class CatalogEndpoint {

    private final Schemas schemas;
    private final Catalog catalog;
    private final Protocol protocol;

    public CatalogEndpoint(Schemas schemas, Catalog catalog, Protocol protocol) {
        this.schemas = schemas;
        this.catalog = catalog;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        mount(router, new Kind(schemas.role(), List.of(Schemas.ROLE, Schemas.OKTA_ROLE), this::roles));
        mount(
                router,
                new Kind(
                        schemas.entitlement(),
                        List.of(Schemas.ENTITLEMENT, Schemas.OKTA_ENTITLEMENT),
                        this::organizations));
    }

    private void mount(Router router, Kind kind) {
        String root = Protocol.BASE + kind.type().endpoint();
        router.add("GET", root, Access.PROVIDER, request -> list(request, kind))
                .add("POST", root + "/.search", Access.PROVIDER, request -> list(Search.asList(request), kind))
                .add("GET", root + "/{id}", Access.PROVIDER, request -> get(request, kind));
    }

    /** What is listed: its type, the schemas of its resources, and where they come from. */
    private record Kind(ResourceType type, List<String> schemas, Source source) {}

    private interface Source {
        Catalog.Page<Item> page(Request request, Which which, long start, int count);
    }

    /** A role or an organization in the words of the schemas. */
    private record Item(UUID id, String value, String type, Optional<String> parent) {}

    private Catalog.Page<Item> roles(Request request, Which which, long start, int count) {
        Catalog.Page<Catalog.Role> page = catalog.roles(request.caller().tenant(), which, start, count);
        return new Catalog.Page<>(
                page.items().stream().map(CatalogEndpoint::item).toList(), page.total());
    }

    private static Item item(Catalog.Role role) {
        return new Item(
                role.id().value(), role.name(), role.administrative() ? "administrative" : "role", Optional.empty());
    }

    private Catalog.Page<Item> organizations(Request request, Which which, long start, int count) {
        Catalog.Page<Catalog.Organization> page =
                catalog.organizations(request.caller().tenant(), which, start, count);
        return new Catalog.Page<>(
                page.items().stream()
                        .map(one -> new Item(one.id().value(), one.path(), "organization", one.parent()))
                        .toList(),
                page.total());
    }

    // ---- requests

    private Response list(Request request, Kind kind) {
        Which which = request.query("filter")
                .map(text -> which(Filter.parse(text, Protocol.FILTER), request.notes()))
                .orElse(new Which.All());
        long start = Protocol.start(request);
        Catalog.Page<Item> page = kind.source().page(request, which, start, Protocol.count(request));
        Projection projection = Protocol.projection(request, kind.type());
        List<Json.Obj> resources = page.items().stream()
                .map(item -> projection.apply(json(request, kind, item)))
                .toList();
        return answer(request, new ListResponse(page.total(), start, resources).toJson());
    }

    private static Which which(Filter filter, Notes notes) {
        if (filter instanceof Filter.Compare compare
                && compare.operator() == Operator.EQ
                && compare.path().subAttribute().isEmpty()) {
            String value = text(compare, notes);
            switch (Names.key(compare.path().attribute())) {
                case "id" -> {
                    return withId(value);
                }
                case "value", "display", "displayname" -> {
                    return new Which.Named(value);
                }
                default -> {}
            }
        }
        throw ScimError.invalidFilter("here a filter is one comparison with eq of id, value, display or displayName")
                .exception();
    }

    private static String text(Filter.Compare compare, Notes notes) {
        if (compare.value() instanceof Literal.Bare bare) {
            notes.add(Dialect.UNQUOTED_VALUE, compare.path().print());
            return bare.written();
        }
        return compare.value() instanceof Literal.Text text ? text.value() : "";
    }

    /** What is no id is nobody's. */
    private static Which withId(String text) {
        return new Which.WithId(RoleId.parse(text).map(RoleId::value).orElse(new UUID(0, 0)));
    }

    private Response get(Request request, Kind kind) {
        String id = request.parameter("id");
        Item item = kind.source().page(request, withId(id), 1, 1).items().stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound(
                                "no %s %s".formatted(Names.key(kind.type().name()), ScimError.excerpt(id)))
                        .exception());
        return answer(request, Protocol.projection(request, kind.type()).apply(json(request, kind, item)));
    }

    private static Response answer(Request request, Json json) {
        return Protocol.answer(request, 200, json, response -> response);
    }

    private Json.Obj json(Request request, Kind kind, Item item) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("schemas", Json.Arr.ofTexts(kind.schemas()));
        members.put("id", Json.text(item.id().toString()));
        members.put("value", Json.text(item.value()));
        members.put("display", Json.text(item.value()));
        members.put("displayName", Json.text(item.value()));
        members.put("type", Json.text(item.type()));
        members.put("supported", Json.bool(true));
        members.put("limitedAssignmentsPermitted", Json.bool(false));
        item.parent().ifPresent(parent -> members.put("containedBy", Json.Arr.of(Json.text(parent))));
        members.put(
                "meta",
                Json.Obj.EMPTY
                        .with("resourceType", Json.text(kind.type().name()))
                        .with(
                                "location",
                                Json.text(protocol.base(request) + kind.type().endpoint() + "/" + item.id())));
        return new Json.Obj(members);
    }
}
