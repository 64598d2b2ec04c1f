package org.rollcall.server.app;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.rollcall.server.command.Commands.Committed;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.work.Worker;

/** Tells those who wait on this node that something was committed. Only a hint: they look by themselves too. */
final class Wakers {

    private final Feed feed;
    private final AtomicReference<Optional<Worker>> placer = new AtomicReference<>(Optional.empty());

    Wakers(Feed feed) {
        this.feed = feed;
    }

    void placer(Worker worker) {
        placer.set(Optional.of(worker));
    }

    void committed(Committed committed) {
        if (committed.events()) {
            feed.ring(committed.tenant());
        }
        if (committed.marked()) {
            Optional.ofNullable(placer.get()).flatMap(worker -> worker).ifPresent(Worker::wake);
        }
    }
}
