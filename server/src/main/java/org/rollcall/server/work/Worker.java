package org.rollcall.server.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a piece of work: at once while there is more, when woken, and every {@link Limits#CLOCK_INTERVAL}. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final BooleanSupplier work;
    private final InstantSource time;
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Instant lastEnd;
    private volatile boolean closing;

    private Worker(String name, BooleanSupplier work, InstantSource time) {
        this.name = name;
        this.work = work;
        this.time = time;
        this.lastEnd = time.instant();
    }

    /**
     * Starts the work on a thread of its own.
     *
     * @param work one pass; answers whether there is more to do at once
     */
    public static Worker start(String name, BooleanSupplier work, InstantSource time) {
        Worker worker = new Worker(name, work, time);
        Thread.ofVirtual().name(name).start(worker::loop);
        return worker;
    }

    public String name() {
        return name;
    }

    /** Whether no pass has ended for {@link Limits#WORKER_SILENCE}, well or badly: it hangs, or is no more. */
    public boolean silent() {
        return lastEnd.plus(Limits.WORKER_SILENCE).isBefore(time.instant());
    }

    /** There is something to do. */
    public void wake() {
        wake.release();
    }

    private void loop() {
        try {
            while (!closing) {
                boolean more = pass();
                lastEnd = time.instant();
                if (!more) {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** A pass that fails is told and tried again later; the loop must outlive whatever it meets, errors too. */
    private boolean pass() {
        try {
            return work.getAsBoolean();
        } catch (DatabaseException e) {
            LOG.warn("{} is tried again: {}", name, e.getMessage());
            return false;
        } catch (Throwable e) {
            LOG.error("{} failed; it is tried again", name, e);
            return false;
        }
    }

    private void pause() throws InterruptedException {
        boolean woken = wake.tryAcquire(Limits.CLOCK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
            wake.drainPermits();
        }
    }

    /** Ends after the present pass. */
    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            ended.await(Limits.SHUTDOWN_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
