package org.rollcall.server.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Standing;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Collisions;
import org.rollcall.server.command.Collisions.Candidates;
import org.rollcall.server.command.Collisions.Taken;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.Placement;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Profile;

/**
 * POST of a user. A provider's own inactive user of the same userName or externalId is revived (P-54); somebody whom
 * nobody owns is adopted (P-6); a userName of another live account is refused (P-7); a deleted user of the same name
 * stays deleted, and the log names it (P-53), unless the brake held its deletion.
 */
public final class CreateUser implements Command<CreateUser.State, Person> {

    private final ProviderId provider;
    private final Resource resource;
    private final UserName userName;
    private final Notes notes;

    public CreateUser(ProviderId provider, Resource resource, Notes notes) {
        this.provider = provider;
        this.resource = Stored.within(Users.sayingActive(resource, true));
        this.userName = Users.userName(resource);
        this.notes = notes;
    }

    /**
     * What was found.
     *
     * @param revivable this provider's inactive user that the body speaks of
     * @param adoptable somebody without an owner that the body speaks of (P-6)
     * @param kept whom this provider deleted, without effect so far, and whose userName the body has (P-73)
     */
    public record State(
            Candidates candidates, Optional<Person> revivable, Optional<Person> adoptable, Optional<Person> kept) {}

    @Override
    public String name() {
        return "user.create";
    }

    @Override
    public State load(Loader loader) {
        Collisions collisions = new Collisions(loader);
        Candidates candidates = collisions.of(provider, userName, resource.text("externalId"));
        Optional<Person> revivable = revivable(candidates)
                .flatMap(id -> loader.user(provider, id))
                .filter(person -> !person.requireRecord().active());
        Optional<Person> adoptable = revivable.isPresent()
                ? Optional.empty()
                : adoptable(candidates).flatMap(id -> collisions.offered(provider, id));
        return new State(candidates, revivable, adoptable, kept(loader, candidates));
    }

    private Optional<Person> kept(Loader loader, Candidates candidates) {
        return candidates
                .taken()
                .filter(taken -> candidates.sameName().isEmpty() && !taken.offered())
                .flatMap(taken ->
                        loader.accounts(List.of(taken.account())).stream().findFirst())
                .filter(person -> person.requireAccount().owner().equals(Optional.of(provider))
                        && person.record()
                                .filter(record -> record.deleted().isPresent())
                                .isPresent());
    }

    /**
     * The name alone could be another person's by now; the externalId says that it is not. Without any, only a push soon
     * after the deletion ({@link Limits#PUSHED_AGAIN}) is taken for the same person.
     */
    private boolean isSame(UserRecord record, Instant now) {
        Optional<String> before = record.resource().text("externalId");
        Instant latest = record.deleted()
                .map(deleted -> deleted.plus(Limits.PUSHED_AGAIN))
                .orElse(Instant.MIN);
        return before.equals(resource.text("externalId")) && (before.isPresent() || !now.isAfter(latest));
    }

    private Optional<UserId> revivable(Candidates candidates) {
        boolean another = candidates.taken().filter(Taken::offered).isPresent();
        return candidates
                .sameName()
                .or(() -> candidates.sameExternalId().stream()
                        .filter(record -> !another && !record.active())
                        .map(UserRecord::id)
                        .findFirst());
    }

    /** By userName, else by an externalId that says who it is without doubt. */
    private Optional<AccountId> adoptable(Candidates candidates) {
        if (candidates.sameName().isPresent()) {
            return Optional.empty();
        }
        return candidates
                .taken()
                .map(taken -> Optional.of(taken).filter(Taken::offered).map(Taken::account))
                .orElseGet(() -> candidates.offered().size() == 1
                        ? Optional.of(candidates.offered().getFirst())
                        : Optional.empty());
    }

    @Override
    public Decision<Person> decide(State state, Context context) {
        boolean revives =
                state.revivable().isPresent() && resource.bool("active").orElse(true);
        if (revives) {
            notes.add(Dialect.REVIVED_USER, state.candidates().sameName().isPresent() ? "userName" : "externalId");
            return revive(state.revivable().get(), context);
        }
        if (state.adoptable().isPresent()) {
            return adopt(state.adoptable().get(), state.candidates(), context);
        }
        Optional<Person> same = state.kept().filter(person -> isSame(person.requireRecord(), context.now()));
        if (same.isPresent()) {
            return comeBack(same.get(), context);
        }
        refuseTaken(state.candidates());
        if (!state.candidates().sameExternalId().isEmpty()) {
            notes.add(Dialect.SHARED_EXTERNAL_ID, "externalId");
        }
        return create(state, context);
    }

    private static void refuseTaken(Candidates candidates) {
        if (candidates.sameName().isPresent()) {
            throw ScimError.uniqueness("a user with this userName exists").exception();
        }
        if (candidates.taken().isPresent()) {
            throw ScimError.uniqueness(
                            "userName belongs to a user whom this provider does not manage, or to one whose deletion is held"
                                    + " and of whom the same externalId does not say that it is this person")
                    .exception();
        }
    }

    private Decision<Person> adopt(Person before, Candidates candidates, Context context) {
        boolean byExternalId =
                candidates.offered().contains(before.requireAccount().id());
        Changes.PersonChange change = new Adoption(provider, userName, resource, byExternalId).of(before, context);
        return new Decision<>(Changes.person(change), change.after());
    }

    private Decision<Person> revive(Person before, Context context) {
        Person after = Users.changed(before, resource, userName, context);
        return new Decision<>(
                Changes.person(Changes.PersonChange.revived(before, after, "pushed again while inactive")), after);
    }

    /** Nothing was taken from the account, so it stays as it is, and there is nothing left to decide. */
    private Decision<Person> comeBack(Person before, Context context) {
        UserRecord record = before.requireRecord().adopted(provider, userName, resource, context.now());
        ProviderRules rules = context.rules().provider(provider);
        Person pushed = before.with(record);
        Delays.Delay delay = rules.delays().of(pushed.profile());
        Person person = pushed.with(Users.said(before.requireAccount(), record, delay, rules, context.now()));
        Person after = context.placed(person);
        return new Decision<>(
                Changes.person(
                        Changes.PersonChange.revived(before, after, "pushed again before its deletion had effect")),
                after);
    }

    private Decision<Person> create(State state, Context context) {
        AccountId id = new AccountId(context.ids().next());
        UserRecord record = new UserRecord(
                new UserId(id.value()),
                provider,
                Optional.of(id),
                userName,
                resource,
                1,
                context.now(),
                context.now(),
                Optional.empty());
        Person person = new Person(Optional.of(record), Optional.of(account(id, record, context)), Map.of());
        Optional<String> note =
                state.candidates().earlier().map(earlier -> "an earlier user of this name was deleted: " + earlier);
        return new Decision<>(Changes.person(Changes.PersonChange.added(person, note)), person);
    }

    private Account account(AccountId id, UserRecord record, Context context) {
        ProviderRules rules = context.rules().provider(provider);
        Placement.Desired desired = context.placement()
                .anew(provider, new Profile(Map.of(), record.resource().attributes()));
        return new Account(
                id,
                Optional.of(provider),
                userName,
                record.displayName(),
                desired.seat(),
                desired.grants(),
                Lifecycle.created(record.active(), rules.name(), context.now()),
                context.rules().version(),
                context.now(),
                Standing.NONE,
                Optional.empty(),
                rules.leaves(record.resource().attributes()));
    }
}
