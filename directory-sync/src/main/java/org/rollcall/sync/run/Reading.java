package org.rollcall.sync.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Settings.Changes;
import org.rollcall.sync.directory.ChangeFeed;
import org.rollcall.sync.directory.Entry;
import org.rollcall.sync.directory.LdapDirectory;
import org.rollcall.sync.directory.Memberships;
import org.rollcall.sync.directory.People;
import org.rollcall.sync.directory.Place;
import org.rollcall.sync.directory.Told;
import org.rollcall.sync.rules.Desired;
import org.rollcall.sync.rules.RuleException;
import org.rollcall.sync.rules.Rules;
import org.rollcall.sync.state.State;

/**
 * What the directory has, as far as this run needs it.
 *
 * <p>A complete reading evaluates everybody. One for changes first walks over everybody with a handful of attributes:
 * who is there, where, since when unchanged, enabled or not, in which groups. Only those who differ from what was
 * remembered are read whole. So a leaver is noticed by every run, without any special right in the directory. Where the
 * directory tells what changed, only those are read, and whoever is in other groups; everybody again when it cannot tell.
 */
final class Reading {

    private static final String MEMBERS = "(members)";
    private static final String NOT_ALL = "too much changed, or what the directory told is not all of it";
    /** A larger part than one of so many is looked up more slowly than everybody is looked at. */
    private static final int MOST = 4;

    private final Map<String, Desired> people = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> untouchable = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Integer> present = new TreeMap<>();
    private final List<String> always = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final boolean full;
    private final Memberships memberships;
    private final Told told;
    private boolean trustsAbsence = true;
    private String server = "";

    private Reading(boolean full, Memberships memberships, Told told) {
        this.full = full;
        this.memberships = memberships;
        this.told = told;
    }

    static Reading of(
            LdapDirectory directory,
            Settings settings,
            Rules rules,
            State state,
            boolean full,
            Timing timing,
            Output out) {
        Told told = settings.directory().changes() == Changes.SCAN
                ? Told.NOTHING
                : ChangeFeed.since(directory, settings, state.cookies());
        Memberships memberships = settings.groups()
                .map(groups -> Memberships.read(directory, groups))
                .orElse(Memberships.NONE);
        Supplier<People> people = () -> new People(directory, settings, memberships, timing.now());
        Optional<Reading> quick = told.changes()
                .filter(changes -> !full)
                .flatMap(changes -> new Reading(false, memberships, told).told(people.get(), rules, state, changes));
        return quick.orElseGet(() -> {
                    Reading reading = new Reading(full, memberships, told);
                    if (!full && !told.equals(Told.NOTHING)) {
                        out.line("Everybody is looked at: %s."
                                .formatted(told.why().isEmpty() ? NOT_ALL : told.why()));
                    }
                    reading.walk(people.get(), rules, state, out);
                    return reading;
                })
                .finished(directory);
    }

    private void walk(People people, Rules rules, State state, Output out) {
        try (Output.Meter meter = out.meter("reading people", state.counts().people())) {
            if (full) {
                everybody(people, rules, meter);
            } else {
                changes(people, rules, state, meter);
            }
        }
        always.addAll(people.always());
        problems(people);
    }

    /**
     * Looks at those only who changed, by what the directory told. Empty when what it told does not fit what is found,
     * or so much changed that it is quicker to look at everybody.
     */
    private Optional<Reading> told(People people, Rules rules, State state, Told.Changes changes) {
        Set<String> touched = changes.touched();
        state.seen().forEach((id, digest) -> {
            Optional<Place> place = Optional.ofNullable(state.places().get(id));
            if (place.isEmpty() || digest.isEmpty() || people.isOutdated(digest, place.get())) {
                touched.add(id);
            }
        });
        boolean strange = !state.seen().keySet().containsAll(changes.deleted());
        if (touched.size() > state.seen().size() / MOST
                || (strange && !people.haveParents(state.places().values()))) {
            return Optional.empty(); // it may have been a unit that was moved away, with people below it
        }
        seen.putAll(state.seen());
        places.putAll(state.places());
        List<String> names = names();
        Set<String> found = new HashSet<>();
        people.some(touched, rules.attributes(), entry -> {
            found.add(entry.id());
            see(people, entry);
            evaluate(rules, entry, names);
        });
        problems(people);
        missing.addAll(touched);
        missing.retainAll(state.seen().keySet());
        missing.removeAll(found);
        missing.removeAll(untouchable);
        missing.forEach(id -> {
            seen.remove(id);
            places.remove(id);
        });
        return Optional.of(this).filter(reading -> changes.deleted().containsAll(missing));
    }

    private void see(People people, Entry entry) {
        seen.put(entry.id(), entry.seen());
        if (!told.equals(Told.NOTHING)) {
            places.put(entry.id(), people.place(entry));
        }
    }

    private void everybody(People people, Rules rules, Output.Meter meter) {
        List<String> names = names();
        people.all(rules.attributes(), entry -> {
            meter.step();
            see(people, entry);
            evaluate(rules, entry, names);
        });
        present.putAll(people.present());
    }

    private void changes(People people, Rules rules, State state, Output.Meter meter) {
        Set<String> changed = new HashSet<>();
        people.all(List.of(), entry -> {
            meter.step();
            see(people, entry);
            if (entry.seen().isEmpty() || !entry.seen().equals(state.seen().get(entry.id()))) {
                changed.add(entry.id());
            }
        });
        present.putAll(people.present());
        missing.addAll(state.seen().keySet());
        missing.removeAll(seen.keySet());
        List<String> names = names();
        people.some(changed, rules.attributes(), entry -> {
            changed.remove(entry.id());
            see(people, entry);
            evaluate(rules, entry, names);
        });
        changed.forEach(this::vanished);
    }

    /** It was there a moment ago: whether it is gone or was only held back, the next run sees. */
    private void vanished(String id) {
        seen.remove(id);
        if (untouchable.add(id)) {
            problems.add("%s: was found, and not found again when it was read whole; the next run looks again"
                    .formatted(Text.excerpt(id)));
        }
    }

    private List<String> names() {
        return memberships.groups().stream().map(Memberships.Group::name).toList();
    }

    private void evaluate(Rules rules, Entry entry, List<String> names) {
        try {
            people.put(entry.id(), rules.apply(entry, names));
        } catch (RuleException e) {
            untouchable.add(entry.id());
            seen.remove(entry.id());
            problems.add("%s: %s".formatted(Text.excerpt(entry.dn()), Text.excerpt(e.words())));
        }
    }

    private void problems(People reader) {
        for (People.Problem problem : reader.problems()) {
            problems.add("%s: %s".formatted(Text.excerpt(problem.dn()), problem.words()));
            problem.id().ifPresent(untouchable::add);
            trustsAbsence &= problem.id().isPresent();
        }
        missing.removeAll(untouchable);
    }

    private Reading finished(LdapDirectory directory) {
        server = directory.server();
        present.put(MEMBERS, memberships.size());
        always.add(MEMBERS);
        memberships
                .circles()
                .forEach(name -> problems.add(
                        "group %s contains itself; its members are counted once".formatted(Text.excerpt(name))));
        if (directory.references() > 0) {
            problems.add("%s to other servers not followed"
                    .formatted(Text.count(directory.references(), "reference", "references")));
        }
        return this;
    }

    /** Places of people, when the directory tells what changed. */
    Map<String, Place> places() {
        return places;
    }

    /** With which the directory tells what changes from now on. */
    Map<String, String> cookies() {
        return told.cookies();
    }

    boolean full() {
        return full;
    }

    /** Who was evaluated, by id. */
    Map<String, Desired> people() {
        return people;
    }

    /** Everybody's digest, by id, of those that are understood. */
    Map<String, String> seen() {
        return seen;
    }

    /** Ids whose entries could not be understood. */
    Set<String> untouchable() {
        return untouchable;
    }

    /** Ids that were remembered and are not found any more. */
    Set<String> missing() {
        return missing;
    }

    List<String> problems() {
        return problems;
    }

    /** Whether somebody who was not read is really not there. */
    boolean trustsAbsence() {
        return trustsAbsence;
    }

    Memberships memberships() {
        return memberships;
    }

    /** How many entries had each attribute. */
    Map<String, Integer> present() {
        return present;
    }

    /** The attributes whose counts can be compared with those of a complete reading. */
    List<String> comparable() {
        return full ? List.copyOf(present.keySet()) : always;
    }

    State.Counts counts() {
        return new State.Counts(
                seen.size() + untouchable.size(), memberships.groups().size());
    }

    String server() {
        return server;
    }
}
