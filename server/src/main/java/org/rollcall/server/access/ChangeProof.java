package org.rollcall.server.access;

import java.util.List;
import java.util.UUID;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** An administrator's new password or new secret of one-time codes. Every session of his ends. */
final class ChangeProof implements Command<Boolean, UUID> {

    private final Visitor visitor;
    private final CreateAdministrator.Proof proof;
    private final String what;

    /** @param what for the log, such as {@code password changed} */
    ChangeProof(Visitor visitor, CreateAdministrator.Proof proof, String what) {
        this.visitor = visitor;
        this.proof = proof;
        this.what = what;
    }

    @Override
    public String name() {
        return "administrator.change";
    }

    @Override
    public Boolean load(Loader loader) {
        return true;
    }

    @Override
    public Decision<UUID> decide(Boolean state, Context context) {
        UUID tenant = visitor.tenant().value();
        List<Write> writes = List.of(
                Write.of(
                        """
                        update console_administrator set salt = ?, verifier = ?, sealed_otp = ?, otp_step = ?
                        where tenant_id = ? and administrator_id = ?""",
                        proof.salt(),
                        proof.verifier(),
                        proof.sealedOtp(),
                        proof.otpStep(),
                        tenant,
                        visitor.administrator()),
                Write.of(
                        "delete from console_session where tenant_id = ? and administrator_id = ?",
                        tenant,
                        visitor.administrator()));
        return new Decision<>(
                Changes.settings(
                        writes, List.of(CreateAdministrator.note(visitor.administrator(), visitor.name(), what))),
                visitor.administrator());
    }
}
