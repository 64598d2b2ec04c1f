package org.rollcall.server.delivery;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.feed.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds webhooks with something to deliver and gives each a thread, so that a slow one delays nobody else.
 * {@link #pass} is for one thread, woken by commits; it never waits for a receiver.
 */
public final class WebhookWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);

    private final Ledger ledger;
    private final Poster poster = new Poster();
    private final Deliverer deliverer;
    private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();

    /** Those that are being delivered, and whether to look once more before the end. */
    private final ConcurrentMap<Ledger.Key, Boolean> running = new ConcurrentHashMap<>();

    private volatile boolean closing;

    public WebhookWorker(
            Jdbi jdbi,
            Feed feed,
            DatabaseTime time,
            Ids ids,
            Optional<WebhookKey> key,
            Reachable reachable,
            Faults faults) {
        InstantSource now = time::approximately;
        this.ledger = new Ledger(jdbi, time, ids.next());
        this.deliverer = new Deliverer(ledger, feed, poster, reachable, key, now, faults);
    }

    /** Starts what is not running yet. */
    public boolean pass() {
        ledger.ready().stream()
                .filter(webhook ->
                        running.merge(webhook, false, (before, fresh) -> true).equals(false))
                .forEach(webhook -> lanes.execute(() -> lane(webhook)));
        return false;
    }

    private void lane(Ledger.Key webhook) {
        try {
            do {
                running.put(webhook, false);
                while (!closing && deliverer.round(webhook)) {
                    // The next round.
                }
            } while (!closing && !running.remove(webhook, false));
        } catch (RuntimeException e) {
            running.remove(webhook);
            LOG.warn("the webhook of application {} is tried again: {}", webhook.application(), e.toString());
        }
    }

    /** What is being posted is finished, or is posted again by the next node under the same id. */
    @Override
    public void close() {
        closing = true;
        lanes.shutdown();
        try {
            if (!lanes.awaitTermination(Limits.SHUTDOWN_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("webhooks were still being posted at the end; they are posted again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            poster.close();
            ledger.release();
        }
    }
}
