package org.rollcall.server.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.permission.Powers;

/**
 * Another administrator: one with a password is invited by a one-time code, one of the OpenID provider needs nothing.
 */
final class AddAdministrator implements Command<Roster, UUID> {

    private final String administrator;
    private final Grantable powers;
    private final Optional<byte[]> invitation;

    /** @param invitation digest of the one-time code; empty for one who signs in at the OpenID provider */
    AddAdministrator(String administrator, Grantable powers, Optional<byte[]> invitation) {
        this.administrator = SignIn.named(administrator);
        this.powers = powers;
        this.invitation = invitation;
    }

    @Override
    public String name() {
        return "administrator.add";
    }

    @Override
    public Roster load(Loader loader) {
        return Roster.load(loader);
    }

    @Override
    public Decision<UUID> decide(Roster roster, Context context) {
        String canonical = Names.canonical(administrator);
        if (roster.entries().stream()
                .anyMatch(entry -> Names.canonical(entry.name()).equals(canonical))) {
            throw ScimError.conflict("an administrator of this name exists").exception();
        }
        if (roster.entries().size() >= Limits.ADMINISTRATORS) {
            throw ScimError.conflict("a tenant has at most %d administrators".formatted(Limits.ADMINISTRATORS))
                    .exception();
        }
        Powers given = powers.in(context.rules());
        UUID id = context.ids().next();
        Write write = Write.of(
                """
                insert into console_administrator (tenant_id, administrator_id, name, name_canonical, kind,
                    organization_id, sign_in, invitation, invited_until, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                context.caller().tenant().value(),
                id,
                administrator,
                canonical,
                given.kind().label(),
                given.within().map(OrganizationId::value),
                invitation.isPresent() ? "password" : "openid",
                invitation,
                invitation.map(code -> context.now().plus(Limits.INVITATION_AGE)),
                context.now());
        return new Decision<>(
                Changes.settings(
                        List.of(write),
                        List.of(CreateAdministrator.note(
                                id, administrator, "added as " + given.kind().words()))),
                id);
    }
}
