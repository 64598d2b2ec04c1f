package org.rollcall.server.command;

import java.util.Optional;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.placement.Rules;

/** Standing decisions in words. */
public final class Decisions {

    private Decisions() {}

    /** The log row that something was decided on an effect; its cause is to be added. */
    public static LogEntry row(Action action, Person person, StandingDecision decision, Rules rules) {
        return person.logged(action)
                .field(facet(decision.facet()))
                .change(Optional.empty(), Optional.of(desired(decision, rules)));
    }

    /** {@code state}, {@code organization} or {@code role}. */
    public static String facet(Facet facet) {
        return facet.role().isPresent() ? "role" : facet.label();
    }

    /** What is wanted: {@code inactive}, the path of an organization, {@code granted Payer}. */
    public static String desired(StandingDecision decision, Rules rules) {
        return decision.facet()
                .role()
                .map(role -> decision.desired() + " "
                        + Optional.ofNullable(rules.roles().get(role))
                                .map(Rules.Role::name)
                                .orElse("a role that is no more"))
                .orElseGet(() -> decision.facet().equals(Facet.ORGANIZATION)
                        ? organization(decision.desired(), rules)
                        : decision.desired());
    }

    private static String organization(String id, Rules rules) {
        return OrganizationId.parse(id)
                .flatMap(known -> Optional.ofNullable(rules.organizations().get(known)))
                .map(Rules.Organization::path)
                .orElse("an organization that is no more");
    }
}
