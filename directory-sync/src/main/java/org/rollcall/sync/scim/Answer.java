package org.rollcall.sync.scim;

import java.util.Optional;
import org.rollcall.scim.json.Json;

/** What the server answered. */
record Answer(int status, Json.Obj body, Optional<String> retryAfter) {

    boolean good() {
        return status >= 200 && status < 300;
    }

    /** Whether waiting may help. */
    boolean busy() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** The server's own words. */
    String words() {
        return body.get("detail")
                .filter(Json.Text.class::isInstance)
                .map(detail -> "%d: %s".formatted(status, ((Json.Text) detail).value()))
                .orElse("HTTP " + status);
    }
}
