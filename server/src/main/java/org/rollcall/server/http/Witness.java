package org.rollcall.server.http;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Caller;

/** Sees the requests of providers once they are answered (P-25). */
@FunctionalInterface
public interface Witness {

    /** Sees one. Neither waits nor fails. */
    void saw(Seen seen);

    /**
     * A request and what became of it.
     *
     * @param body what was read of it; empty when nothing was, or more than is kept
     * @param location the resource that was made
     */
    record Seen(
            Caller caller,
            String method,
            String path,
            String query,
            Optional<byte[]> body,
            int status,
            long nanos,
            Optional<ScimError> error,
            Optional<String> location) {

        /** Redacted: a request holds personal data. */
        @Override
        public String toString() {
            return "Seen[%s %d]".formatted(method, status);
        }
    }
}
