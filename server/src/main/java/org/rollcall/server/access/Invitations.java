package org.rollcall.server.access;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;

/** Adds administrators, and invites those with a password by a one-time code that is shown once. */
public final class Invitations {

    static final String WRONG =
            "This is no code of an invitation, or it was used or is too old. Ask whoever invited you"
                    + " for a new one.";

    /** Who was added or reset, and the code to hand over; empty for one who signs in at the OpenID provider. */
    public record Invited(UUID id, Optional<String> code) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Invited[redacted]";
        }
    }

    private final Jdbi jdbi;
    private final Commands commands;
    private final SecureRandom random;
    private final InstantSource time;

    public Invitations(Jdbi jdbi, Commands commands, SecureRandom random, InstantSource time) {
        this.jdbi = jdbi;
        this.commands = commands;
        this.random = random;
        this.time = time;
    }

    /** @param openId whether it signs in at the OpenID provider, under this very name */
    public Invited add(Caller caller, String name, Grantable powers, boolean openId) {
        Optional<String> code = openId ? Optional.empty() : Optional.of(SetupCodes.random(random));
        UUID id = commands.run(caller, new AddAdministrator(name, powers, code.map(SetupCodes::digest)));
        return new Invited(id, code);
    }

    /** Takes password, authenticator and sessions away. */
    public Invited reset(Caller caller, UUID id) {
        String code = SetupCodes.random(random);
        commands.run(caller, new ResetAdministrator(id, SetupCodes.digest(code)));
        return new Invited(id, Optional.of(code));
    }

    /** The name of whom a code invites. */
    public Optional<String> whom(TenantId tenant, String code) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select name from console_administrator
                        where tenant_id = :tenant and invitation = :digest and invited_until > :now""")
                .bind("tenant", tenant.value())
                .bind("digest", SetupCodes.digest(code))
                .bind("now", time.instant())
                .mapTo(String.class)
                .findOne());
    }
}
