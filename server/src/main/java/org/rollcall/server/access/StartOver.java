package org.rollcall.server.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * Removes the local administrators of the console with their sessions, for the operator of a machine whose administrator
 * has lost password or authenticator. A one-time code opens the first start again.
 */
final class StartOver implements Command<List<StartOver.Known>, Integer> {

    /** An administrator to be removed. */
    record Known(UUID id, String name) {}

    private final byte[] codeDigest;

    StartOver(byte[] codeDigest) {
        this.codeDigest = codeDigest;
    }

    @Override
    public String name() {
        return "administrator.reset";
    }

    @Override
    public List<Known> load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        "select administrator_id, name from console_administrator where tenant_id = ?"
                                + " and sign_in = 'password' for update",
                        row -> new Known(row.getObject(1, UUID.class), row.getString(2)),
                        loader.tenant());
        loader.pipeline().run();
        return found.get();
    }

    @Override
    public Decision<Integer> decide(List<Known> state, Context context) {
        UUID tenant = context.caller().tenant().value();
        List<Write> writes = List.of(
                Write.of("delete from console_administrator where tenant_id = ? and sign_in = 'password'", tenant),
                Write.of("delete from console_setup_code where tenant_id = ?", tenant),
                Write.of(
                        "insert into console_setup_code (tenant_id, digest, created_at) values (?, ?, ?)",
                        tenant,
                        codeDigest,
                        context.now()));
        return new Decision<>(Changes.settings(writes, List.of(note(tenant, state))), state.size());
    }

    private static LogEntry note(UUID tenant, List<Known> removed) {
        String names = removed.isEmpty()
                ? "nobody"
                : String.join(", ", removed.stream().map(Known::name).toList());
        return LogEntry.of(
                        Action.ADMINISTRATOR_CHANGED,
                        new LogEntry.Subject("Tenant", tenant),
                        Optional.empty(),
                        "console")
                .change(Optional.of(names), Optional.of("first start again"));
    }
}
