package org.rollcall.scim.resource;

import org.rollcall.scim.json.Json;

/** Turns a resource into what is sent to the client: one place, whatever the request was (Q-P25). */
public final class Representation {

    private Representation() {}

    /**
     * The whole representation: {@code schemas} computed from the extensions present (Q-P83), {@code id}, the
     * attributes, then {@code extra} (server-kept ones such as {@code groups}, {@code members}, {@code active}; they win over
     * the document), then {@code meta}.
     */
    public static Json.Obj of(Resource resource, String id, Meta meta, Json.Obj extra) {
        throw new UnsupportedOperationException();
    }
}
