package org.rollcall.server.provisioning;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.MembershipChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.ProviderRules;

/**
 * DELETE of a user: gone for its provider, its userName free; inside blocked now and deactivated after the delay
 * (P-53). Its memberships end; its organization and roles stay until then.
 */
public final class DeleteUser implements Command<DeleteUser.State, UserId> {

    private final ProviderId provider;
    private final UserId id;
    private final Precondition precondition;

    public DeleteUser(ProviderId provider, UserId id, Precondition precondition) {
        this.provider = provider;
        this.id = id;
        this.precondition = precondition;
    }

    /** The user, and the groups that have it. */
    public record State(Optional<Person> person, List<GroupRecord> groups) {}

    @Override
    public String name() {
        return "user.delete";
    }

    @Override
    public State load(Loader loader) {
        Optional<Person> person = loader.user(provider, id);
        return new State(person, person.map(p -> loader.groupsOf(provider, id)).orElse(List.of()));
    }

    @Override
    public Decision<UserId> decide(State state, Context context) {
        Person before = state.person().orElseThrow(() -> ChangeUser.notFound(id).exception());
        precondition.check(before.requireRecord().version());
        Person gone = before.with(before.requireRecord().gone(context.now())).inNoGroup();
        Person after = before.account()
                .map(account -> gone.with(left(before, account, context)))
                .orElse(gone);
        List<MembershipChange> memberships = state.groups().stream()
                .map(group -> new MembershipChange(group, List.of(), List.of(id)))
                .toList();
        return new Decision<>(
                Changes.person(Changes.PersonChange.of(before, after)).with(memberships), id);
    }

    /** With the delay that the groups which it leaves give it. */
    private Account left(Person before, Account account, Context context) {
        ProviderRules rules = context.rules().provider(provider);
        Delays.Delay delay = rules.delays().of(before.profile());
        return account.with(
                Lifecycle.deleted(account.facts(), delay.after(), delay.because(), rules.name(), context.now()));
    }
}
