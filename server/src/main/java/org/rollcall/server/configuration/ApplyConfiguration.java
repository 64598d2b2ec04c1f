package org.rollcall.server.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.server.base.JobId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.configuration.Configuration.ByAttribute;
import org.rollcall.server.configuration.Configuration.ByExpression;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.configuration.Configuration.Fixed;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.job.JobWrites;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.provider.Source;

/**
 * Makes the configuration what a document says (P-86). Run it by {@code Commands.run}, or by {@code Commands.preview}
 * for a dry run; both throw {@link ConfigurationException} when the document contradicts what is there.
 */
public final class ApplyConfiguration implements Command<ApplyConfiguration.Loaded, ApplyResult> {

    private static final String SUBJECT = "configuration";

    private final Configuration wanted;
    private final boolean rebind;

    /**
     * What is wanted, and whether mapping rows follow their names.
     *
     * @param rebind binds rows whose group was deleted, renamed or not bound by itself to the group that has their
     *     name or externalId now (P-36)
     */
    public ApplyConfiguration(Configuration wanted, boolean rebind) {
        this.wanted = wanted;
        this.rebind = rebind;
    }

    /** What is there, under the lock of the tenant's row. */
    record Loaded(Configured current, Groups groups, Usage usage, UniqueStock stock) {}

    @Override
    public String name() {
        return "configuration.apply";
    }

    @Override
    public boolean changesSchemas() {
        return wanted.schemas().isPresent();
    }

    // ---- load

    /**
     * Locks first: groups that are being created at the providers named, then the tenant's row. So a row written for a
     * group is bound here or by the group's creation, never by neither.
     */
    @Override
    public Loaded load(Loader loader) {
        ConfigurationStore store = new ConfigurationStore(loader.tenant(), loader.pipeline());
        named(store.providers()).sorted().forEach(loader::groupCreation);
        Configured current = store.lock();
        return new Loaded(
                current,
                store.groups(keys(current)),
                store.usage(organizationsLeftOut(current), rolesLeftOut(current)),
                wanted.schemas()
                        .map(schemas ->
                                UniqueStock.load(loader.tenant(), loader.pipeline(), current.schemas(), schemas))
                        .orElse(UniqueStock.NONE));
    }

    private Stream<ProviderId> named(Map<String, ProviderId> providers) {
        return wanted.providers().stream()
                .flatMap(provider ->
                        Optional.ofNullable(
                                providers.get(Names.canonical(provider.name().text())))
                                .stream());
    }

    private List<Groups.Of> keys(Configured current) {
        Map<String, ProviderId> providers = current.providersByName();
        return wanted.providers().stream()
                .flatMap(provider ->
                        Optional.ofNullable(providers.get(
                                        Names.canonical(provider.name().text())))
                                .stream()
                                .flatMap(id -> keys(provider).map(key -> new Groups.Of(id, MappingRow.canonical(key)))))
                .distinct()
                .toList();
    }

    private static Stream<ProviderRules.Key> keys(Configuration.Provider provider) {
        Stream<ProviderRules.Key> organizations = switch (provider.organization()) {
            case Fixed fixed -> Stream.empty();
            case ByAttribute byAttribute -> Stream.empty();
            case ByExpression byExpression -> Stream.empty();
            case ByGroup byGroup -> byGroup.rows().stream().map(Configuration.OrganizationRow::group);
        };
        Stream<ProviderRules.Key> roles =
                provider.roles().stream().flatMap(List::stream).map(Configuration.RoleRow::key);
        Stream<ProviderRules.Key> delays = provider.delays().stream().map(Configuration.DelayRow::key);
        return Stream.of(organizations, roles, delays)
                .flatMap(Function.identity())
                .filter(key -> key.kind() != ProviderRules.Key.Kind.EXPRESSION);
    }

    private List<OrganizationId> organizationsLeftOut(Configured current) {
        Set<String> listed = wanted.organizations().stream()
                .flatMap(List::stream)
                .map(organization -> organization.path().canonical())
                .collect(Collectors.toSet());
        return wanted.organizations().isEmpty()
                ? List.of()
                : current.organizations().keySet().stream()
                        .filter(id -> !listed.contains(current.path(id).canonical()))
                        .toList();
    }

    private List<RoleId> rolesLeftOut(Configured current) {
        Set<String> listed = wanted.roles().stream()
                .flatMap(List::stream)
                .map(role -> Names.canonical(role.name()))
                .collect(Collectors.toSet());
        return wanted.roles().isEmpty()
                ? List.of()
                : current.roles().values().stream()
                        .filter(role -> !listed.contains(Names.canonical(role.name())))
                        .map(Configured.Role::id)
                        .toList();
    }

    // ---- decide

    @Override
    public Decision<ApplyResult> decide(Loaded state, Context context) {
        Configured current = state.current();
        refuse(unknown(current));
        Configured next = new Next(current, state.groups(), rebind, context.ids()).of(wanted, state.usage());
        refuse(new Leftovers(current, next, state.usage()).problems());
        refuse(silences(next));
        refuse(tooMany(next));
        refuse(state.stock().problems());
        List<Change> changes = Differences.of(current, next, state.groups());
        UUID tenant = context.caller().tenant().value();
        if (current.equals(next)) {
            return Decision.unchanged(new ApplyResult(current.version(), changes, Optional.empty()));
        }
        Optional<JobId> job = PlacementView.differs(current, next)
                ? Optional.of(new JobId(context.ids().next()))
                : Optional.empty();
        List<Write> writes =
                new ArrayList<>(ConfigurationWriter.of(tenant, context.now(), current, next, state.stock()));
        job.ifPresent(id -> writes.addAll(JobWrites.start(context, id)));
        return new Decision<>(
                Changes.settings(writes, log(tenant, changes)), new ApplyResult(current.version() + 1, changes, job));
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private List<Problem> unknown(Configured current) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ProviderId> providers = current.providersByName();
        wanted.providers().stream()
                .map(Configuration.Provider::name)
                .filter(name -> !providers.containsKey(Names.canonical(name.text())))
                .map(name -> new Problem(
                        name.pointer(),
                        "there is no provider \"%s\"; create it with: rollcall provider create --name %s"
                                .formatted(name.text(), name.text())))
                .forEach(problems::add);
        Set<String> organizations = current.organizations().values().stream()
                .filter(Organization::active)
                .map(organization -> current.path(organization.id()).canonical())
                .collect(Collectors.toSet());
        References.outside(wanted, organizations, current.rolesByName().keySet(), problems);
        return problems;
    }

    private List<Problem> silences(Configured next) {
        Map<String, ProviderId> providers = next.providersByName();
        return wanted.providers().stream()
                .map(Configuration.Provider::name)
                .filter(name -> Optional.ofNullable(providers.get(Names.canonical(name.text())))
                        .map(id -> next.providers().get(id))
                        .filter(provider -> !provider.source().valid())
                        .isPresent())
                .map(name -> new Problem(name.pointer().replaceAll("/name$", "/silentAfter"), Source.TIMES))
                .toList();
    }

    private static List<Problem> tooMany(Configured next) {
        int items = next.organizations().size()
                + next.roles().size()
                + next.providers().values().stream()
                        .mapToInt(
                                p -> p.organizationRows().size() + p.roleRows().size())
                        .sum();
        return items <= Limits.CONFIGURATION_ITEMS
                ? List.of()
                : List.of(new Problem(
                        "",
                        "there would be %d organizations, roles and mapping rows, more than %d"
                                .formatted(items, Limits.CONFIGURATION_ITEMS)));
    }

    private static List<LogEntry> log(UUID tenant, List<Change> changes) {
        LogEntry subject =
                LogEntry.of(Action.CONFIGURATION_CHANGED, Subject.configuration(tenant), Optional.empty(), SUBJECT);
        return changes.stream()
                .filter(Change::effective)
                .map(change -> subject.field(change.path()).change(change.before(), change.after()))
                .toList();
    }
}
