package org.rollcall.server.scim;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.message.Discovery;
import org.rollcall.scim.message.ServiceProviderConfig;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.schema.SchemaStore;

/** {@code /ServiceProviderConfig}, {@code /ResourceTypes}, {@code /Schemas} (RFC 7644 §4), made from what is in force. */
public final class DiscoveryEndpoint {

    private static final String RFC_6750 = "https://www.rfc-editor.org/info/rfc6750";
    private static final String RFC_7617 = "https://www.rfc-editor.org/info/rfc7617";

    private final SchemaStore schemas;
    private final Protocol protocol;

    public DiscoveryEndpoint(SchemaStore schemas, Protocol protocol) {
        this.schemas = schemas;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        router.add("GET", Protocol.BASE + "/ServiceProviderConfig", Access.PROVIDER, this::config)
                .add("GET", Protocol.BASE + "/ResourceTypes", Access.PROVIDER, this::resourceTypes)
                .add("GET", Protocol.BASE + "/ResourceTypes/{name}", Access.PROVIDER, this::resourceType)
                .add("GET", Protocol.BASE + "/Schemas", Access.PROVIDER, this::allSchemas)
                .add("GET", Protocol.BASE + "/Schemas/{urn}", Access.PROVIDER, this::schema);
        List.of("GET", "POST", "PUT", "PATCH", "DELETE")
                .forEach(method ->
                        router.add(method, Protocol.BASE + "/Me", Access.PROVIDER, DiscoveryEndpoint::notImplemented));
    }

    /** B097: what the standard lets a server leave out. */
    private static Response notImplemented(Request request) {
        throw ScimError.notImplemented("this server has no " + request.path().replaceAll(".*/", "/"))
                .exception();
    }

    private Response config(Request request) {
        ServiceProviderConfig config = new ServiceProviderConfig(
                protocol.publicUrl() + "/api/openapi.json",
                true,
                new ServiceProviderConfig.Bulk(true, Limits.BULK_OPERATIONS, Limits.BULK_BYTES),
                new ServiceProviderConfig.Filter(true, Limits.PAGE_MAX),
                false,
                true,
                true,
                new ServiceProviderConfig.Pagination(
                        Limits.PAGE_DEFAULT, Limits.PAGE_MAX, Limits.CURSOR_AGE.toSeconds()),
                List.of(
                        scheme(
                                "oauthbearertoken",
                                "OAuth Bearer Token",
                                "A token issued for this provider",
                                RFC_6750,
                                true),
                        scheme(
                                "httpbasic",
                                "HTTP Basic",
                                "API credentials issued for this provider",
                                RFC_7617,
                                false)));
        return answer(request, config.toJson(protocol.base(request) + "/ServiceProviderConfig"));
    }

    private ServiceProviderConfig.AuthenticationScheme scheme(
            String type, String name, String description, String specification, boolean primary) {
        return new ServiceProviderConfig.AuthenticationScheme(
                type, name, description, specification, protocol.publicUrl() + "/api/openapi.json", primary);
    }

    private Response resourceTypes(Request request) {
        unfiltered(request);
        return answer(request, Discovery.resourceTypes(schemas(request), protocol.base(request)));
    }

    private Response resourceType(Request request) {
        return answer(
                request,
                schemas(request)
                        .resourceType(request.parameter("name"))
                        .map(type -> Discovery.resourceType(type, protocol.base(request)))
                        .orElseThrow(() ->
                                ScimError.notFound("no such resource type").exception()));
    }

    private Response allSchemas(Request request) {
        unfiltered(request);
        return answer(request, Discovery.schemas(schemas(request), protocol.base(request)));
    }

    private Response schema(Request request) {
        return answer(
                request,
                Discovery.schema(schemas(request), request.parameter("urn"), protocol.base(request))
                        .orElseThrow(() -> ScimError.notFound("no such schema").exception()));
    }

    /** By the letter only what the standard has: a suite of tests tries to create whatever it finds. */
    private Schemas schemas(Request request) {
        Schemas types = schemas.inForce(request.caller().tenant()).types();
        return request.notes().strict() ? types.ofTheStandard() : types;
    }

    /** B109. */
    private static void unfiltered(Request request) {
        request.query("filter").ifPresent(filter -> {
            throw ScimError.forbidden("discovery is not filtered; leave out the filter parameter")
                    .exception();
        });
    }

    private static Response answer(Request request, Json json) {
        return Protocol.answer(request, 200, json, response -> response);
    }
}
