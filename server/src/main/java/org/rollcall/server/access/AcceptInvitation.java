package org.rollcall.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.Rows;

/** Whoever has the one-time code sets password and authenticator, once. */
final class AcceptInvitation implements Command<Optional<AcceptInvitation.Invited>, AcceptInvitation.Invited> {

    /** Whom the code invites. */
    record Invited(UUID id, String name, Instant until) {}

    private final byte[] codeDigest;
    private final CreateAdministrator.Proof proof;

    AcceptInvitation(byte[] codeDigest, CreateAdministrator.Proof proof) {
        this.codeDigest = codeDigest;
        this.proof = proof;
    }

    @Override
    public String name() {
        return "administrator.join";
    }

    @Override
    public Optional<Invited> load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        """
                        select administrator_id, name, invited_until from console_administrator
                        where tenant_id = ? and invitation = ? for update""",
                        row -> new Invited(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                Rows.instant(row, "invited_until").orElseThrow()),
                        loader.tenant(),
                        codeDigest);
        loader.pipeline().run();
        return found.get().stream().findFirst();
    }

    @Override
    public Decision<Invited> decide(Optional<Invited> state, Context context) {
        Invited invited = state.filter(known -> known.until().isAfter(context.now()))
                .orElseThrow(() -> ScimError.forbidden(Invitations.WRONG).exception());
        Write write = Write.of(
                """
                update console_administrator set salt = ?, verifier = ?, sealed_otp = ?, otp_step = ?,
                    invitation = null, invited_until = null where tenant_id = ? and administrator_id = ?""",
                proof.salt(),
                proof.verifier(),
                proof.sealedOtp(),
                proof.otpStep(),
                context.caller().tenant().value(),
                invited.id());
        return new Decision<>(
                Changes.settings(
                        List.of(write), List.of(CreateAdministrator.note(invited.id(), invited.name(), "joined"))),
                invited);
    }
}
