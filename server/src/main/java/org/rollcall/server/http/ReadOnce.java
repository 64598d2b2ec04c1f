package org.rollcall.server.http;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;

/** A body that comes off the wire once, and is remembered. */
final class ReadOnce implements Request.Body {

    private final Request.Body body;
    private Optional<Json> read = Optional.empty();

    ReadOnce(Request.Body body) {
        this.body = body;
    }

    @Override
    public Json json(int maxBytes, ScimError beyond) {
        Json json = read.orElseGet(() -> body.json(maxBytes, beyond));
        read = Optional.of(json);
        return json;
    }
}
