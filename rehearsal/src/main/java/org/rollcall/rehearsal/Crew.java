package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rollcall.rehearsal.scim.ScimFailure;

/**
 * Works steps off, one after the other or several at a time, and notes what failed. A refused credential ends the work,
 * as it ends the work of a real provider; any other failure concerns its step alone.
 */
final class Crew {

    private final int workers;
    private final Progress progress;
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    Crew(int workers, Progress progress) {
        this.workers = workers;
        this.progress = progress;
    }

    /** What failed so far, one sentence each. */
    List<String> troubles() {
        synchronized (troubles) {
            return List.copyOf(troubles);
        }
    }

    /** Notes a failure, or rethrows it when it is about the credential. */
    void note(ScimFailure failure) {
        troubles.add(String.valueOf(failure.getMessage()));
        if (failure.isAboutCredential()) {
            throw failure;
        }
    }

    void perform(String label, List<Runnable> steps) {
        Shift shift = new Shift(label, steps);
        progress.at(label, 0, steps.size());
        if (workers == 1) {
            shift.run();
        } else {
            inParallel(shift);
        }
    }

    private void inParallel(Shift shift) {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> hands = Collections.nCopies(workers, Executors.callable(shift));
            for (Future<Object> hand : pool.invokeAll(hands)) {
                hand.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** The steps of one phase, from which each worker takes the next until none is left or one has failed for good. */
    private final class Shift implements Runnable {

        private final String label;
        private final List<Runnable> steps;
        private final AtomicInteger next = new AtomicInteger();
        private int done;

        Shift(String label, List<Runnable> steps) {
            this.label = label;
            this.steps = steps;
        }

        @Override
        public void run() {
            try {
                for (int step = next.getAndIncrement(); step < steps.size(); step = next.getAndIncrement()) {
                    perform(steps.get(step));
                }
            } catch (RuntimeException failed) {
                next.set(steps.size());
                throw failed;
            }
        }

        private void perform(Runnable step) {
            try {
                step.run();
            } catch (ScimFailure failure) {
                note(failure);
            }
            count();
        }

        private synchronized void count() {
            progress.at(label, ++done, steps.size());
        }
    }
}
