package org.rollcall.server.configuration;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.configuration.Configuration.Fixed;
import org.rollcall.server.configuration.Configuration.Reference;
import org.rollcall.server.configuration.Configured.Method;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.placement.ProviderRules;

/** Makes the next configuration out of the current one and a document whose references are known to lead somewhere. */
final class Next {

    private final Configured now;
    private final Groups groups;
    private final boolean rebind;
    private final Ids ids;

    Next(Configured now, Groups groups, boolean rebind, Ids ids) {
        this.now = now;
        this.groups = groups;
        this.rebind = rebind;
        this.ids = ids;
    }

    /** The configuration as the document wants it. What it leaves out is still in use or not; that is checked apart. */
    Configured of(Configuration wanted, Usage usage) {
        Map<RoleId, Configured.Role> roles = wanted.roles().map(this::roles).orElse(now.roles());
        Map<String, RoleId> roleIds = new Configured(now.version(), Map.of(), roles, Map.of()).rolesByName();
        Map<OrganizationId, Configured.Organization> organizations = wanted.organizations()
                .map(list -> new Organizations(now, usage, roleIds, ids).of(list))
                .orElse(now.organizations());
        Map<String, OrganizationId> paths =
                new Configured(now.version(), organizations, roles, Map.of()).organizationsByPath();
        return new Configured(now.version(), organizations, roles, providers(wanted.providers(), paths, roleIds));
    }

    // ---- roles

    private Map<RoleId, Configured.Role> roles(List<Configuration.Role> wanted) {
        Map<String, RoleId> known = now.rolesByName();
        return wanted.stream()
                .map(role -> new Configured.Role(
                        Optional.ofNullable(known.get(Names.canonical(role.name())))
                                .orElseGet(() -> new RoleId(ids.next())),
                        role.name(),
                        role.administrative(),
                        role.permissions()))
                .collect(toMap(Configured.Role::id, Function.identity()));
    }

    // ---- providers

    private Map<ProviderId, Configured.Provider> providers(
            List<Configuration.Provider> wanted, Map<String, OrganizationId> paths, Map<String, RoleId> roles) {
        Map<ProviderId, Configured.Provider> providers = new HashMap<>(now.providers());
        Map<String, ProviderId> known = now.providersByName();
        for (Configuration.Provider provider : wanted) {
            ProviderId id = found(known, Names.canonical(provider.name().text()));
            providers.computeIfPresent(id, (same, before) -> provider(before, provider, paths, roles));
        }
        return providers;
    }

    private Configured.Provider provider(
            Configured.Provider before,
            Configuration.Provider wanted,
            Map<String, OrganizationId> paths,
            Map<String, RoleId> roles) {
        Function<Reference, OrganizationId> organization =
                to -> found(paths, OrganizationPath.of(to.text()).canonical());
        List<MappingRow<Set<RoleId>>> roleRows = wanted.roles().orElse(List.of()).stream()
                .map(row -> row(before.id(), before.roleRows(), row.group(), roles(row, roles)))
                .toList();
        Configured.Provider next = switch (wanted.organization()) {
            case Fixed fixed -> with(before, Method.FIXED, organization.apply(fixed.organization()), List.of());
            case ByGroup byGroup ->
                with(
                        before,
                        Method.BY_GROUP,
                        organization.apply(byGroup.fallback()),
                        byGroup.rows().stream()
                                .map(row -> row(
                                        before.id(),
                                        before.organizationRows(),
                                        row.group(),
                                        organization.apply(row.organization())))
                                .toList());
        };
        return new Configured.Provider(
                next.id(),
                next.name(),
                next.method(),
                next.organization(),
                next.organizationRows(),
                wanted.roles().isPresent(),
                roleRows,
                wanted.delay());
    }

    private static Configured.Provider with(
            Configured.Provider before,
            Method method,
            OrganizationId organization,
            List<MappingRow<OrganizationId>> rows) {
        return new Configured.Provider(
                before.id(),
                before.name(),
                method,
                organization,
                rows,
                before.mapped(),
                before.roleRows(),
                before.delay());
    }

    private static Set<RoleId> roles(Configuration.RoleRow row, Map<String, RoleId> known) {
        return row.roles().stream()
                .map(reference -> found(known, Names.canonical(reference.text())))
                .collect(toSet());
    }

    /**
     * A row that was there keeps its group, whatever its place or target: another group of that name gains nothing
     * until an administrator says so. A new row gets the group that is there.
     */
    private <T> MappingRow<T> row(ProviderId provider, List<MappingRow<T>> before, ProviderRules.Key key, T target) {
        ProviderRules.Key canonical = MappingRow.canonical(key);
        Optional<Bound> named = groups.find(provider, key);
        Optional<MappingRow<T>> same = before.stream()
                .filter(row -> row.canonicalKey().equals(canonical))
                .findFirst();
        Optional<Bound> bound =
                same.isEmpty() || (rebind && named.isPresent()) ? named : same.flatMap(MappingRow::bound);
        return new MappingRow<>(
                same.filter(row -> row.target().equals(target))
                        .map(MappingRow::id)
                        .orElseGet(ids::next),
                key,
                bound,
                target);
    }

    private static <T> T found(Map<String, T> known, String canonical) {
        return Objects.requireNonNull(known.get(canonical), "references have been checked");
    }
}
