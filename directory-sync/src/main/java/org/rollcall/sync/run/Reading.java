package org.rollcall.sync.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.directory.Entry;
import org.rollcall.sync.directory.LdapDirectory;
import org.rollcall.sync.directory.Memberships;
import org.rollcall.sync.directory.People;
import org.rollcall.sync.rules.Desired;
import org.rollcall.sync.rules.RuleException;
import org.rollcall.sync.rules.Rules;
import org.rollcall.sync.state.State;

/**
 * What the directory has, as far as this run needs it.
 *
 * <p>A complete reading evaluates everybody. One for changes first walks over everybody with a handful of attributes:
 * who is there, where, since when unchanged, enabled or not, in which groups. Only those who differ from what was
 * remembered are read whole. So a leaver is noticed by every run, without any special right in the directory.
 */
final class Reading {

    private static final String MEMBERS = "(members)";

    private final Map<String, Desired> people = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> untouchable = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Integer> present = new TreeMap<>();
    private final List<String> always = new ArrayList<>();
    private final boolean full;
    private Memberships memberships = Memberships.NONE;
    private boolean trustsAbsence = true;
    private String server = "";

    private Reading(boolean full) {
        this.full = full;
    }

    static Reading of(
            LdapDirectory directory,
            Settings settings,
            Rules rules,
            State state,
            boolean full,
            Timing timing,
            Output out) {
        Reading reading = new Reading(full);
        reading.server = directory.server();
        settings.groups().ifPresent(groups -> reading.memberships = Memberships.read(directory, groups));
        People people = new People(directory, settings, reading.memberships, timing.now());
        try (Output.Meter meter = out.meter("reading people", state.counts().people())) {
            if (full) {
                reading.everybody(people, rules, meter);
            } else {
                reading.changes(people, rules, state, meter);
            }
        }
        reading.finish(people, directory);
        return reading;
    }

    private void everybody(People people, Rules rules, Output.Meter meter) {
        List<String> names = names();
        people.all(rules.attributes(), entry -> {
            meter.step();
            seen.put(entry.id(), entry.seen());
            evaluate(rules, entry, names);
        });
        present.putAll(people.present());
    }

    private void changes(People people, Rules rules, State state, Output.Meter meter) {
        Set<String> changed = new HashSet<>();
        people.all(List.of(), entry -> {
            meter.step();
            seen.put(entry.id(), entry.seen());
            if (entry.seen().isEmpty() || !entry.seen().equals(state.seen().get(entry.id()))) {
                changed.add(entry.id());
            }
        });
        present.putAll(people.present());
        missing.addAll(state.seen().keySet());
        missing.removeAll(seen.keySet());
        List<String> names = names();
        people.some(changed, rules.attributes(), entry -> {
            seen.put(entry.id(), entry.seen());
            evaluate(rules, entry, names);
        });
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

    private void finish(People reader, LdapDirectory directory) {
        always.addAll(reader.always());
        present.put(MEMBERS, memberships.size());
        always.add(MEMBERS);
        for (People.Problem problem : reader.problems()) {
            problems.add("%s: %s".formatted(Text.excerpt(problem.dn()), problem.words()));
            problem.id().ifPresent(untouchable::add);
            trustsAbsence &= problem.id().isPresent();
        }
        missing.removeAll(untouchable);
        memberships
                .circles()
                .forEach(name -> problems.add(
                        "group %s contains itself; its members are counted once".formatted(Text.excerpt(name))));
        if (directory.references() > 0) {
            problems.add("%s to other servers not followed"
                    .formatted(Text.count(directory.references(), "reference", "references")));
        }
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
