package org.rollcall.scim.message;

import java.util.List;
import org.rollcall.scim.json.Json;

/**
 * What the server can do (RFC 7643 section 5, RFC 9865 section 4). Every required sub-attribute is always written, 0
 * where a feature is not supported (Q-P86), and nothing beyond the standards, because there are clients that refuse what
 * they do not know (Q-P06).
 */
public record ServiceProviderConfig(
        String documentationUri,
        boolean patch,
        Bulk bulk,
        Filter filter,
        boolean changePassword,
        boolean sort,
        boolean etag,
        Pagination pagination,
        List<AuthenticationScheme> authenticationSchemes) {

    public ServiceProviderConfig {
        authenticationSchemes = List.copyOf(authenticationSchemes);
    }

    /** Whether bulk is supported, and its limits. */
    public record Bulk(boolean supported, int maxOperations, long maxPayloadSize) {

        /** No bulk. */
        public static final Bulk UNSUPPORTED = new Bulk(false, 0, 0);

        private Json.Obj toJson() {
            return ServiceProviderConfig.supported(supported)
                    .with("maxOperations", Json.number(maxOperations))
                    .with("maxPayloadSize", Json.number(maxPayloadSize));
        }
    }

    /** Whether filters are supported, and how many resources one answer has at most. */
    public record Filter(boolean supported, int maxResults) {

        private Json.Obj toJson() {
            return ServiceProviderConfig.supported(supported).with("maxResults", Json.number(maxResults));
        }
    }

    /** Pages by index, which is the default, and by cursor. Seconds after which a cursor has expired. */
    public record Pagination(int defaultPageSize, int maxPageSize, long cursorTimeout) {

        private Json.Obj toJson() {
            return Json.Obj.EMPTY
                    .with("cursor", Json.bool(true))
                    .with("index", Json.bool(true))
                    .with("defaultPaginationMethod", Json.text("index"))
                    .with("defaultPageSize", Json.number(defaultPageSize))
                    .with("maxPageSize", Json.number(maxPageSize))
                    .with("cursorTimeout", Json.number(cursorTimeout));
        }
    }

    /** A way to authenticate; {@code type} is one of the values of RFC 7643 section 5 (A054). */
    public record AuthenticationScheme(
            String type, String name, String description, String specUri, String documentationUri, boolean primary) {

        private Json.Obj toJson() {
            return Json.Obj.EMPTY
                    .with("type", Json.text(type))
                    .with("name", Json.text(name))
                    .with("description", Json.text(description))
                    .with("specUri", Json.text(specUri))
                    .with("documentationUri", Json.text(documentationUri))
                    .with("primary", Json.bool(primary));
        }
    }

    /** The resource; its location is this absolute URI. */
    public Json.Obj toJson(String location) {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(Urns.SERVICE_PROVIDER_CONFIG)))
                .with("documentationUri", Json.text(documentationUri))
                .with("patch", supported(patch))
                .with("bulk", bulk.toJson())
                .with("filter", filter.toJson())
                .with("changePassword", supported(changePassword))
                .with("sort", supported(sort))
                .with("etag", supported(etag))
                .with("pagination", pagination.toJson())
                .with(
                        "authenticationSchemes",
                        new Json.Arr(authenticationSchemes.stream()
                                .<Json>map(AuthenticationScheme::toJson)
                                .toList()))
                .with("meta", Discovery.meta("ServiceProviderConfig", location));
    }

    private static Json.Obj supported(boolean supported) {
        return Json.Obj.EMPTY.with("supported", Json.bool(supported));
    }
}
