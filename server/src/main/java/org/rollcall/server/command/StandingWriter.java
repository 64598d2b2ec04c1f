package org.rollcall.server.command;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;

/** Queues what changed in the standing decisions of people; nothing, for almost all. */
final class StandingWriter {

    private final Pipeline pipeline;
    private final UUID tenant;

    StandingWriter(Pipeline pipeline, UUID tenant) {
        this.pipeline = pipeline;
        this.tenant = tenant;
    }

    private record DecisionOn(UUID account, StandingDecision decision) {}

    void write(List<PersonChange> people, ChangeSetId changeSet) {
        delete(people.stream()
                .flatMap(change -> missing(change.before(), Optional.of(change.after())))
                .toList());
        insert(
                people.stream()
                        .flatMap(change -> missing(Optional.of(change.after()), change.before()))
                        .toList(),
                changeSet);
    }

    /** Decisions that the first has and the second lacks, or has otherwise. */
    private static Stream<DecisionOn> missing(Optional<Person> has, Optional<Person> lacks) {
        List<StandingDecision> there = lacks.flatMap(Person::account).stream()
                .flatMap(a -> a.standing().decisions().stream())
                .toList();
        return has.flatMap(Person::account).stream().flatMap(account -> decisions(account, there));
    }

    private static Stream<DecisionOn> decisions(Account account, List<StandingDecision> there) {
        return account.standing().decisions().stream()
                .filter(decision -> !there.contains(decision))
                .map(decision -> new DecisionOn(account.id().value(), decision));
    }

    private void delete(List<DecisionOn> gone) {
        if (gone.isEmpty()) {
            return;
        }
        pipeline.update(
                gone.size(),
                """
                delete from standing_decision s using unnest(?::uuid[], ?::text[], ?::text[])
                    as d (account, facet, desired)
                where s.tenant_id = ? and s.account_id = d.account and s.facet = d.facet
                and s.desired = d.desired""",
                SqlArray.uuids(gone, DecisionOn::account),
                SqlArray.texts(gone, d -> d.decision().facet().label()),
                SqlArray.texts(gone, d -> d.decision().desired()),
                tenant);
    }

    private void insert(List<DecisionOn> added, ChangeSetId changeSet) {
        if (added.isEmpty()) {
            return;
        }
        pipeline.update(
                added.size(),
                """
                insert into standing_decision (tenant_id, change_set, account_id, facet, desired, fate, origin, reason,
                    since, until)
                select ?, ?, * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::timestamptz[], ?::timestamptz[])""",
                tenant,
                changeSet.value(),
                SqlArray.uuids(added, DecisionOn::account),
                SqlArray.texts(added, d -> d.decision().facet().label()),
                SqlArray.texts(added, d -> d.decision().desired()),
                SqlArray.texts(added, d -> d.decision().fate().label()),
                SqlArray.texts(added, d -> d.decision().origin()),
                SqlArray.texts(added, d -> d.decision().reason()),
                SqlArray.times(added, d -> d.decision().since()),
                SqlArray.times(added, d -> d.decision().until()));
    }
}
