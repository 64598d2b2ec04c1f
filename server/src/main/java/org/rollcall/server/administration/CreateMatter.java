package org.rollcall.server.administration;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** Opens a legal matter, which holds nobody yet (P-55). */
public final class CreateMatter implements Command<Boolean, UUID> {

    private final String name;

    public CreateMatter(String name) {
        this.name = name.strip();
    }

    @Override
    public String name() {
        return "matter.create";
    }

    /** Whether an open matter has the name. */
    @Override
    public Boolean load(Loader loader) {
        var found = loader.pipeline()
                .query(
                        "select 1 from matter where tenant_id = ? and name_canonical = ? and released_at is null",
                        row -> true,
                        loader.tenant(),
                        Names.canonical(name));
        loader.pipeline().run();
        return !found.get().isEmpty();
    }

    @Override
    public Decision<UUID> decide(Boolean taken, Context context) {
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw ScimError.invalidValue("a matter's name has 1 to " + Limits.NAME_LENGTH + " visible characters")
                    .exception();
        }
        if (taken) {
            throw ScimError.conflict("an open matter named \"%s\" exists".formatted(name))
                    .exception();
        }
        UUID id = context.ids().next();
        LogEntry opened = LogEntry.of(Action.MATTER_CHANGED, new LogEntry.Subject("Matter", id), Optional.empty(), name)
                .change(Optional.empty(), Optional.of("opened"));
        Write write = Write.of("""
                insert into matter (tenant_id, matter_id, name, name_canonical, created_at)
                values (?, ?, ?, ?, ?)""", context.caller().tenant().value(), id, name, Names.canonical(name), context.now());
        return new Decision<>(Changes.settings(List.of(write), List.of(opened)), id);
    }
}
