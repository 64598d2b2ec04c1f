package org.rollcall.server.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.MembershipDelta;
import org.rollcall.server.directory.GroupRecord;

/**
 * PUT and PATCH of a group: a function on its attributes and a change of its members. The members that stay are never
 * read, unless the group is renamed and expressions may read its name. To mapping rows a rename means nothing, since they
 * know the group's id (P-36).
 */
public final class ChangeGroup implements Command<ChangeGroup.State, ChangeGroup.Result> {

    private final ProviderId provider;
    private final GroupId id;
    private final Precondition precondition;
    private final Function<GroupRecord, Resource> change;
    private final Function<Loader, MembershipDelta> members;
    private final Notes notes;

    public ChangeGroup(
            ProviderId provider,
            GroupId id,
            Precondition precondition,
            Function<GroupRecord, Resource> change,
            Function<Loader, MembershipDelta> members,
            Notes notes) {
        this.provider = provider;
        this.id = id;
        this.precondition = precondition;
        this.change = change;
        this.members = members;
        this.notes = notes;
    }

    /**
     * What was found.
     *
     * @param named whether another group has the name that it is to have
     * @param members whom the change concerns
     * @param unknown the ids that are nobody's
     * @param renamed the members, if the group is renamed and an expression may read its name (P-33)
     */
    public record State(
            Optional<GroupRecord> group,
            boolean named,
            GroupChanges members,
            List<String> unknown,
            List<UserId> renamed) {}

    /** The group afterwards, and the member ids that were skipped because this provider has no such user. */
    public record Result(GroupRecord group, List<String> unknownMembers) {}

    @Override
    public String name() {
        return "group.change";
    }

    @Override
    public State load(Loader loader) {
        Loader.GroupState found = loader.group(provider, id, members.apply(loader));
        return found.group().isEmpty()
                ? new State(Optional.empty(), false, GroupChanges.NONE, List.of(), List.of())
                : new State(
                        found.group(),
                        renamedToAnothers(loader, found.group().orElseThrow()),
                        GroupChanges.load(loader, provider, found.added(), found.removed()),
                        found.unknown(),
                        renamed(loader, found.group().get()));
    }

    private List<UserId> renamed(Loader loader, GroupRecord before) {
        boolean renames = !change.apply(before).text("displayName").equals(Optional.of(before.displayName()));
        return renames && loader.rules().provider(provider).readsGroupNames() ? loader.members(id) : List.of();
    }

    /** Two groups that share a name since the provider was strict do not keep a third from it by themselves (Q-P70). */
    private boolean renamedToAnothers(Loader loader, GroupRecord before) {
        if (notes.strict()) {
            return false;
        }
        precondition.check(before.version());
        String name = Names.canonical(after(before).text("displayName").orElse(""));
        return !name.equals(Names.canonical(before.displayName())) && loader.groupNamed(provider, name);
    }

    private Resource after(GroupRecord before) {
        return Stored.group(change.apply(before));
    }

    @Override
    public Decision<Result> decide(State state, Context context) {
        GroupRecord before = state.group().orElseThrow(() -> notFound(id).exception());
        precondition.check(before.version());
        if (state.named()) {
            throw CreateGroup.taken(notes);
        }
        noteUnknown(state.unknown(), notes);
        Resource resource = after(before);
        if (resource.equals(before.resource()) && state.members().isEmpty()) {
            return Decision.unchanged(new Result(before, state.unknown()));
        }
        GroupRecord after = before.changed(resource, context.now());
        Changes changes = new Changes(
                state.members().placed(after, context),
                List.of(new Changes.GroupChange(Optional.of(before), after)),
                state.members().memberships(after),
                marks(state, after),
                List.of(),
                List.of(),
                List.of());
        return new Decision<>(changes, new Result(after, state.unknown()));
    }

    private static List<Changes.Mark> marks(State state, GroupRecord after) {
        List<Changes.Mark> marks = new ArrayList<>(state.members().marks(after));
        if (!state.renamed().isEmpty()) {
            marks.add(new Changes.Mark(
                    after.provider(),
                    state.renamed(),
                    "a group was renamed to \"%s\"".formatted(after.displayName()),
                    false));
        }
        return marks;
    }

    /** Members whom this provider has no user for are left out, or refused with the first of them. */
    static void noteUnknown(List<String> unknown, Notes notes) {
        if (!unknown.isEmpty()) {
            notes.add(Dialect.UNKNOWN_MEMBER, "members", "members: " + unknown.getFirst());
        }
    }

    static ScimError notFound(GroupId id) {
        return ScimError.notFound("no group " + id);
    }
}
