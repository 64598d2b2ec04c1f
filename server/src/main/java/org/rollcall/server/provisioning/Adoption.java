package org.rollcall.server.provisioning;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.State;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.ProviderRules;

/**
 * A push of somebody whom nobody owns: the person is taken over with id, organization and grants, not doubled (P-6).
 * Whoever can push a userName must not get the mail of its owner by that: another e-mail counts once an administrator
 * has confirmed it, unless the externalId proves that both mean the same person.
 *
 * @param byExternalId whether an earlier provider knew the person by the externalId that was pushed
 */
record Adoption(ProviderId provider, UserName userName, Resource resource, boolean byExternalId) {

    /** A local user has no record yet; its version goes on from the one that its creation was. */
    private static final long AFTER_LOCAL = 2;

    PersonChange of(Person before, Context context) {
        ProviderRules rules = context.rules().provider(provider);
        UserRecord record = record(before, context);
        Account account = before.requireAccount();
        Delays.Delay delay = rules.delays().of(before.with(record).profile());
        Account owned = Users.said(account, record, delay, rules, context.now())
                .ownedBy(Optional.of(provider))
                .with(standing(before, context));
        Person person = before.with(record).with(owned);
        boolean returns =
                account.facts().state() == State.DEACTIVATED && owned.facts().state() != State.DEACTIVATED;
        Person after = returns ? context.placedAnew(person) : context.placed(staying(person, rules));
        return PersonChange.owned(
                before, after, rules.name() + " pushed its " + (byExternalId ? "externalId" : "userName"));
    }

    private static Person staying(Person person, ProviderRules rules) {
        Account account = person.requireAccount();
        Seat seat = account.seat();
        return seat.origin() == Seat.Origin.PINNED
                ? person
                : person.with(account.with(new Seat(
                        seat.organization(),
                        Seat.Origin.ADOPTED,
                        Optional.empty(),
                        "was there when %s adopted the user; before: %s".formatted(rules.name(), seat.reason()),
                        seat.since())));
    }

    private UserRecord record(Person before, Context context) {
        return before.record()
                .map(left -> left.adopted(provider, userName, resource, context.now()))
                .orElseGet(() -> new UserRecord(
                        new UserId(before.requireAccount().id().value()),
                        provider,
                        Optional.of(before.requireAccount().id()),
                        userName,
                        resource,
                        AFTER_LOCAL,
                        context.now(),
                        context.now(),
                        Optional.empty()));
    }

    /** Also when the e-mail is the same for now: it could be another one with the next request. */
    private Standing standing(Person before, Context context) {
        Account account = before.requireAccount();
        List<String> known = before.record()
                .map(UserRecord::emails)
                .orElseGet(() -> List.of(account.userName().canonical()));
        return byExternalId
                ? account.standing()
                : account.standing()
                        .with(new StandingDecision(
                                Facet.EMAIL,
                                StandingDecision.CHANGED,
                                StandingDecision.Fate.WITHHELD,
                                context.rules().provider(provider).name(),
                                "the user was adopted by its userName; an administrator has to confirm another e-mail than %s"
                                        .formatted(known.isEmpty() ? "none" : String.join(", ", known)),
                                context.now(),
                                Optional.empty()));
    }
}
