package org.rollcall.server.provider;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.provider.SyncRuns.Contact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a directory-sync tool reports no runs any more, which nobody else does: a timer that was switched off
 * fails nowhere (P-125). One line when it falls silent, one when it is back, and a number for monitoring. Not safe for
 * use by several threads.
 */
public final class Silence {

    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

    private final SyncRuns runs;
    private final InstantSource time;
    private final IntConsumer count;
    private Set<ProviderId> silent = Set.of();
    private Instant next = Instant.MIN;

    /**
     * @param count is told how many are silent
     */
    public Silence(SyncRuns runs, InstantSource time, IntConsumer count) {
        this.runs = runs;
        this.time = time;
        this.count = count;
    }

    /** Looks, if the last look is some time ago. */
    public void look() {
        Instant now = time.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(Limits.SILENCE_CHECK);
        List<Contact> contacts = runs.contacts();
        Set<ProviderId> found = new HashSet<>();
        for (Contact contact : contacts) {
            if (contact.isSilent(now)) {
                found.add(contact.provider());
                tellSilent(contact);
            } else if (silent.contains(contact.provider())) {
                LOG.info(
                        "the directory-sync tool of provider {} reports again",
                        contact.provider().value());
            }
        }
        silent = found;
        count.accept(found.size());
    }

    private void tellSilent(Contact contact) {
        if (!silent.contains(contact.provider())) {
            LOG.warn(
                    "the directory-sync tool of provider {} is silent: nothing was heard of it since {}, and a run should"
                            + " have come within {} s; look at its timer and its logs",
                    contact.provider().value(),
                    contact.since(),
                    contact.silentAfter().toSeconds());
        }
    }
}
