package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.provider.IdentityProvider;
import org.rollcall.rehearsal.provider.Phase;
import org.rollcall.rehearsal.scim.ScimFailure;

/** Where scenarios are played: a provider with its company, and those who watch. */
public final class Stage {

    private final IdentityProvider provider;
    private final Company company;
    private final Crew crew;
    private final Traffic traffic;
    private final Progress progress;
    private final Narrator narrator;
    private final List<Deed> deeds = new ArrayList<>();

    Stage(
            IdentityProvider provider,
            Company company,
            Crew crew,
            Traffic traffic,
            Progress progress,
            Narrator narrator) {
        this.provider = provider;
        this.company = company;
        this.crew = crew;
        this.traffic = traffic;
        this.progress = progress;
        this.narrator = narrator;
    }

    Company company() {
        return company;
    }

    IdentityProvider provider() {
        return provider;
    }

    /** What was told, in order. */
    List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    /** Notes something that the server did wrong in all, not in one request. */
    void note(ScimFailure failure) {
        crew.note(failure);
    }

    /** How many requests of that kind were sent so far. */
    int sent(String kind) {
        return traffic.kinds().getOrDefault(kind, 0);
    }

    /** Plays a phase of an initial cycle; failed steps are noted and do not stop the others. */
    void perform(Phase phase) {
        crew.perform(provider.name() + ": " + phase.label(), phase.steps());
    }

    /** Plays changes one after the other and tells each. */
    void perform(String label, List<Change> changes) {
        int done = 0;
        progress.at(provider.name() + ": " + label, done, changes.size());
        for (Change change : changes) {
            tell(perform(change));
            progress.at(provider.name() + ": " + label, ++done, changes.size());
        }
    }

    private Deed perform(Change change) {
        traffic.startTaping();
        String trouble = "";
        try {
            change.bringBy(provider);
        } catch (ScimFailure failure) {
            crew.note(failure);
            trouble = String.valueOf(failure.getMessage());
        }
        return new Deed(sentence(change), change, traffic.stopTaping(), trouble);
    }

    private void tell(Deed deed) {
        deeds.add(deed);
        narrator.tell(deed);
    }

    private String sentence(Change change) {
        String name = provider.name();
        return "%s: %s; %s %s".formatted(name, change.event(), name, provider.habit(change.act()));
    }
}
