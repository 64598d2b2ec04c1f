package org.rollcall.server.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Commands.Committed;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.work.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who wait on this node that something was committed. Only a hint: they look by themselves too. */
final class Wakers {

    private static final Logger LOG = LoggerFactory.getLogger(Wakers.class);

    private final Cache<ProviderId, TenantId> alarmed = Caffeine.newBuilder()
            .expireAfterWrite(Limits.BRAKE_ALARM)
            .maximumSize(Limits.PROVIDERS)
            .build();
    private final Feed feed;
    private final Metrics metrics;
    private final AtomicReference<Optional<Worker>> placer = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Worker>> webhooks = new AtomicReference<>(Optional.empty());

    Wakers(Feed feed, Metrics metrics) {
        this.feed = feed;
        this.metrics = metrics;
    }

    void placer(Worker worker) {
        placer.set(Optional.of(worker));
    }

    /** Who delivers webhooks. */
    void webhooks(Worker worker) {
        webhooks.set(Optional.of(worker));
    }

    /** There may be something to deliver. */
    void wakeWebhooks() {
        wake(webhooks);
    }

    void committed(Committed committed) {
        committed.held().forEach((provider, effects) -> held(committed.tenant(), provider, effects));
        if (committed.events()) {
            feed.ring(committed.tenant());
            wakeWebhooks();
        }
        if (committed.marked()) {
            wake(placer);
        }
    }

    private static void wake(AtomicReference<Optional<Worker>> sleeper) {
        Optional.ofNullable(sleeper.get()).flatMap(worker -> worker).ifPresent(Worker::wake);
    }

    /** The alarm of the brake (P-71): in the log once for each wave of effects, because a mistake holds thousands. */
    private void held(TenantId tenant, ProviderId provider, int effects) {
        metrics.held(effects);
        if (alarmed.asMap().putIfAbsent(provider, tenant) == null) {
            LOG.warn("the brake holds effects of provider {} of tenant {}; see: rollcall brake list", provider, tenant);
        }
    }
}
