package org.rollcall.server.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.MembershipDelta;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.placement.ProviderRules.Unbound;

/**
 * POST of a group. Mapping rows written for a group of this name or externalId bind to it, once (P-36); members that
 * this provider does not know are skipped and named in the answer's notes.
 */
public final class CreateGroup implements Command<CreateGroup.State, ChangeGroup.Result> {

    private final ProviderId provider;
    private final Resource resource;
    private final MembershipDelta members;
    private final Notes notes;

    public CreateGroup(ProviderId provider, Resource resource, List<String> members, Notes notes) {
        this.provider = provider;
        this.resource = Stored.group(resource);
        this.members = MembershipDelta.NONE.add(members);
        this.notes = notes;
    }

    /** Whether the name is taken, and the members to be. */
    public record State(boolean named, GroupChanges members, List<String> unknown) {}

    @Override
    public String name() {
        return "group.create";
    }

    @Override
    public State load(Loader loader) {
        loader.groupCreation(provider);
        boolean named = loader.groupNamed(provider, Names.canonical(displayName()));
        Loader.GroupState found = loader.group(provider, NOBODY, members);
        return new State(named, GroupChanges.load(loader, provider, found.added(), List.of()), found.unknown());
    }

    /** A group that does not exist has no members: all known users among the wanted ones are added. */
    private static final GroupId NOBODY = new GroupId(new UUID(0, 0));

    private String displayName() {
        return resource.text("displayName")
                .orElseThrow(
                        () -> ScimError.invalidValue("displayName is required").exception());
    }

    @Override
    public Decision<ChangeGroup.Result> decide(State state, Context context) {
        if (state.named() && !notes.strict()) {
            throw taken(notes);
        }
        ChangeGroup.noteUnknown(state.unknown(), notes);
        GroupRecord group = new GroupRecord(
                new GroupId(context.ids().next()),
                provider,
                resource,
                1,
                context.now(),
                context.now(),
                Optional.empty());
        ProviderRules rules = context.rules().provider(provider);
        List<Unbound> bound = rules.bindable(displayName(), group.externalId());
        Context binding = new Context(
                context.now(),
                context.rules().with(rules.bind(bound, group.id(), displayName())),
                context.ids(),
                context.caller());
        return new Decision<>(
                changes(group, state.members(), bound, binding), new ChangeGroup.Result(group, state.unknown()));
    }

    /** Another group of the provider has the name, and the provider's dialect wants names of their own. */
    static ScimException taken(Notes notes) {
        notes.add(Dialect.TAKEN_GROUP_NAME, "displayName");
        return ScimError.uniqueness("a group with this displayName exists").exception();
    }

    private Changes changes(GroupRecord group, GroupChanges members, List<Unbound> bound, Context context) {
        return new Changes(
                members.placed(group, context),
                List.of(new Changes.GroupChange(Optional.empty(), group)),
                members.memberships(group),
                members.marks(group),
                bindings(group, bound),
                bound.stream().map(row -> note(group, row)).toList(),
                List.of());
    }

    private List<Changes.Binding> bindings(GroupRecord group, List<Unbound> bound) {
        return bound.isEmpty()
                ? List.of()
                : List.of(new Changes.Binding(
                        provider, bound.stream().map(Unbound::row).collect(Collectors.toSet()), group.id()));
    }

    private static LogEntry note(GroupRecord group, Unbound row) {
        return LogEntry.of(
                        Action.MAPPING_BOUND,
                        LogEntry.Subject.group(group.id().value()),
                        Optional.empty(),
                        group.displayName())
                .because("row %d of the %s was written for this %s"
                        .formatted(row.number(), row.list(), row.key().kind().attribute()));
    }
}
