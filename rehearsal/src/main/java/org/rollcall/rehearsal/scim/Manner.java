package org.rollcall.rehearsal.scim;

import java.time.Duration;
import java.util.Map;

/**
 * How one kind of client behaves on the wire.
 *
 * @param readHeaders headers of requests without a body, besides the Authorization header
 * @param writeHeaders headers of requests with a body, besides the Authorization header
 * @param timeout how long it waits for an answer
 */
public record Manner(
        Map<String, String> readHeaders, Map<String, String> writeHeaders, Duration timeout, Patience patience) {

    public Manner {
        readHeaders = Map.copyOf(readHeaders);
        writeHeaders = Map.copyOf(writeHeaders);
    }
}
