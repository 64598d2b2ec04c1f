package org.rollcall.server.access;

import java.util.List;
import java.util.UUID;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Powers;

/** Another kind, or another organization, for an administrator. It counts from the next request (H-C4). */
public final class ChangeAdministrator implements Command<Roster, UUID> {

    private final UUID id;
    private final Grantable powers;

    public ChangeAdministrator(UUID id, Grantable powers) {
        this.id = id;
        this.powers = powers;
    }

    @Override
    public String name() {
        return "administrator.change-kind";
    }

    @Override
    public Roster load(Loader loader) {
        return Roster.load(loader);
    }

    @Override
    public Decision<UUID> decide(Roster roster, Context context) {
        Roster.Entry entry = roster.require(id);
        Powers given = powers.in(context.rules());
        if (given.kind() != Kind.ENVIRONMENT_ADMINISTRATOR) {
            roster.requireBreakGlassWithout(id);
        }
        Write write = Write.of(
                """
                update console_administrator set kind = ?, organization_id = ?, by_claims = false
                where tenant_id = ? and administrator_id = ?""",
                given.kind().label(),
                given.within().map(OrganizationId::value),
                context.caller().tenant().value(),
                id);
        return new Decision<>(
                Changes.settings(
                        List.of(write),
                        List.of(CreateAdministrator.note(
                                id, entry.name(), "made " + given.kind().words()))),
                id);
    }
}
