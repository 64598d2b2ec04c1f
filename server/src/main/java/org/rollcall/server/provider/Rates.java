package org.rollcall.server.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;

/**
 * How many requests of each provider this node has let in: a bucket that fills at the provider's rate, and holds what
 * may come at once after a pause.
 */
final class Rates {

    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Cache<ProviderId, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Rates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether one more may come in. */
    boolean admit(ProviderId provider, int perSecond) {
        return perSecond == 0
                || buckets.get(provider, p -> new Bucket(perSecond)).take(perSecond);
    }

    private final class Bucket {
        private double requests;
        private long filled = nanoTime.getAsLong();

        Bucket(int perSecond) {
            this.requests = most(perSecond);
        }

        private static double most(int perSecond) {
            return (double) perSecond * Limits.RATE_BURST.toSeconds();
        }

        synchronized boolean take(int perSecond) {
            long now = nanoTime.getAsLong();
            requests = Math.min(most(perSecond), requests + (now - filled) / NANOS * perSecond);
            filled = now;
            boolean enough = requests >= 1;
            requests -= enough ? 1 : 0;
            return enough;
        }
    }
}
