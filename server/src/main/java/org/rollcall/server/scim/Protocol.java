package org.rollcall.server.scim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.message.ListResponse;
import org.rollcall.scim.message.Paging;
import org.rollcall.scim.request.RequestLimits;
import org.rollcall.scim.resource.Projection;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.base.Limits;
import org.rollcall.server.directory.Cursors;
import org.rollcall.server.directory.Directory;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.directory.Position;
import org.rollcall.server.directory.Sort;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.provisioning.Precondition;
import org.rollcall.server.schema.TenantSchemas;

/** What users and groups have in common on the wire: filters, pages, projections, entity tags, locations. */
public final class Protocol {

    static final String BASE = "/scim/{provider}/v2";
    static final FilterLimits FILTER = new FilterLimits(Limits.FILTER_LENGTH, Limits.FILTER_DEPTH, Limits.FILTER_NODES);
    static final RequestLimits REQUEST =
            new RequestLimits(Limits.PATCH_OPERATIONS, Limits.REQUEST_MEMBERS, Limits.ATTRIBUTE_VALUES, FILTER);

    private static final Pattern ORIGIN = Pattern.compile("^[^:/]+://[^/]*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");

    private final String publicUrl;
    private final Cursors cursors;

    public Protocol(String publicUrl, Cursors cursors) {
        this.publicUrl = publicUrl;
        this.cursors = cursors;
    }

    String publicUrl() {
        return publicUrl;
    }

    /** The base URL of the provider that asks, from configuration and never from a Host header. */
    String base(Request request) {
        return publicUrl + path(request);
    }

    /** The path of the provider's endpoints at this server, below whatever path the public URL has. */
    static String path(Request request) {
        return BASE.replace("{provider}", request.parameter("provider"));
    }

    /** The routes by which resources are read. */
    static void mountReads(Router router, String root, Router.Handler list, Router.Handler get) {
        router.add("GET", root, Access.PROVIDER, list)
                .add("POST", root + "/.search", Access.PROVIDER, request -> list.handle(Search.asList(request)))
                .add("GET", root + "/{id}", Access.PROVIDER, get);
    }

    /** The routes by which resources are written. */
    static void mountWrites(
            Router router,
            String root,
            Router.Handler create,
            Router.Handler replace,
            Router.Handler patch,
            Router.Handler delete) {
        router.addTriable("POST", root, create)
                .addTriable("PUT", root + "/{id}", replace)
                .addTriable("PATCH", root + "/{id}", patch)
                .addTriable("DELETE", root + "/{id}", delete);
    }

    /** The path of the base URL, under which the operations of a bulk may name resources. */
    String basePath(Request request) {
        return ORIGIN.matcher(base(request)).replaceFirst("");
    }

    static Projection projection(Request request, ResourceType type) {
        return Projection.parse(request.query("attributes"), request.query("excludedAttributes"), type);
    }

    static Precondition precondition(Request request) {
        return Precondition.ifMatch(request.header("If-Match"));
    }

    /** A list request: filter, startIndex and count, read as leniently as the standard asks (B043, B044). */
    Directory.Wanted wanted(
            Request request, String list, TenantSchemas schemas, ResourceType type, FilterSql.Rows rows) {
        return wanted(request, list, schemas, type, List.of(), rows);
    }

    /** The part of a query over several types that is about this one (B028). */
    Directory.Wanted wanted(
            Request request,
            String list,
            TenantSchemas schemas,
            ResourceType type,
            List<ResourceType> others,
            FilterSql.Rows rows) {
        Optional<String> filter = request.query("filter");
        FilterSql.Condition condition = filter.map(
                        text -> Filter.parse(text, FILTER).check(type, others, request.notes()))
                .map(new FilterSql(rows)::compile)
                .orElse(FilterSql.Condition.TRUE);
        boolean cursor = byCursor(request);
        int count = count(request, cursor ? ScimType.INVALID_COUNT : ScimType.INVALID_VALUE);
        return new Directory.Wanted(
                schemas,
                request.caller().requireProvider(),
                filter.orElse(""),
                condition,
                sort(request, type, others, rows),
                cursor ? position(request, list) : new Position.Index(start(request)),
                count);
    }

    /** How many resources are wanted at most (B044). */
    static int count(Request request) {
        return count(request, ScimType.INVALID_VALUE);
    }

    private static int count(Request request, ScimType refusal) {
        return Math.clamp(number(request, "count", Limits.PAGE_DEFAULT, refusal), 0, Limits.PAGE_MAX);
    }

    /** The first resource that is wanted, counted from 1 (B043). */
    static long start(Request request) {
        return Math.max(1, number(request, "startIndex", 1, ScimType.INVALID_VALUE));
    }

    /** A page is named by cursor or by index; which of both is meant would be a guess (RFC 9865 §2). */
    private static boolean byCursor(Request request) {
        boolean cursor = request.queryParameters().contains("cursor");
        if (cursor && request.queryParameters().contains("startIndex")) {
            throw ScimError.invalidValue("cursor and startIndex exclude each other; send one of them")
                    .exception();
        }
        return cursor;
    }

    /** A {@code cursor} without a value asks for the first page (RFC 9865 §2). */
    private Position position(Request request, String list) {
        return request.query("cursor")
                .map(text -> cursors.parse(request.caller().tenant(), list(request, list), text))
                .orElse(new Position.First());
    }

    /** What makes requests pages of one list: which endpoint of which provider, filter and order. */
    private static String list(Request request, String list) {
        return String.join(
                "\n",
                request.caller().requireProvider().toString(),
                list,
                request.query("filter").orElse(""),
                request.query("sortBy").orElse(""),
                request.query("sortOrder").orElse(""));
    }

    /** The page as it is answered: with the cursors of its neighbours for whoever goes by cursor. */
    ListResponse answered(
            Request request, String list, Directory.Wanted wanted, Directory.Page<?> page, List<Json.Obj> resources) {
        Paging paging = wanted.position() instanceof Position.Index index
                ? new Paging.Index(index.start())
                : new Paging.Cursor(cursor(request, list, page.previous()), cursor(request, list, page.next()));
        return new ListResponse(page.total(), paging, resources);
    }

    private Optional<String> cursor(Request request, String list, Optional<Position> position) {
        return position.map(where -> cursors.print(request.caller().tenant(), list(request, list), where));
    }

    /** {@code sortOrder} without {@code sortBy} means nothing. */
    private static Optional<Sort> sort(
            Request request, ResourceType type, List<ResourceType> others, FilterSql.Rows rows) {
        boolean descending = descending(request);
        return request.query("sortBy")
                .flatMap(by -> elsewhere(by, others)
                        ? Sort.ifKnown(by, descending, type, rows)
                        : Optional.of(Sort.by(by, descending, type, rows)));
    }

    private static boolean elsewhere(String sortBy, List<ResourceType> others) {
        return AttributePath.parse(sortBy)
                .filter(path -> others.stream()
                        .anyMatch(other -> other.resolveFiltered(path).isPresent()))
                .isPresent();
    }

    private static boolean descending(Request request) {
        String order = request.query("sortOrder").orElse("ascending");
        if (!Names.same(order, "ascending") && !Names.same(order, "descending")) {
            throw ScimError.invalidValue("sortOrder is ascending or descending").exception();
        }
        return Names.same(order, "descending");
    }

    private static long number(Request request, String name, long otherwise, ScimType refusal) {
        return request.query(name)
                .map(text -> {
                    if (!WHOLE_NUMBER.matcher(text).matches()) {
                        throw new ScimError(400, Optional.of(refusal), name + " must be a whole number").exception();
                    }
                    return Long.parseLong(text);
                })
                .orElse(otherwise);
    }

    static Response answer(Request request, int status, Json json, UnaryOperator<Response> headers) {
        return headers.apply(Response.text(status, request.answerType(), JsonWriter.write(json)));
    }

    /** Compares weakly (RFC 9110 §13.1.2): whether a tag says {@code W/} does not matter here. */
    static boolean notModified(Request request, long version) {
        String tag = opaque(Precondition.tag(version));
        return request.header("If-None-Match").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(tag));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
