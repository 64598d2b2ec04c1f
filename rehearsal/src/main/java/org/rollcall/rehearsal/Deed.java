package org.rollcall.rehearsal;

import java.time.Duration;
import java.util.List;
import org.rollcall.rehearsal.scim.Exchange;

/**
 * One change of a company, as a provider brought it to the server.
 *
 * @param sentence what happened and what was sent, in one line: "Okta: Ana Müller leaves; Okta sends active=false"
 * @param change what happened, for those who want to look the person up afterwards
 * @param exchanges what was sent for it, in order, repetitions included
 * @param trouble why the provider gave up, empty when it did not
 */
public record Deed(String sentence, Change change, List<Exchange> exchanges, String trouble) {

    public Deed {
        exchanges = List.copyOf(exchanges);
    }

    /** Whether the server did all that was asked. */
    public boolean succeeded() {
        return trouble.isEmpty();
    }

    /** How long the server took for all of it. */
    public Duration duration() {
        return exchanges.stream().map(Exchange::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
