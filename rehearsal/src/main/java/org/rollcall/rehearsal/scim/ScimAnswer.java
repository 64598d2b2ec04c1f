package org.rollcall.rehearsal.scim;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The final answer to a request, after all attempts.
 *
 * @param exchange the last attempt
 * @param retryAfterHeader the Retry-After header as sent, empty when absent
 * @param body the parsed body, a missing node when there is none or when it is not JSON
 */
public record ScimAnswer(Exchange exchange, String retryAfterHeader, JsonNode body) {

    /** The HTTP status, or {@link Exchange#NO_ANSWER}. */
    public int status() {
        return exchange.status();
    }

    /** Whether the server did what was asked. */
    public boolean succeeded() {
        return exchange.succeeded();
    }

    /** This answer, when the server did what was asked. */
    public ScimAnswer required() {
        if (!succeeded()) {
            throw new ScimFailure(exchange, body.path("detail").asString(""));
        }
        return this;
    }

    /** How long the server asks to wait; like the real clients, this understands whole seconds only. */
    Optional<Duration> retryAfter() {
        return retryAfterHeader.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfterHeader)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return exchange.toString();
    }
}
