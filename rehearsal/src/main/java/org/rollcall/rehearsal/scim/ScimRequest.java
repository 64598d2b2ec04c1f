package org.rollcall.rehearsal.scim;

import tools.jackson.databind.JsonNode;

/**
 * A request, ready to be sent.
 *
 * @param kind what it is for, in a few words; requests are counted by it
 * @param target the path below the base URL, encoded, with its query
 * @param body the JSON text, empty for none
 */
public record ScimRequest(String kind, String method, String target, String body) {

    /** Reads or searches. */
    public static ScimRequest get(String kind, String target) {
        return new ScimRequest(kind, "GET", target, "");
    }

    /** Creates (RFC 7644 §3.3). */
    public static ScimRequest post(String kind, String target, JsonNode body) {
        return new ScimRequest(kind, "POST", target, body.toString());
    }

    /** Replaces (RFC 7644 §3.5.1). */
    public static ScimRequest put(String kind, String target, JsonNode body) {
        return new ScimRequest(kind, "PUT", target, body.toString());
    }

    /** Modifies (RFC 7644 §3.5.2). */
    public static ScimRequest patch(String kind, String target, JsonNode body) {
        return new ScimRequest(kind, "PATCH", target, body.toString());
    }

    /** Deletes (RFC 7644 §3.6). */
    public static ScimRequest delete(String kind, String target) {
        return new ScimRequest(kind, "DELETE", target, "");
    }

    boolean hasBody() {
        return !body.isEmpty();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
