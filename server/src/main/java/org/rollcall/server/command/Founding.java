package org.rollcall.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;
import org.rollcall.server.placement.MissingOrganizationException;
import org.rollcall.server.placement.Rules;

/**
 * The organizations that a command makes because a mapping wants them (P-31). Placement says that one is missing; then
 * the command is decided again by rules that have it. Deciding is pure, so that it can be done as often as needed.
 */
final class Founding {

    private final Supplier<Rules> inForce;
    private final Supplier<Rules> locked;
    private final Ids ids;
    private final List<Founded> founded = new ArrayList<>();
    private Optional<Rules> held = Optional.empty();

    /** A new organization, and why. */
    record Founded(Rules.Organization organization, OrganizationId parent, String why) {

        LogEntry logged() {
            return LogEntry.of(
                            Action.ORGANIZATION_CREATED,
                            Subject.organization(organization.id().value()),
                            Optional.empty(),
                            organization.path())
                    .change(Optional.empty(), Optional.of(organization.path()))
                    .because(why);
        }

        /** Whether a change needs it: somebody is in it, or is to be in it once the brake lets go. */
        private boolean serves(Changes changes) {
            return changes.people().stream()
                    .flatMap(change -> change.after().account().stream())
                    .anyMatch(this::serves);
        }

        private boolean serves(Account account) {
            OrganizationId id = organization.id();
            return account.seat().organization().equals(id)
                    || account.standing().on(Facet.ORGANIZATION, id.toString()).isPresent();
        }
    }

    /** @param locked the rules once nobody else can change them */
    Founding(Supplier<Rules> inForce, Supplier<Rules> locked, Ids ids) {
        this.inForce = inForce;
        this.locked = locked;
        this.ids = ids;
    }

    /** What is decided by the rules in force, with what organizations it takes. */
    <T> T decide(Function<Rules, T> decision) {
        Rules rules = inForce.get();
        while (true) {
            try {
                return decision.apply(rules);
            } catch (MissingOrganizationException missing) {
                rules = found(missing);
            }
        }
    }

    /** The tenant's row is held first: perhaps somebody else has made it meanwhile, and then nobody does it again. */
    private Rules found(MissingOrganizationException missing) {
        Rules rules = held.isEmpty() ? locked.get() : with(held.get(), missing);
        held = Optional.of(rules);
        return rules;
    }

    /** The rules in force, which nobody changes before this transaction ends. */
    static Rules hold(Loader loader) {
        var version = loader.pipeline()
                .query(
                        "select config_version from tenant where tenant_id = ? for no key update",
                        row -> row.getLong(1),
                        loader.tenant());
        loader.pipeline().run();
        return loader.rules(version.get().getFirst());
    }

    private Rules with(Rules rules, MissingOrganizationException missing) {
        Rules.Organization made =
                rules.organization(missing.parent()).child(new OrganizationId(ids.next()), missing.name());
        long version = founded.isEmpty() ? rules.version() + 1 : rules.version();
        founded.add(new Founded(made, missing.parent(), missing.why()));
        return rules.with(made, version);
    }

    /** The new organizations that these changes need. */
    List<Founded> neededBy(Changes changes) {
        return founded.stream().filter(one -> one.serves(changes)).toList();
    }
}
