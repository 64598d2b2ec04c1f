package org.rollcall.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.provider.IdentityProvider;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.Timing;

/**
 * A rehearsal: one identity provider with its company, playing scenarios against one server.
 *
 * <p>{@link #run} plays the scenarios of the options in one go. {@link #open} leaves the pace to the caller, for example
 * to play the first synchronizations of two providers and then a day of each. For use by one thread.
 */
public final class Rehearsal implements AutoCloseable {

    private final IdentityProvider provider;
    private final Traffic traffic;
    private final Crew crew;
    private final Timing timing;
    private final Progress progress;
    private final Narrator narrator;
    private final List<Deed> deeds = new ArrayList<>();
    private Company company;
    private Duration elapsed = Duration.ZERO;

    private Rehearsal(Options options, Timing timing, Progress progress, Narrator narrator) {
        this.timing = timing;
        this.traffic = new Traffic();
        this.provider = options.provider().connect(options.endpoint(), options.seed(), timing, paced(options.pace()));
        this.crew = new Crew(options.concurrency(), progress);
        this.progress = progress;
        this.narrator = narrator;
        this.company = options.company();
    }

    private Consumer<Exchange> paced(Duration pace) {
        return pace.isZero()
                ? traffic
                : exchange -> {
                    traffic.accept(exchange);
                    rest(pace);
                };
    }

    private void rest(Duration pace) {
        try {
            timing.pause(pace);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /**
     * Plays all scenarios of the options.
     *
     * @throws org.rollcall.rehearsal.scim.ScimFailure when the connection test fails or the credential is refused
     */
    public static Report run(Options options, Progress progress, Narrator narrator) {
        try (Rehearsal rehearsal = open(options, progress, narrator)) {
            options.scenarios().forEach(rehearsal::play);
            return rehearsal.report();
        }
    }

    /** Founds the company and prepares the connection; sends nothing yet. */
    public static Rehearsal open(Options options, Progress progress, Narrator narrator) {
        return open(options, Timing.system(), progress, narrator);
    }

    static Rehearsal open(Options options, Timing timing, Progress progress, Narrator narrator) {
        return new Rehearsal(options, timing, progress, narrator);
    }

    /**
     * Plays a scenario. What the server refuses is noted in the report and does not end the scenario.
     *
     * @throws org.rollcall.rehearsal.scim.ScimFailure when the connection test fails or the credential is refused
     */
    public void play(Scenario scenario) {
        long start = timing.nanos();
        Stage stage = new Stage(provider, company, crew, traffic, progress, narrator);
        try {
            company = scenario.play(stage);
        } finally {
            deeds.addAll(stage.deeds());
            elapsed = elapsed.plusNanos(timing.nanos() - start);
        }
    }

    /** The company as it is now. */
    public Company company() {
        return company;
    }

    /** The provider, for acts outside of a scenario; its requests are counted too. */
    public IdentityProvider provider() {
        return provider;
    }

    /** What was done so far. */
    public Report report() {
        List<String> troubles = crew.troubles();
        return new Report(
                provider.name(),
                traffic.requests(),
                troubles.size(),
                elapsed,
                traffic.latency(),
                traffic.kinds(),
                traffic.statuses(),
                List.copyOf(deeds),
                troubles);
    }

    @Override
    public void close() {
        provider.close();
    }
}
