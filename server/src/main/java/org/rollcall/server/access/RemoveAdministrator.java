package org.rollcall.server.access;

import java.util.List;
import java.util.UUID;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Ends an administrator, with its sessions. */
public final class RemoveAdministrator implements Command<Roster, UUID> {

    private final UUID id;

    public RemoveAdministrator(UUID id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "administrator.remove";
    }

    @Override
    public Roster load(Loader loader) {
        return Roster.load(loader);
    }

    @Override
    public Decision<UUID> decide(Roster roster, Context context) {
        Roster.Entry entry = roster.require(id);
        roster.requireBreakGlassWithout(id);
        Write write = Write.of(
                "delete from console_administrator where tenant_id = ? and administrator_id = ?",
                context.caller().tenant().value(),
                id);
        return new Decision<>(
                Changes.settings(List.of(write), List.of(CreateAdministrator.note(id, entry.name(), "removed"))), id);
    }
}
