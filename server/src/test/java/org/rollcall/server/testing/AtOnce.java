package org.rollcall.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs several things on threads of their own, all released at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /** What each of them answered, in their order; one that fails lets the test fail. */
    public static <T> List<T> run(List<Callable<T>> things) {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = things.stream()
                    .map(thing -> threads.submit(() -> {
                        gate.await();
                        return thing.call();
                    }))
                    .toList();
            gate.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> future : running) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** So many of the same kind, each with its number from 0. */
    public static <T> List<T> run(int count, IntFunction<T> thing) {
        return run(IntStream.range(0, count)
                .<Callable<T>>mapToObj(number -> () -> thing.apply(number))
                .toList());
    }
}
