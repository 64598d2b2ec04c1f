package org.rollcall.server.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.rollcall.server.application.Lateness;
import org.rollcall.server.db.Database;
import org.rollcall.server.http.Traffic;
import org.rollcall.server.mail.Mailer;

/** What is measured, in Prometheus' form. Labels are routes and statuses, never what a request holds. */
final class Metrics implements Traffic, Mailer.Watch, Lateness.Watch {

    private record Label(String method, String route, int status) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentMap<Label, Timer> timers = new ConcurrentHashMap<>();

    private final AtomicInteger silent = new AtomicInteger();

    private final AtomicInteger lateMails = new AtomicInteger();

    private final AtomicInteger lateApplications = new AtomicInteger();

    private final AtomicLong unacknowledged = new AtomicLong();

    private final Counter failedMails = Counter.builder("rollcall.mail.failures")
            .description("Attempts to send a mail that failed")
            .register(registry);

    private final Counter held = Counter.builder("rollcall.brake.held")
            .description("Harmful effects that the brake has held")
            .register(registry);

    Metrics(Database database) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        database.measure(registry);
        Gauge.builder("rollcall.directory.sync.silent", silent, AtomicInteger::get)
                .description("Directory-sync tools that have reported no run for longer than they said")
                .register(registry);
        Gauge.builder("rollcall.application.late", lateApplications, AtomicInteger::get)
                .description("Applications that lag behind the feed for longer than is set for them")
                .register(registry);
        Gauge.builder("rollcall.application.unacknowledged", unacknowledged, AtomicLong::get)
                .description("Losses of access that an application did not acknowledge in time")
                .register(registry);
        Gauge.builder("rollcall.mail.late", lateMails, AtomicInteger::get)
                .description("Mails that wait because the mail server did not take them")
                .register(registry);
    }

    @Override
    public void served(String method, String route, int status, long nanos) {
        timers.computeIfAbsent(new Label(method, route, status), this::timer).record(Duration.ofNanos(nanos));
    }

    /** Work in the background failed for an account. */
    void workFailed(String kind) {
        Counter.builder("rollcall.work.failures")
                .description("Accounts put aside because work in the background failed for them")
                .tag("work", kind)
                .register(registry)
                .increment();
    }

    /** So many directory-sync tools report no runs any more. */
    void silent(int tools) {
        silent.set(tools);
    }

    @Override
    public void failed() {
        failedMails.increment();
    }

    @Override
    public void late(int mails) {
        lateMails.set(mails);
    }

    @Override
    public void lateApplications(int applications) {
        lateApplications.set(applications);
    }

    @Override
    public void unacknowledged(long events) {
        unacknowledged.set(events);
    }

    /** The brake holds more effects. */
    void held(int effects) {
        held.increment(effects);
    }

    private Timer timer(Label label) {
        return Timer.builder("rollcall.http.requests")
                .description("Requests by route and status")
                .tag("method", label.method())
                .tag("route", label.route())
                .tag("status", Integer.toString(label.status()))
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }
}
