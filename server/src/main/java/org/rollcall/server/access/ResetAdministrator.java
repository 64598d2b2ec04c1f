package org.rollcall.server.access;

import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/**
 * Takes password, authenticator and sessions of an administrator away and invites it anew: for a lost phone or a
 * forgotten password.
 */
final class ResetAdministrator implements Command<Roster, UUID> {

    private final UUID id;
    private final byte[] invitation;

    ResetAdministrator(UUID id, byte[] invitation) {
        this.id = id;
        this.invitation = invitation;
    }

    @Override
    public String name() {
        return "administrator.reset-password";
    }

    @Override
    public Roster load(Loader loader) {
        return Roster.load(loader);
    }

    @Override
    public Decision<UUID> decide(Roster roster, Context context) {
        Roster.Entry entry = roster.require(id);
        if (entry.openId()) {
            throw ScimError.conflict("this administrator has no password here; it signs in at the OpenID provider")
                    .exception();
        }
        roster.requireBreakGlassWithout(id);
        UUID tenant = context.caller().tenant().value();
        List<Write> writes = List.of(
                Write.of("""
                        update console_administrator set salt = null, verifier = null, sealed_otp = null, otp_step = 0,
                            invitation = ?, invited_until = ? where tenant_id = ? and administrator_id = ?""", invitation, context.now().plus(Limits.INVITATION_AGE), tenant, id),
                Write.of("delete from console_session where tenant_id = ? and administrator_id = ?", tenant, id));
        return new Decision<>(
                Changes.settings(writes, List.of(CreateAdministrator.note(id, entry.name(), "invited anew"))), id);
    }
}
