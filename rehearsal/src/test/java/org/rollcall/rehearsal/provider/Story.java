package org.rollcall.rehearsal.provider;

import java.util.stream.Collectors;
import org.rollcall.rehearsal.testing.TinyScim;

/** Acts one after the other, and what each of them made the server receive, as golden files show it. */
final class Story {

    private final TinyScim server;
    private final StringBuilder text = new StringBuilder();

    Story(TinyScim server) {
        this.server = server;
    }

    Story then(String title, Runnable act) {
        server.takeReceived();
        act.run();
        String requests =
                server.takeReceived().stream().map(TinyScim.Received::toString).collect(Collectors.joining("\n"));
        text.append("# ").append(title).append('\n').append(requests).append("\n\n");
        return this;
    }

    String text() {
        return text.toString();
    }
}
