package org.rollcall.server.configuration;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
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
import org.rollcall.server.configuration.Configuration.ByAttribute;
import org.rollcall.server.configuration.Configuration.ByExpression;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.configuration.Configuration.Fixed;
import org.rollcall.server.configuration.Configuration.Reference;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.placement.OrganizationMapping.Method;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.provider.Source;
import org.rollcall.server.schema.TenantExtension;

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
        Map<String, RoleId> roleIds = new Configured(now.version(), Map.of(), roles, Map.of(), List.of()).rolesByName();
        Map<OrganizationId, Configured.Organization> organizations = wanted.organizations()
                .map(list -> new Organizations(now, usage, roleIds, ids).of(list))
                .orElse(now.organizations());
        Map<String, OrganizationId> paths =
                new Configured(now.version(), organizations, roles, Map.of(), List.of()).organizationsByPath();
        return new Configured(
                now.version(),
                organizations,
                roles,
                providers(wanted.providers(), paths, roleIds),
                wanted.schemas().map(Next::inOrder).orElse(now.schemas()));
    }

    private static List<TenantExtension> inOrder(List<TenantExtension> schemas) {
        return schemas.stream()
                .sorted(Comparator.comparing(TenantExtension::key))
                .toList();
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
        Configuration.OrganizationMethod method = wanted.organization();
        return new Configured.Provider(
                before.id(),
                before.name(),
                switch (method) {
                    case Fixed fixed -> Method.FIXED;
                    case ByGroup byGroup -> Method.BY_GROUP;
                    case ByAttribute byAttribute -> Method.BY_ATTRIBUTE;
                    case ByExpression byExpression -> Method.BY_EXPRESSION;
                },
                organization.apply(
                        switch (method) {
                            case Fixed fixed -> fixed.organization();
                            case ByGroup byGroup -> byGroup.fallback();
                            case ByAttribute byAttribute -> byAttribute.fallback();
                            case ByExpression byExpression -> byExpression.fallback();
                        }),
                rows(before.id(), before.organizationRows(), organizationRows(method, organization)),
                byAttribute(method, organization),
                method instanceof ByExpression by ? Optional.of(by.expression()) : Optional.empty(),
                wanted.roles().isPresent(),
                rows(before.id(), before.roleRows(), roleRows(wanted, roles)),
                wanted.allowedRoles().map(allowed -> roles(allowed, roles)),
                wanted.delay(),
                rows(
                        before.id(),
                        before.delayRows(),
                        wanted.delays().stream()
                                .map(row -> new Wanted<>(row.key(), row.delay()))
                                .toList()),
                wanted.leaveDate(),
                new Source(wanted.kind().orElse(before.source().kind()), wanted.silentAfter()),
                wanted.dialect(),
                wanted.caution());
    }

    private static List<Wanted<OrganizationId>> organizationRows(
            Configuration.OrganizationMethod method, Function<Reference, OrganizationId> organization) {
        return switch (method) {
            case ByGroup byGroup ->
                byGroup.rows().stream()
                        .map(row -> new Wanted<>(row.group(), organization.apply(row.organization())))
                        .toList();
            case Fixed fixed -> List.of();
            case ByAttribute byAttribute -> List.of();
            case ByExpression byExpression -> List.of();
        };
    }

    private static Optional<Configured.ByAttribute> byAttribute(
            Configuration.OrganizationMethod method, Function<Reference, OrganizationId> organization) {
        return method instanceof ByAttribute by
                ? Optional.of(new Configured.ByAttribute(by.attribute(), organization.apply(by.parent()), by.creates()))
                : Optional.empty();
    }

    private static List<Wanted<Set<RoleId>>> roleRows(Configuration.Provider wanted, Map<String, RoleId> roles) {
        return wanted.roles().orElse(List.of()).stream()
                .map(row -> new Wanted<>(row.key(), roles(row.roles(), roles)))
                .toList();
    }

    private static Set<RoleId> roles(List<Reference> names, Map<String, RoleId> known) {
        return names.stream()
                .map(reference -> found(known, Names.canonical(reference.text())))
                .collect(toSet());
    }

    /** A row of a document, its names resolved. */
    private record Wanted<T>(ProviderRules.Key group, T target) {}

    private <T> List<MappingRow<T>> rows(ProviderId provider, List<MappingRow<T>> before, List<Wanted<T>> wanted) {
        Map<ProviderRules.Key, MappingRow<T>> known =
                before.stream().collect(toMap(MappingRow::canonicalKey, Function.identity(), (first, second) -> first));
        return wanted.stream()
                .map(row -> row(
                        groups.find(provider, row.group()),
                        Optional.ofNullable(known.get(MappingRow.canonical(row.group()))),
                        row))
                .toList();
    }

    /**
     * A row that was there keeps its group, whatever its place or target: another group of that name gains nothing
     * until an administrator says so. A new row gets the group that is there.
     */
    private <T> MappingRow<T> row(Optional<Bound> named, Optional<MappingRow<T>> same, Wanted<T> wanted) {
        boolean anew = same.isEmpty() || (rebind && named.isPresent());
        return new MappingRow<>(
                same.filter(row -> row.target().equals(wanted.target()))
                        .map(MappingRow::id)
                        .orElseGet(ids::next),
                wanted.group(),
                anew ? named : same.flatMap(MappingRow::bound),
                wanted.target());
    }

    private static <T> T found(Map<String, T> known, String canonical) {
        return Objects.requireNonNull(known.get(canonical), "references have been checked");
    }
}
