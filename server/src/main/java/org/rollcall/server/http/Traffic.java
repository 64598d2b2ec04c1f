package org.rollcall.server.http;

/** Counts what was served. */
@FunctionalInterface
public interface Traffic {

    /**
     * Counts one answer.
     *
     * @param method the method, if it is one that a route has; else {@code other}
     * @param route the pattern of the route, or {@code none}; never what a client sent
     * @param nanos how long it took until the answer was ready to send
     */
    void served(String method, String route, int status, long nanos);
}
