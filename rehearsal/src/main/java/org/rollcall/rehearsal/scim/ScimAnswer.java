package org.rollcall.rehearsal.scim;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The final answer to a request, after all attempts.
 *
 * @param exchange the last attempt
 * @param retryAfterHeader the Retry-After header as sent, empty when absent
 * @param body the parsed body, a missing node when there is none or when it is not JSON
 * @param detail what the server says about a failure, or why there is no answer; may be empty
 */
public record ScimAnswer(Exchange exchange, String retryAfterHeader, JsonNode body, String detail) {

    /** The HTTP status, or {@link Exchange#NO_ANSWER}. */
    public int status() {
        return exchange.status();
    }

    /** Whether the server did what was asked. */
    public boolean succeeded() {
        return exchange.succeeded();
    }

    /**
     * This answer, if the server did what was asked.
     *
     * @throws ScimFailure when the server refused
     */
    public ScimAnswer required() {
        if (!succeeded()) {
            throw new ScimFailure(exchange, detail);
        }
        return this;
    }

    /**
     * The resource in this answer.
     *
     * @throws ScimFailure when the server refused, or answered with something that is no JSON object with an id
     */
    public ObjectNode resource() {
        if (required().body instanceof ObjectNode object
                && !object.path("id").asString("").isEmpty()) {
            return object;
        }
        throw new ScimFailure(exchange, "the answer is no resource with an id");
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
