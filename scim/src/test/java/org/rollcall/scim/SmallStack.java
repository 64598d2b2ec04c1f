package org.rollcall.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs what must not exhaust the stack of a server that has small ones (H-D1). */
public final class SmallStack {

    private static final int SIZE = 256 * 1024;

    private SmallStack() {}

    /** What ends the call on a stack of 256 KiB: the keyword of a refusal, or nothing. */
    public static Optional<ScimType> onSmallStack(Runnable call) throws InterruptedException {
        AtomicReference<Optional<ScimType>> refusal = new AtomicReference<>(Optional.empty());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> refusal.set(refusal(call)), "small-stack", SIZE);
        thread.setUncaughtExceptionHandler((where, what) -> failure.set(what));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
        return refusal.get();
    }

    private static Optional<ScimType> refusal(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (ScimException refused) {
            return refused.error().type();
        }
    }
}
