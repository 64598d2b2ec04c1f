package org.rollcall.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What a rehearsal did and how the server took it.
 *
 * @param provider the name of the provider that was played
 * @param requests how many requests were sent, repetitions included
 * @param errors how many acts the provider gave up on
 * @param elapsed how long the scenarios took
 * @param latency how long the requests took
 * @param kinds how many requests were sent for what, for example "create user"
 * @param statuses how many requests were answered with which status; 0 stands for no answer
 * @param deeds what was told, in order
 * @param troubles one sentence for each act given up
 */
public record Report(
        String provider,
        int requests,
        int errors,
        Duration elapsed,
        Latency latency,
        SortedMap<String, Integer> kinds,
        SortedMap<Integer, Integer> statuses,
        List<Deed> deeds,
        List<String> troubles) {

    /** Requests per second over the whole time. */
    public double requestsPerSecond() {
        return elapsed.isZero() ? 0 : requests / (elapsed.toNanos() / 1e9);
    }

    /** One line: "Okta: 436 requests in 1.9 s (229/s), 0 errors; p50 4 ms, p95 11 ms, longest 80 ms". */
    public String summary() {
        return "%s: %d requests in %.1f s (%.0f/s), %d %s; p50 %s, p95 %s, longest %s"
                .formatted(
                        provider,
                        requests,
                        elapsed.toNanos() / 1e9,
                        requestsPerSecond(),
                        errors,
                        errors == 1 ? "error" : "errors",
                        millis(latency.p50()),
                        millis(latency.p95()),
                        millis(latency.longest()));
    }

    private static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return (millis < 10 ? "%.1f ms" : "%.0f ms").formatted(millis);
    }
}
