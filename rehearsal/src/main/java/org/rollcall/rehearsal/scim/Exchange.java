package org.rollcall.rehearsal.scim;

import java.time.Duration;

/**
 * One attempt of a request and its answer, as reported to listeners. It carries neither bodies nor credentials.
 *
 * @param kind what the request is for, in a few words, for example "create user"
 * @param method the HTTP method
 * @param target the path below the base URL, with its query
 * @param status the HTTP status, or {@link #NO_ANSWER}
 */
public record Exchange(String kind, String method, String target, int status, Duration duration) {

    /** The status of a request that was not answered: the connection failed or the time was over. */
    public static final int NO_ANSWER = 0;

    /** How long it took, in whole milliseconds. */
    public long millis() {
        return duration.toMillis();
    }

    /** Whether the server did what was asked. */
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
