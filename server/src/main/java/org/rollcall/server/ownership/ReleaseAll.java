package org.rollcall.server.ownership;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;

/** Releases people whose providers are to have nobody any more (P-8, P-9): a chunk of them, found by the clock. */
public final class ReleaseAll implements Command<ReleaseAll.State, Integer> {

    private static final String LEAVING = """
            select a.account_id from account a
            join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where a.tenant_id = ? and a.account_id = any(?) and p.release_why is not null and %s""".formatted(HandOver.LEAVES);

    private final List<AccountId> accounts;

    public ReleaseAll(List<AccountId> accounts) {
        this.accounts = List.copyOf(accounts);
    }

    private record Terms(ProviderId provider, Releases releases) {}

    /**
     * The people, locked, who of them leaves, and on which terms each provider lets go of them.
     *
     * @param leaving asked again now that they are locked, because it may have changed since they were found
     */
    record State(Releases.Found found, Set<AccountId> leaving, Map<ProviderId, Releases> terms) {}

    @Override
    public String name() {
        return "clock.release";
    }

    @Override
    public State load(Loader loader) {
        Releases.Found found = Releases.load(loader, accounts);
        var terms = loader.pipeline()
                .query(
                        """
                select provider_id, release_why, release_pending, release_to from provider
                where tenant_id = ? and release_why is not null and provider_id in (
                    select owner_id from account where tenant_id = ? and account_id = any(?))""",
                        row -> new Terms(
                                new ProviderId(Rows.uuid(row, "provider_id")),
                                new Releases(
                                        Rows.optional(row, "release_to").map(ProviderId::new),
                                        Pending.of(row.getString("release_pending"))
                                                .orElseThrow(),
                                        row.getString("release_why"))),
                        loader.tenant(),
                        loader.tenant(),
                        SqlArray.uuids(accounts, AccountId::value));
        var leaving = loader.pipeline()
                .query(
                        LEAVING,
                        row -> new AccountId(Rows.uuid(row, "account_id")),
                        loader.tenant(),
                        SqlArray.uuids(accounts, AccountId::value));
        loader.pipeline().run();
        return new State(
                found,
                Set.copyOf(leaving.get()),
                terms.get().stream().collect(toMap(Terms::provider, Terms::releases)));
    }

    /** Answers how many were released. Whoever has another owner meanwhile, or none, or is to stay by now, is left alone. */
    @Override
    public Decision<Integer> decide(State state, Context context) {
        Map<ProviderId, List<Person>> leaving = state.found().people().stream()
                .filter(person ->
                        state.leaving().contains(person.requireAccount().id()))
                .filter(person ->
                        owner(person).filter(state.terms()::containsKey).isPresent())
                .collect(groupingBy(person -> owner(person).orElseThrow()));
        List<PersonChange> people = new ArrayList<>();
        List<Write> offers = new ArrayList<>();
        leaving.forEach((provider, persons) -> {
            Releases releases = Objects.requireNonNull(state.terms().get(provider));
            List<PersonChange> released =
                    persons.stream().map(person -> releases.of(person, context)).toList();
            people.addAll(released);
            offers.add(releases.offer(released, context));
        });
        return people.isEmpty()
                ? Decision.unchanged(0)
                : new Decision<>(
                        Changes.people(people)
                                .with(state.found().memberships(people))
                                .with(offers, List.of()),
                        people.size());
    }

    private static Optional<ProviderId> owner(Person person) {
        return person.requireAccount().owner();
    }
}
