package org.rollcall.server.command;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.placement.Rules;

/**
 * How far an Organization Administrator reaches: people of its organization and of those below it (P-111). Asked by the
 * machine for every change of a person, whatever command wants it, so that no command can forget it.
 */
public final class Reach {

    private final Caller caller;
    private final Rules rules;

    public Reach(Caller caller, Rules rules) {
        this.caller = caller;
        this.rules = rules;
    }

    /** Whether an account is one that the caller may see and change. */
    public boolean has(Account account) {
        return has(account.seat().organization());
    }

    /** Whether the people of an organization are. An organization that is gone reaches nobody. */
    public boolean has(OrganizationId organization) {
        return caller.powers().within().isEmpty()
                || caller.powers()
                        .within()
                        .flatMap(id -> Optional.ofNullable(rules.organizations().get(id)))
                        .filter(top -> isWithin(rules.organization(organization), top))
                        .isPresent();
    }

    private static boolean isWithin(Rules.Organization organization, Rules.Organization top) {
        return organization.id().equals(top.id()) || organization.isBelow(top);
    }

    /**
     * Insists that whoever is changed was within reach and stays there, and gets no administrative role.
     *
     * @throws org.rollcall.scim.ScimException with 404 for people whom the caller cannot see, else 403
     */
    void require(Changes changes) {
        if (caller.powers().within().isPresent()) {
            changes.people().forEach(this::require);
        }
    }

    private void require(PersonChange change) {
        Account after = change.after().requireAccount();
        if (change.before().stream().anyMatch(before -> !has(before.requireAccount()))) {
            throw ScimError.notFound("no user " + after.id()).exception();
        }
        if (!has(after)) {
            throw ScimError.forbidden("this organization is not yours; choose one that is, or one below it")
                    .exception();
        }
        if (!before(change).containsAll(administrative(after))) {
            throw ScimError.forbidden("only an Environment Administrator grants an administrative role")
                    .exception();
        }
    }

    private Set<RoleId> before(PersonChange change) {
        return change.before()
                .map(before -> administrative(before.requireAccount()))
                .orElse(Set.of());
    }

    private Set<RoleId> administrative(Account account) {
        return account.roles().stream()
                .filter(role -> rules.role(role).administrative())
                .collect(Collectors.toSet());
    }
}
