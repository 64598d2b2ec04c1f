package org.rollcall.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rollcall.rehearsal.scim.Exchange;

/** Counts and measures every request, and tapes those of one deed. Safe for many threads; taping is for one. */
final class Traffic implements Consumer<Exchange> {

    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private final SortedMap<Integer, Integer> statuses = new TreeMap<>();
    private final List<Exchange> tape = new ArrayList<>();
    private long[] micros = new long[1024];
    private int count;
    private boolean taping;

    @Override
    public synchronized void accept(Exchange exchange) {
        kinds.merge(exchange.kind(), 1, Integer::sum);
        statuses.merge(exchange.status(), 1, Integer::sum);
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = exchange.duration().toNanos() / 1000;
        if (taping) {
            tape.add(exchange);
        }
    }

    synchronized void startTaping() {
        tape.clear();
        taping = true;
    }

    synchronized List<Exchange> stopTaping() {
        taping = false;
        return List.copyOf(tape);
    }

    synchronized int requests() {
        return count;
    }

    synchronized SortedMap<String, Integer> kinds() {
        return new TreeMap<>(kinds);
    }

    synchronized SortedMap<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }

    synchronized Latency latency() {
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Latency(at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
    }

    private static Duration at(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return Duration.ofNanos(sorted[rank - 1] * 1000);
    }
}
