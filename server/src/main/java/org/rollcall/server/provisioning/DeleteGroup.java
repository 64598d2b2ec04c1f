package org.rollcall.server.provisioning;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.GroupRecord;

/** DELETE of a group: all its members leave it. Mapping rows stay bound to it, so that a namesake gains nothing. */
public final class DeleteGroup implements Command<ChangeGroup.State, GroupId> {

    private final ProviderId provider;
    private final GroupId id;
    private final Precondition precondition;

    public DeleteGroup(ProviderId provider, GroupId id, Precondition precondition) {
        this.provider = provider;
        this.id = id;
        this.precondition = precondition;
    }

    @Override
    public String name() {
        return "group.delete";
    }

    @Override
    public ChangeGroup.State load(Loader loader) {
        Optional<GroupRecord> group = loader.group(provider, id);
        GroupChanges members = group.isEmpty()
                ? GroupChanges.NONE
                : GroupChanges.load(loader, provider, List.of(), loader.members(id));
        return new ChangeGroup.State(group, false, members, List.of(), List.of());
    }

    @Override
    public Decision<GroupId> decide(ChangeGroup.State state, Context context) {
        GroupRecord before =
                state.group().orElseThrow(() -> ChangeGroup.notFound(id).exception());
        precondition.check(before.version());
        GroupRecord after = before.gone(context.now());
        Changes changes = new Changes(
                state.members().placed(after, context),
                List.of(new Changes.GroupChange(Optional.of(before), after)),
                state.members().memberships(after),
                state.members().marks(after),
                List.of(),
                List.of(),
                List.of());
        return new Decision<>(changes, id);
    }
}
