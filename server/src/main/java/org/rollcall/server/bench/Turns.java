package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Lets contenders run one after another in short slices, A B A B, so that each meets the same machine. */
final class Turns {

    private static final Duration SLICE = Duration.ofMillis(500);
    private static final int DIGITS = 3;

    private final Probe probe;
    private final Duration warmup;
    private final Duration measured;

    Turns(Probe probe, Duration warmup, Duration measured) {
        this.probe = probe;
        this.warmup = warmup;
        this.measured = measured;
    }

    /** Told after each round how far it is. */
    interface Watcher {
        void at(long done, long total);
    }

    /**
     * Warms the products up by themselves, because a server gets faster for a while and a statement does not, then runs
     * all in turns.
     *
     * @return what each product achieved, then what each reference did
     */
    List<Measured> run(List<Contender> products, List<Contender> references, Watcher watcher)
            throws IOException, SQLException, InterruptedException {
        List<Runner> runners = Stream.concat(products.stream(), references.stream())
                .map(Runner::new)
                .toList();
        long total = rounds(measured);
        watcher.at(0, total);
        warm(runners.subList(0, products.size()));
        warm(runners);
        runners.forEach(Runner::forget);
        for (long round = 0; round < total || !runners.stream().allMatch(Runner::done); round++) {
            watcher.at(Math.min(round, total - 1), total);
            for (Runner runner : runners) {
                runner.slice();
            }
        }
        watcher.at(total, total);
        return runners.stream().map(Runner::measured).toList();
    }

    private void warm(List<Runner> runners) throws IOException, SQLException, InterruptedException {
        for (long round = 0; round < Math.ceilDiv(rounds(warmup), runners.size()); round++) {
            for (Runner runner : runners) {
                runner.slice();
            }
        }
    }

    /** Runs one contender for one slice, which nobody measures. */
    void slice(Contender contender) throws IOException, SQLException, InterruptedException {
        new Runner(contender).slice();
    }

    private static long rounds(Duration duration) {
        return Math.ceilDiv(duration.toMillis(), SLICE.toMillis());
    }

    /** A contender with what it has achieved so far. */
    private final class Runner {
        private final Contender contender;
        private final List<List<Histogram>> times;
        private Usage usage = Usage.NONE;
        private long nanos;

        Runner(Contender contender) {
            this.contender = contender;
            this.times = contender.workers().stream()
                    .map(worker -> contender.lanes().stream()
                            .map(lane -> new Histogram(DIGITS))
                            .toList())
                    .toList();
        }

        void forget() {
            times.forEach(lanes -> lanes.forEach(Histogram::reset));
            usage = Usage.NONE;
            nanos = 0;
        }

        void slice() throws IOException, SQLException, InterruptedException {
            Probe.Moment before = probe.now();
            long start = System.nanoTime();
            try (ExecutorService threads =
                    Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
                List<Callable<Boolean>> tasks = IntStream.range(
                                0, contender.workers().size())
                        .<Callable<Boolean>>mapToObj(
                                i -> () -> repeat(contender.workers().get(i), times.get(i), start + SLICE.toNanos()))
                        .toList();
                for (Future<Boolean> worker : threads.invokeAll(tasks)) {
                    await(worker);
                }
            }
            nanos += System.nanoTime() - start;
            usage = usage.plus(probe.since(before));
        }

        private boolean repeat(Contender.Worker worker, List<Histogram> lanes, long end)
                throws IOException, SQLException {
            long start = System.nanoTime();
            while (start < end) {
                int lane = worker.once();
                long now = System.nanoTime();
                lanes.get(lane).recordValue(now - start);
                start = now;
            }
            return true;
        }

        boolean done() {
            return times.stream()
                            .flatMap(List::stream)
                            .mapToLong(Histogram::getTotalCount)
                            .sum()
                    >= contender.atLeast();
        }

        Measured measured() {
            List<Measured.Lane> lanes = new ArrayList<>();
            for (int i = 0; i < contender.lanes().size(); i++) {
                int lane = i;
                Histogram all = new Histogram(DIGITS);
                times.forEach(worker -> all.add(worker.get(lane)));
                lanes.add(new Measured.Lane(
                        contender.lanes().get(lane),
                        all.getTotalCount(),
                        (long) (all.getMean() * all.getTotalCount()),
                        all.getValueAtPercentile(50),
                        all.getValueAtPercentile(99)));
            }
            return new Measured(contender.name(), contender.workers().size(), nanos, usage, lanes);
        }
    }

    private static void await(Future<Boolean> worker) throws IOException, SQLException, InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case SQLException sql -> throw sql;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
