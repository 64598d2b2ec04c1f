package org.rollcall.server.placement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;

/** Loads a tenant's rules, once per configuration version and node. */
public final class RulesStore {

    private static final int TENANTS = 1_000;

    private final Cache<TenantId, Rules> cache =
            Caffeine.newBuilder().maximumSize(TENANTS).build();

    /**
     * The rules of a version that this caller has read from the tenant's row. When the configuration has moved on
     * since, the newer rules are answered: an account placed with them is not stale.
     */
    public Rules load(TenantId tenant, long version, Pipeline pipeline) {
        Rules known = cache.getIfPresent(tenant);
        if (known != null && known.version() == version) {
            return known;
        }
        Rules loaded = read(tenant, pipeline);
        cache.asMap().merge(tenant, loaded, (a, b) -> a.version() >= b.version() ? a : b);
        return loaded;
    }

    private record OrganizationRow(UUID id, Optional<UUID> parent, String name, boolean ownDefaults, boolean active) {}

    private record MappingRow(
            UUID provider,
            UUID row,
            String kind,
            int ordinal,
            ProviderRules.Key key,
            Optional<GroupId> group,
            Optional<OrganizationId> organization,
            Optional<Duration> delay,
            Set<RoleId> roles) {

        int number() {
            return ordinal + 1;
        }
    }

    private record ProviderRow(
            ProviderId id,
            String name,
            OrganizationMapping.Method method,
            OrganizationId organization,
            Optional<OrganizationMapping.ByAttribute> byAttribute,
            Optional<Expression<String>> byExpression,
            boolean mapped,
            Optional<Set<RoleId>> allowed,
            Duration delay,
            Optional<LeaveDate> leaveDate,
            Caution caution) {}

    /**
     * The rules as this connection sees them, past the cache. Each statement has a snapshot of its own: rules between
     * two versions are read again.
     */
    public static Rules read(TenantId tenant, Pipeline pipeline) {
        Optional<Rules> consistent = Optional.empty();
        while (consistent.isEmpty()) {
            consistent = attempt(tenant.value(), pipeline);
        }
        return consistent.get();
    }

    private static Pipeline.Answer<List<Long>> version(UUID tenant, Pipeline pipeline) {
        return pipeline.query("select config_version from tenant where tenant_id = ?", row -> row.getLong(1), tenant);
    }

    private static Optional<Rules> attempt(UUID id, Pipeline pipeline) {
        var before = version(id, pipeline);
        var organizations =
                pipeline.query("select * from organization where tenant_id = ?", RulesStore::organization, id);
        var defaults = pipeline.query(
                "select organization_id, role_id from organization_default_role where tenant_id = ?",
                row -> Map.entry(uuid(row, 1), new RoleId(uuid(row, 2))),
                id);
        var roles = pipeline.query("""
                select r.role_id, r.name, r.administrative,
                       array(select p.permission from role_permission p
                             where p.tenant_id = r.tenant_id and p.role_id = r.role_id) as permissions
                from role r where r.tenant_id = ?""", RulesStore::role, id);
        var providers = pipeline.query("""
                select provider_id, name, organization_method, organization_id, roles_mapped,
                       extract(epoch from deactivation_delay)::bigint, brake_people, brake_share,
                       extract(epoch from brake_window)::bigint as brake_window,
                       extract(epoch from fallback_delay)::bigint as fallback_delay,
                       attribute_path, attribute_parent, attribute_creates, allowed_roles,
                       organization_expression, leave_attribute
                from provider where tenant_id = ? and organization_id is not null""", RulesStore::provider, id);
        var rows = pipeline.query("""
                select m.provider_id, m.row_id, m.kind, m.ordinal, m.key_kind, m.key_value, m.group_id,
                       m.organization_id, extract(epoch from m.delay)::bigint as delay,
                       array(select r.role_id from mapping_row_role r where r.tenant_id = m.tenant_id
                             and r.provider_id = m.provider_id and r.row_id = m.row_id) as roles
                from mapping_row m where m.tenant_id = ? order by m.ordinal""", RulesStore::mappingRow, id);
        var after = version(id, pipeline);
        pipeline.run();
        if (!before.get().equals(after.get())) {
            return Optional.empty();
        }
        Map<RoleId, Rules.Role> roleMap = roles.get().stream().collect(toMap(Rules.Role::id, role -> role));
        return Optional.of(new Rules(
                after.get().getFirst(),
                tree(organizations.get(), defaults.get()),
                roleMap,
                providers(providers.get(), rows.get(), roleMap)));
    }

    // ---- organizations

    private static Map<OrganizationId, Rules.Organization> tree(
            List<OrganizationRow> rows, List<Map.Entry<UUID, RoleId>> defaults) {
        Map<UUID, OrganizationRow> byId = rows.stream().collect(toMap(OrganizationRow::id, row -> row));
        Map<UUID, Set<RoleId>> own =
                defaults.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        Map<OrganizationId, Rules.Organization> result = new HashMap<>();
        for (OrganizationRow row : rows) {
            OrganizationRow source = defaultsOf(row, byId);
            OrganizationId id = new OrganizationId(row.id());
            result.put(
                    id,
                    new Rules.Organization(
                            id,
                            path(row, byId),
                            row.active(),
                            own.getOrDefault(source.id(), Set.of()),
                            new OrganizationId(source.id())));
        }
        return Map.copyOf(result);
    }

    private static OrganizationRow defaultsOf(OrganizationRow row, Map<UUID, OrganizationRow> byId) {
        OrganizationRow at = row;
        while (!at.ownDefaults() && at.parent().isPresent()) {
            at = Objects.requireNonNull(byId.get(at.parent().get()));
        }
        return at;
    }

    private static String path(OrganizationRow row, Map<UUID, OrganizationRow> byId) {
        return row.parent()
                .map(parent -> path(Objects.requireNonNull(byId.get(parent)), byId) + "/" + row.name())
                .orElse(row.name());
    }

    // ---- providers

    private static Map<ProviderId, ProviderRules> providers(
            List<ProviderRow> providers, List<MappingRow> rows, Map<RoleId, Rules.Role> roles) {
        Map<UUID, List<MappingRow>> byProvider = rows.stream().collect(groupingBy(MappingRow::provider));
        return providers.stream()
                .map(p -> rules(p, byProvider.getOrDefault(p.id().value(), List.of()), roles))
                .collect(toMap(ProviderRules::id, p -> p));
    }

    private static ProviderRules rules(ProviderRow provider, List<MappingRow> rows, Map<RoleId, Rules.Role> roles) {
        OrganizationMapping organization = switch (provider.method()) {
            case FIXED -> new OrganizationMapping.Fixed(provider.organization());
            case BY_GROUP ->
                new OrganizationMapping.ByGroup(
                        bound(rows, "organization")
                                .map(RulesStore::organizationRow)
                                .toList(),
                        provider.organization());
            case BY_ATTRIBUTE -> provider.byAttribute().orElseThrow();
            case BY_EXPRESSION ->
                new OrganizationMapping.ByExpression(provider.byExpression().orElseThrow(), provider.organization());
        };
        Optional<List<ProviderRules.RoleRow>> mapped = provider.mapped()
                ? Optional.of(rows.stream()
                        .filter(row -> row.kind().equals("role"))
                        .flatMap(row -> roleRow(row).stream())
                        .toList())
                : Optional.empty();
        List<ProviderRules.Unbound> unbound = rows.stream()
                .filter(row -> row.group().isEmpty() && row.key().kind() != ProviderRules.Key.Kind.EXPRESSION)
                .map(row -> unbound(row, roles))
                .toList();
        return new ProviderRules(
                provider.id(),
                provider.name(),
                organization,
                mapped,
                provider.allowed(),
                new Delays(provider.delay(), delays(rows)),
                provider.leaveDate(),
                provider.caution(),
                unbound);
    }

    private static List<Delays.Row> delays(List<MappingRow> rows) {
        return rows.stream()
                .filter(row -> row.kind().equals("delay"))
                .flatMap(
                        row -> condition(row)
                                .map(condition -> new Delays.Row(
                                        row.number(), condition, row.delay().orElseThrow()))
                                .stream())
                .toList();
    }

    /** Whom a row has; nobody, while it waits for its group. */
    private static Optional<Condition> condition(MappingRow row) {
        return row.key().kind() == ProviderRules.Key.Kind.EXPRESSION
                ? Optional.of(
                        new Condition.When(Expression.storedCondition(row.key().value())))
                : row.group()
                        .map(group -> new Condition.Members(group, row.key().value()));
    }

    private static Stream<MappingRow> bound(List<MappingRow> rows, String kind) {
        return rows.stream()
                .filter(row -> row.kind().equals(kind) && row.group().isPresent());
    }

    private static OrganizationMapping.Row organizationRow(MappingRow row) {
        return new OrganizationMapping.Row(
                row.number(),
                row.group().orElseThrow(),
                row.key().value(),
                row.organization().orElseThrow());
    }

    private static Optional<ProviderRules.RoleRow> roleRow(MappingRow row) {
        return condition(row).map(condition -> new ProviderRules.RoleRow(row.number(), condition, row.roles()));
    }

    private static ProviderRules.Unbound unbound(MappingRow row, Map<RoleId, Rules.Role> roles) {
        boolean administrative =
                row.roles().stream().map(roles::get).anyMatch(role -> role != null && role.administrative());
        return new ProviderRules.Unbound(
                row.row(), row.number(), row.key(), row.organization(), row.roles(), row.delay(), administrative);
    }

    // ---- rows

    private static OrganizationRow organization(ResultSet row) throws SQLException {
        return new OrganizationRow(
                row.getObject("organization_id", UUID.class),
                Optional.ofNullable(row.getObject("parent_id", UUID.class)),
                row.getString("name"),
                row.getBoolean("own_defaults"),
                row.getObject("deactivated_at") == null);
    }

    private static Rules.Role role(ResultSet row) throws SQLException {
        return new Rules.Role(new RoleId(uuid(row, 1)), row.getString(2), row.getBoolean(3), Set.of((String[])
                row.getArray(4).getArray()));
    }

    private static ProviderRow provider(ResultSet row) throws SQLException {
        return new ProviderRow(
                new ProviderId(uuid(row, 1)),
                row.getString(2),
                OrganizationMapping.Method.of(row.getString(3)),
                new OrganizationId(uuid(row, 4)),
                byAttribute(row),
                Optional.ofNullable(row.getString("organization_expression")).map(Expression::storedText),
                row.getBoolean(5),
                Optional.ofNullable(row.getArray("allowed_roles")).isPresent()
                        ? Optional.of(roleIds(row, "allowed_roles"))
                        : Optional.empty(),
                Duration.ofSeconds(row.getLong(6)),
                Optional.ofNullable(row.getString("leave_attribute"))
                        .flatMap(NameAttribute::parse)
                        .map(LeaveDate::new),
                Caution.of(row));
    }

    private static Optional<OrganizationMapping.ByAttribute> byAttribute(ResultSet row) throws SQLException {
        Optional<NameAttribute> attribute =
                Optional.ofNullable(row.getString("attribute_path")).flatMap(NameAttribute::parse);
        UUID parent = row.getObject("attribute_parent", UUID.class);
        boolean creates = row.getBoolean("attribute_creates");
        OrganizationId fallback = new OrganizationId(uuid(row, 4));
        return attribute.map(
                path -> new OrganizationMapping.ByAttribute(path, new OrganizationId(parent), creates, fallback));
    }

    private static Set<RoleId> roleIds(ResultSet row, String column) throws SQLException {
        Set<RoleId> roles = new HashSet<>();
        for (UUID role : (UUID[]) row.getArray(column).getArray()) {
            roles.add(new RoleId(role));
        }
        return Set.copyOf(roles);
    }

    private static MappingRow mappingRow(ResultSet row) throws SQLException {
        ProviderRules.Key.Kind kind = ProviderRules.Key.Kind.of(row.getString(5));
        String value = row.getString(6);
        return new MappingRow(
                uuid(row, 1),
                uuid(row, 2),
                row.getString(3),
                row.getInt(4),
                new ProviderRules.Key(kind, value),
                Optional.ofNullable(row.getObject(7, UUID.class)).map(GroupId::new),
                Optional.ofNullable(row.getObject(8, UUID.class)).map(OrganizationId::new),
                Optional.ofNullable(row.getObject("delay", Long.class)).map(Duration::ofSeconds),
                roleIds(row, "roles"));
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
