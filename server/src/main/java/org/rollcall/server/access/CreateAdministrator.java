package org.rollcall.server.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.permission.Kind;

/**
 * The first administrator of a tenant's console, by a one-time code that the server printed. Of two at once one wins,
 * and the way closes for good (H-C8).
 */
final class CreateAdministrator implements Command<CreateAdministrator.State, UUID> {

    /** What is stored of a new administrator. */
    record Proof(byte[] salt, byte[] verifier, byte[] sealedOtp, long otpStep) {}

    record State(boolean taken, boolean codeKnown) {}

    private final byte[] codeDigest;
    private final String administrator;
    private final Proof proof;

    CreateAdministrator(byte[] codeDigest, String administrator, Proof proof) {
        this.codeDigest = codeDigest;
        this.administrator = administrator;
        this.proof = proof;
    }

    @Override
    public String name() {
        return "administrator.create";
    }

    @Override
    public State load(Loader loader) {
        var locked = loader.pipeline()
                .query("select 1 from tenant where tenant_id = ? for no key update", row -> true, loader.tenant());
        var taken = loader.pipeline()
                .query(
                        "select 1 from console_administrator where tenant_id = ? and verifier is not null limit 1",
                        row -> true,
                        loader.tenant());
        var code = loader.pipeline()
                .query(
                        "select 1 from console_setup_code where tenant_id = ? and digest = ?",
                        row -> true,
                        loader.tenant(),
                        codeDigest);
        loader.pipeline().run();
        return new State(
                locked.get().isEmpty() || !taken.get().isEmpty(), !code.get().isEmpty());
    }

    @Override
    public Decision<UUID> decide(State state, Context context) {
        if (state.taken() || !state.codeKnown()) {
            throw ScimError.forbidden(SetupCodes.WRONG).exception();
        }
        UUID tenant = context.caller().tenant().value();
        UUID id = context.ids().next();
        List<Write> writes = List.of(
                Write.of(
                        """
                        insert into console_administrator (tenant_id, administrator_id, name, name_canonical, salt,
                            verifier, sealed_otp, otp_step, kind, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        tenant,
                        id,
                        administrator,
                        Names.canonical(administrator),
                        proof.salt(),
                        proof.verifier(),
                        proof.sealedOtp(),
                        proof.otpStep(),
                        Kind.ENVIRONMENT_ADMINISTRATOR.label(),
                        context.now()),
                Write.of("delete from console_setup_code where tenant_id = ?", tenant));
        return new Decision<>(Changes.settings(writes, List.of(note(id, administrator, "created"))), id);
    }

    static LogEntry note(UUID id, String name, String what) {
        return LogEntry.of(
                        Action.ADMINISTRATOR_CHANGED, new LogEntry.Subject("Administrator", id), Optional.empty(), name)
                .change(Optional.empty(), Optional.of(what));
    }
}
