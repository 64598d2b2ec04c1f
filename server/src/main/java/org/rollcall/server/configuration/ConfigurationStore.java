package org.rollcall.server.configuration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.configuration.Configured.Role;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.placement.OrganizationMapping.Method;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;
import org.rollcall.server.provider.Source;
import org.rollcall.server.schema.TenantExtension;

/** Reads a tenant's configuration. */
final class ConfigurationStore {

    private final UUID tenant;
    private final Pipeline pipeline;

    ConfigurationStore(UUID tenant, Pipeline pipeline) {
        this.tenant = tenant;
        this.pipeline = pipeline;
    }

    /** The providers by canonical name. */
    Map<String, ProviderId> providers() {
        var providers = pipeline.query(
                "select name_canonical, provider_id from provider where tenant_id = ? and deleted_at is null",
                row -> Map.entry(row.getString("name_canonical"), new ProviderId(uuid(row, "provider_id"))),
                tenant);
        pipeline.run();
        return providers.get().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Reads under the lock of the tenant's row, so that neither another apply nor a binding comes in between. The
     * lock lets those pass who only refer to the tenant, and that is everybody who writes.
     */
    Configured lock() {
        var version = pipeline.query(
                "select config_version from tenant where tenant_id = ? for no key update",
                row -> row.getLong(1),
                tenant);
        return read(version).orElseThrow(() -> new IllegalStateException("nobody else could change it"));
    }

    /** Reads without a lock, again while somebody changes it: each statement has a snapshot of its own. */
    Configured read() {
        Optional<Configured> consistent = Optional.empty();
        while (consistent.isEmpty()) {
            consistent = read(version());
        }
        return consistent.get();
    }

    private Pipeline.Answer<List<Long>> version() {
        return pipeline.query("select config_version from tenant where tenant_id = ?", row -> row.getLong(1), tenant);
    }

    private Optional<Configured> read(Pipeline.Answer<List<Long>> before) {
        var organizations = pipeline.query("""
                select o.organization_id, o.parent_id, o.name, o.deactivated_at is null as active, o.own_defaults,
                       o.made_by_mapping, extract(epoch from o.retention)::bigint as retention,
                       array(select d.role_id from organization_default_role d where d.tenant_id = o.tenant_id
                             and d.organization_id = o.organization_id) as roles
                from organization o where o.tenant_id = ?""", ConfigurationStore::organization, tenant);
        var roles = pipeline.query("""
                select r.role_id, r.name, r.administrative,
                       array(select p.permission from role_permission p where p.tenant_id = r.tenant_id
                             and p.role_id = r.role_id) as permissions
                from role r where r.tenant_id = ?""", ConfigurationStore::role, tenant);
        var rows = pipeline.query("""
                select m.provider_id, m.row_id, m.kind, m.key_kind, m.key_value, m.organization_id, m.group_id,
                       extract(epoch from m.delay)::bigint as delay,
                       g.attributes ->> 'displayName' as group_name, g.deleted_at is null as live,
                       array(select r.role_id from mapping_row_role r where r.tenant_id = m.tenant_id
                             and r.provider_id = m.provider_id and r.row_id = m.row_id) as roles
                from mapping_row m
                left join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                        and g.group_id = m.group_id
                where m.tenant_id = ? order by m.ordinal""", ConfigurationStore::mappingRow, tenant);
        var providers = pipeline.query("""
                select provider_id, name, organization_method, organization_id, roles_mapped,
                       extract(epoch from deactivation_delay)::bigint as delay, kind,
                       extract(epoch from silent_after)::bigint as silent_seconds, dialect, brake_people, brake_share,
                       extract(epoch from brake_window)::bigint as brake_window,
                       extract(epoch from fallback_delay)::bigint as fallback_delay,
                       attribute_path, attribute_parent, attribute_creates, allowed_roles,
                       organization_expression, leave_attribute
                from provider where tenant_id = ? and deleted_at is null""", ConfigurationStore::provider, tenant);
        var schemas = TenantExtension.query(tenant, pipeline);
        var after = version();
        pipeline.run();
        if (!before.get().equals(after.get())) {
            return Optional.empty();
        }
        Map<UUID, List<Row>> byProvider = rows.get().stream().collect(groupingBy(Row::provider));
        return Optional.of(new Configured(
                after.get().getFirst(),
                byId(organizations.get(), Organization::id),
                byId(roles.get(), Role::id),
                providers.get().stream()
                        .map(provider -> with(
                                provider, byProvider.getOrDefault(provider.id().value(), List.of())))
                        .collect(toMap(Configured.Provider::id, Function.identity())),
                schemas.get()));
    }

    private static <K, V> Map<K, V> byId(List<V> values, Function<V, K> id) {
        return values.stream().collect(toMap(id, Function.identity()));
    }

    // ---- rows

    private static Organization organization(ResultSet row) throws SQLException {
        Optional<Set<RoleId>> defaults =
                row.getBoolean("own_defaults") ? Optional.of(roleIds(row, "roles")) : Optional.empty();
        return new Organization(
                new OrganizationId(uuid(row, "organization_id")),
                optional(row, "parent_id").map(OrganizationId::new),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("made_by_mapping"),
                defaults,
                Optional.ofNullable(row.getObject("retention", Long.class)).map(Duration::ofSeconds));
    }

    private static Role role(ResultSet row) throws SQLException {
        String[] permissions = (String[]) row.getArray("permissions").getArray();
        return new Role(
                new RoleId(uuid(row, "role_id")),
                row.getString("name"),
                row.getBoolean("administrative"),
                new TreeSet<>(List.of(permissions)));
    }

    private static Configured.Provider provider(ResultSet row) throws SQLException {
        return new Configured.Provider(
                new ProviderId(uuid(row, "provider_id")),
                row.getString("name"),
                Method.of(row.getString("organization_method")),
                new OrganizationId(uuid(row, "organization_id")),
                List.of(),
                byAttribute(row),
                Optional.ofNullable(row.getString("organization_expression")).map(Expression::storedText),
                row.getBoolean("roles_mapped"),
                List.of(),
                Optional.ofNullable(row.getArray("allowed_roles")).isPresent()
                        ? Optional.of(roleIds(row, "allowed_roles"))
                        : Optional.empty(),
                Duration.ofSeconds(row.getLong("delay")),
                List.of(),
                Optional.ofNullable(row.getString("leave_attribute")).flatMap(NameAttribute::parse),
                Source.of(row),
                Mode.of(row.getString("dialect")).orElseThrow(),
                Caution.of(row));
    }

    private static Optional<Configured.ByAttribute> byAttribute(ResultSet row) throws SQLException {
        Optional<OrganizationId> parent = optional(row, "attribute_parent").map(OrganizationId::new);
        Optional<NameAttribute> attribute =
                Optional.ofNullable(row.getString("attribute_path")).flatMap(NameAttribute::parse);
        boolean creates = row.getBoolean("attribute_creates");
        return parent.flatMap(p -> attribute.map(a -> new Configured.ByAttribute(a, p, creates)));
    }

    /** A row of either kind; one of organization mapping has an organization. */
    private record Row(
            UUID provider,
            UUID id,
            ProviderRules.Key key,
            Optional<Bound> bound,
            Optional<OrganizationId> organization,
            Optional<Duration> delay,
            Set<RoleId> roles) {

        MappingRow<OrganizationId> toOrganization() {
            return new MappingRow<>(id, key, bound, organization.orElseThrow());
        }

        MappingRow<Set<RoleId>> toRoles() {
            return new MappingRow<>(id, key, bound, roles);
        }

        MappingRow<Duration> toDelay() {
            return new MappingRow<>(id, key, bound, delay.orElseThrow());
        }
    }

    private static Row mappingRow(ResultSet row) throws SQLException {
        return new Row(
                uuid(row, "provider_id"),
                uuid(row, "row_id"),
                new ProviderRules.Key(ProviderRules.Key.Kind.of(row.getString("key_kind")), row.getString("key_value")),
                bound(row),
                optional(row, "organization_id").map(OrganizationId::new),
                Optional.ofNullable(row.getObject("delay", Long.class)).map(Duration::ofSeconds),
                roleIds(row, "roles"));
    }

    private static Optional<Bound> bound(ResultSet row) throws SQLException {
        Optional<UUID> group = optional(row, "group_id");
        String name = Optional.ofNullable(row.getString("group_name")).orElse("");
        boolean live = row.getBoolean("live");
        return group.map(id -> new Bound(new GroupId(id), name, live));
    }

    private static Configured.Provider with(Configured.Provider provider, List<Row> rows) {
        return new Configured.Provider(
                provider.id(),
                provider.name(),
                provider.method(),
                provider.organization(),
                rows.stream()
                        .filter(row -> row.organization().isPresent())
                        .map(Row::toOrganization)
                        .toList(),
                provider.byAttribute(),
                provider.byExpression(),
                provider.mapped(),
                rows.stream()
                        .filter(row ->
                                row.organization().isEmpty() && row.delay().isEmpty())
                        .map(Row::toRoles)
                        .toList(),
                provider.allowed(),
                provider.delay(),
                rows.stream()
                        .filter(row -> row.delay().isPresent())
                        .map(Row::toDelay)
                        .toList(),
                provider.leaveDate(),
                provider.source(),
                provider.dialect(),
                provider.caution());
    }

    private static Set<RoleId> roleIds(ResultSet row, String column) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray())
                .map(RoleId::new)
                .collect(toSet());
    }

    // ---- groups and usage

    /** The live groups of these names and externalIds; of several with one externalId, the first created. */
    Groups groups(Collection<Groups.Of> keys) {
        Map<ProviderRules.Key.Kind, List<Groups.Of>> byKind =
                keys.stream().collect(groupingBy(of -> of.key().kind(), mapping(Function.identity(), toList())));
        Map<Groups.Of, Bound> found = new HashMap<>();
        found.putAll(groups(
                ProviderRules.Key.Kind.DISPLAY_NAME, "g.display_name_canonical = k.form", byKind, Function.identity()));
        found.putAll(groups(
                ProviderRules.Key.Kind.EXTERNAL_ID,
                "g.external_id_hash = decode(k.form, 'hex')",
                byKind,
                id -> HexFormat.of().formatHex(Digests.sha256(id))));
        return new Groups(found);
    }

    private Map<Groups.Of, Bound> groups(
            ProviderRules.Key.Kind kind,
            String matches,
            Map<ProviderRules.Key.Kind, List<Groups.Of>> byKind,
            Function<String, String> form) {
        List<Groups.Of> keys = byKind.getOrDefault(kind, List.of());
        if (keys.isEmpty()) {
            return Map.of();
        }
        var found = pipeline.query(
                """
                select distinct on (k.n) k.n, g.group_id, g.attributes ->> 'displayName' as name
                from unnest(?::uuid[], ?::text[]) with ordinality as k (provider, form, n)
                join group_record g on g.tenant_id = ? and g.provider_id = k.provider and g.deleted_at is null
                                   and %s
                order by k.n, g.created_at, g.group_id""".formatted(matches),
                row -> Map.entry(
                        keys.get(row.getInt("n") - 1),
                        new Bound(new GroupId(uuid(row, "group_id")), row.getString("name"), true)),
                SqlArray.uuids(keys, key -> key.provider().value()),
                SqlArray.texts(keys, key -> form.apply(key.key().value())),
                tenant);
        pipeline.run();
        return found.get().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many accounts are in these organizations and have these roles. */
    Usage usage(Collection<OrganizationId> organizations, Collection<RoleId> roles) {
        if (organizations.isEmpty() && roles.isEmpty()) {
            return Usage.NONE;
        }
        var accounts = pipeline.query(
                """
                select organization_id, count(*) filter (where deleted_at is null) as live, count(deleted_at) as deleted
                from account where tenant_id = ? and organization_id = any(?) group by organization_id""",
                row -> Map.entry(
                        new OrganizationId(uuid(row, "organization_id")),
                        new Usage.Accounts(row.getLong("live"), row.getLong("deleted"))),
                tenant,
                SqlArray.uuids(organizations, OrganizationId::value));
        var grants = pipeline.query(
                """
                select role_id,
                       count(distinct account_id) filter (where origin in ('manual', 'released')) as manual,
                       count(distinct account_id) filter (where origin in ('group', 'expression', 'default')) as placed
                from account_grant where tenant_id = ? and role_id = any(?) group by role_id""",
                row -> Map.entry(
                        new RoleId(uuid(row, "role_id")),
                        new Usage.Grants(row.getLong("manual"), row.getLong("placed"))),
                tenant,
                SqlArray.uuids(roles, RoleId::value));
        pipeline.run();
        return new Usage(
                accounts.get().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)),
                grants.get().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Optional<UUID> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }
}
