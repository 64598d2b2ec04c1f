package org.rollcall.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rollcall.server.base.Limits;

/** The loop outlives what it meets, and says when it does not come to an end. */
class WorkerTest {

    private final CountDownLatch hanging = new CountDownLatch(1);

    @Test
    void anErrorDoesNotEndTheLoop() {
        AtomicInteger passes = new AtomicInteger();
        try (Worker worker = Worker.start(
                "test",
                () -> {
                    passes.incrementAndGet();
                    throw new StackOverflowError("a test");
                },
                () -> Instant.EPOCH)) {
            Awaitility.await().until(() -> passes.get() > 0);
            worker.wake();
            Awaitility.await().until(() -> passes.get() > 1);
        }
    }

    @Test
    void aPassThatDoesNotEndIsSilence() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        try (Worker worker = Worker.start("test", this::hang, now::get)) {
            now.set(Instant.EPOCH.plus(Limits.WORKER_SILENCE));
            assertThat(worker.silent()).isFalse();
            now.set(Instant.EPOCH.plus(Limits.WORKER_SILENCE).plus(Duration.ofMillis(1)));
            assertThat(worker.silent()).isTrue();
            hanging.countDown();
            Awaitility.await().until(() -> !worker.silent());
        }
    }

    private boolean hang() {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
