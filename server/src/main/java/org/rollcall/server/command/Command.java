package org.rollcall.server.command;

import java.time.Instant;
import java.util.List;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.State;
import org.rollcall.server.base.Ids;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.placement.Placement;
import org.rollcall.server.placement.Rules;

/**
 * One change. It says what it needs, and decides purely on what was loaded; it never reads or writes by itself. So the
 * same command can be previewed, retried and explained.
 *
 * @param <S> what it needs loaded
 * @param <R> what it answers
 */
public interface Command<S, R> {

    /** The name in the log, such as {@code user.create}. */
    String name();

    /** Whether it may change the schemas of the tenant; then nothing that was read with the old ones is in flight. */
    default boolean changesSchemas() {
        return false;
    }

    /** Loads, under lock, what the decision needs. */
    S load(Loader loader);

    /**
     * Decides. A refusal is thrown and changes nothing.
     *
     * @throws org.rollcall.scim.ScimException when the change is refused
     */
    Decision<R> decide(S state, Context context);

    /** Whether providers stand behind the change though they do not ask, so that its harm is counted (P-72). */
    default boolean followsProviders() {
        return false;
    }

    /** Rows of a feature that count what is left of the changes, once it was decided what is applied. */
    default List<Write> tally(Changes applied, Context context) {
        return List.of();
    }

    /** What every decision may use: time by the database's clock, the rules in force, new ids, who asks. */
    record Context(Instant now, Rules rules, Ids ids, Caller caller) {

        public Placement placement() {
            return new Placement(rules, now);
        }

        /** The person placed by its groups as they are now; a deleted one stays as it was left until it is deactivated. */
        public Person placed(Person person) {
            if (person.account().isEmpty()) {
                return person;
            }
            Account account = leaving(person).placedWith(rules.version());
            if (account.facts().purged()) {
                return person.with(account);
            }
            boolean deleted = account.facts().deleted()
                    || person.record().flatMap(UserRecord::deleted).isPresent();
            if (deleted && account.facts().state() != State.DEACTIVATED) {
                return person.with(account);
            }
            Placement.Desired desired = placement().again(account, person.profile());
            return person.with(account.with(desired.seat()).with(desired.grants()));
        }

        private Account leaving(Person person) {
            Account account = person.requireAccount();
            return account.leaving(account.owner()
                    .flatMap(owner ->
                            rules.provider(owner).leaves(person.profile().attributes())));
        }

        /** Whoever comes back after a deactivation is placed as if new, and regains nothing granted by hand (P-54, P-57). */
        public Person placedAnew(Person person) {
            Account account = person.requireAccount();
            if (account.owner().isEmpty()) {
                return placed(person);
            }
            Placement.Desired desired = placement().anew(account.owner().get(), person.profile());
            return person.with(
                    account.with(desired.seat()).with(desired.grants()).placedWith(rules.version()));
        }
    }

    /** What is to change, and the answer. */
    record Decision<R>(Changes changes, R result) {

        /** Nothing changes. */
        public static <R> Decision<R> unchanged(R result) {
            return new Decision<>(Changes.NONE, result);
        }
    }
}
