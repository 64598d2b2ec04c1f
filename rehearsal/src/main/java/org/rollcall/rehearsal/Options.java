package org.rollcall.rehearsal;

import java.time.Duration;
import java.util.List;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Endpoint;

/**
 * What to rehearse.
 *
 * @param provider which identity provider is played
 * @param endpoint the server, with the credential issued to that provider
 * @param seed from which everything random follows
 * @param domain the domain of the company's e-mail addresses
 * @param people how many people it has, 1 or more
 * @param groups how many groups it has, 0 or more
 * @param concurrency how many requests are sent at the same time in an initial cycle, 1 to 256; with 1, the order of
 *     requests is the same each time
 * @param pace how long it rests after each request, for somebody who watches
 * @param scenarios what {@link Rehearsal#run} plays, in order
 */
public record Options(
        ProviderKind provider,
        Endpoint endpoint,
        Seed seed,
        String domain,
        int people,
        int groups,
        int concurrency,
        Duration pace,
        List<Scenario> scenarios) {

    private static final int MOST_CONCURRENCY = 256;

    /** On the day of this seed, a group is renamed and people move that the demonstration's configuration maps. */
    private static final Seed DEMONSTRATION = new Seed(12);

    public Options {
        scenarios = List.copyOf(scenarios);
        if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
            throw new IllegalArgumentException("Concurrency is from 1 to 256, not " + concurrency);
        }
    }

    /** An Okta company of 200 people and 12 groups, with its first synchronization and a day of changes. */
    public static Options harbor(Endpoint endpoint) {
        return of(ProviderKind.OKTA, endpoint, "harbor.example", 200, 12).withSeed(DEMONSTRATION);
    }

    /** An Entra ID company of 50 people and 6 groups, with its first synchronization and a day of changes. */
    public static Options meadow(Endpoint endpoint) {
        return of(ProviderKind.ENTRA, endpoint, "meadow.example", 50, 6).withSeed(DEMONSTRATION);
    }

    /** A company of that size, with its first synchronization and a day of changes. */
    public static Options of(ProviderKind provider, Endpoint endpoint, String domain, int people, int groups) {
        List<Scenario> scenarios = List.of(Scenario.initialCycle(), Scenario.dayOfChanges());
        return new Options(
                provider,
                endpoint,
                new Seed(1),
                domain,
                people,
                groups,
                provider.usualConcurrency(),
                Duration.ZERO,
                scenarios);
    }

    /** The same from another seed. */
    public Options withSeed(Seed newSeed) {
        return new Options(provider, endpoint, newSeed, domain, people, groups, concurrency, pace, scenarios);
    }

    /** The same with another number of requests at the same time. */
    public Options withConcurrency(int newConcurrency) {
        return new Options(provider, endpoint, seed, domain, people, groups, newConcurrency, pace, scenarios);
    }

    /** The same with a rest after each request. */
    public Options withPace(Duration newPace) {
        return new Options(provider, endpoint, seed, domain, people, groups, concurrency, newPace, scenarios);
    }

    /** The same with other scenarios. */
    public Options withScenarios(List<Scenario> newScenarios) {
        return new Options(provider, endpoint, seed, domain, people, groups, concurrency, pace, newScenarios);
    }

    Company company() {
        return Company.of(seed, domain, people, groups);
    }
}
