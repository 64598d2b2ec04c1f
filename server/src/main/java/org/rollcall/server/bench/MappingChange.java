package org.rollcall.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.rollcall.rehearsal.scim.Timing;
import org.rollcall.scim.json.Json;

/**
 * A change of a mapping by group that moves everybody, while a provider goes on sending: some connections ask and write at a
 * steady pace, first with nothing beside them, then beside the job.
 */
final class MappingChange {

    private static final int CONNECTIONS = 2;
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int DIGITS = 3;

    private final ServerProcess server;
    private final String group;
    private final List<List<Person>> hands;
    private final Options options;
    private final Timing timing;
    private final List<ScimClient> clients = new ArrayList<>();

    /** @param group has everybody */
    MappingChange(
            ServerProcess server,
            String group,
            People people,
            Options options,
            Timing timing,
            Supplier<ScimClient> clients) {
        this.server = server;
        this.group = group;
        this.hands = people.dealt(CONNECTIONS);
        this.options = options;
        this.timing = timing;
        for (int i = 0; i < CONNECTIONS; i++) {
            this.clients.add(clients.get());
        }
    }

    /**
     * What it took.
     *
     * @param people whom the job moved
     * @param nanos from the change of the configuration to the end of its job
     * @param idle times of the requests without it, nanoseconds
     * @param beside times of the requests beside it
     */
    record Moved(long people, long nanos, Histogram idle, Histogram beside) {

        double perSecond() {
            return people * 1e9 / nanos;
        }

        private double p99Ratio() {
            return (double) beside.getValueAtPercentile(99) / idle.getValueAtPercentile(99);
        }

        String text() {
            return "a mapping changed: %,d people moved in %.1f s, %,.0f per second%n"
                            .formatted(people, nanos / 1e9, perSecond())
                    + "requests beside it: p50 %.2f ms, p99 %.2f ms; without it: p50 %.2f ms, p99 %.2f ms (p99 %.1f×)%n"
                            .formatted(
                                    beside.getValueAtPercentile(50) / Report.MILLI,
                                    beside.getValueAtPercentile(99) / Report.MILLI,
                                    idle.getValueAtPercentile(50) / Report.MILLI,
                                    idle.getValueAtPercentile(99) / Report.MILLI,
                                    p99Ratio());
        }

        Json json() {
            return Json.Obj.EMPTY
                    .with("people", Json.number(people))
                    .with("seconds", Report.number(nanos / 1e9))
                    .with("perSecond", Report.number(perSecond()))
                    .with("requestP99Ratio", Report.number(p99Ratio()));
        }
    }

    /** Moves everybody there and back, and measures the way back, when the code for it is compiled. */
    Moved run(Progress progress) throws IOException, InterruptedException {
        String name = "change the mapping of everybody";
        progress.at(name, 0, 3);
        server.move(group, "Elsewhere", timing);
        progress.at(name, 1, 3);
        AtomicBoolean over = new AtomicBoolean();
        Histogram idle;
        try (Traffic traffic = new Traffic(over)) {
            timing.pause(options.warmup().plus(options.measured()));
            over.set(true);
            idle = traffic.times();
        }
        progress.at(name, 2, 3);
        over.set(false);
        try (Traffic traffic = new Traffic(over)) {
            long start = System.nanoTime();
            long people = server.move(group, "Default", timing);
            long nanos = System.nanoTime() - start;
            over.set(true);
            progress.at(name, 3, 3);
            return new Moved(people, nanos, idle, traffic.times());
        }
    }

    /** The requests of a provider, one after the other on each connection, until it is over. */
    private final class Traffic implements AutoCloseable {
        private final ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
        private final List<Future<Histogram>> connections = new ArrayList<>();

        Traffic(AtomicBoolean over) {
            for (int i = 0; i < CONNECTIONS; i++) {
                ScimClient client = clients.get(i);
                List<Person> hand = hands.get(i);
                connections.add(threads.submit(() -> send(client, hand, over)));
            }
        }

        private Histogram send(ScimClient client, List<Person> hand, AtomicBoolean over)
                throws IOException, InterruptedException {
            Histogram times = new Histogram(DIGITS);
            for (int i = 0; !over.get(); i++) {
                Person person = hand.get(i / 3 % hand.size());
                long start = System.nanoTime();
                switch (i % 3) {
                    case 0 -> client.find(person);
                    case 1 -> client.get(person);
                    default -> client.replace(person, "Engineer " + i);
                }
                times.recordValue(System.nanoTime() - start);
                timing.pause(PACE);
            }
            return times;
        }

        Histogram times() throws IOException, InterruptedException {
            Histogram all = new Histogram(DIGITS);
            for (Future<Histogram> connection : connections) {
                try {
                    all.add(connection.get());
                } catch (ExecutionException e) {
                    throw new IOException("a request beside the change failed", e.getCause());
                }
            }
            return all;
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
