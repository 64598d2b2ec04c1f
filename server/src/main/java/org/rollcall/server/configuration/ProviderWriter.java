package org.rollcall.server.configuration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.brake.BrakeLimit;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;

/** The statements for the rules of providers and their mapping rows. */
final class ProviderWriter {

    private final UUID tenant;
    private final Instant now;
    private final List<Write> writes = new ArrayList<>();

    private ProviderWriter(UUID tenant, Instant now) {
        this.tenant = tenant;
        this.now = now;
    }

    static List<Write> of(UUID tenant, Instant now, Configured before, Configured after) {
        ProviderWriter writer = new ProviderWriter(tenant, now);
        writer.providers(ConfigurationWriter.changed(settings(before), settings(after)));
        writer.tellNodes(before, after);
        writer.rows(rows(before), rows(after));
        return writer.writes;
    }

    private void write(List<?> rows, Write write) {
        if (!rows.isEmpty()) {
            writes.add(write);
        }
    }

    // ---- providers

    /** The providers without their rows, which are rows of their own. */
    private static Map<ProviderId, Configured.Provider> settings(Configured in) {
        Map<ProviderId, Configured.Provider> settings = new HashMap<>();
        in.providers()
                .forEach((id, p) -> settings.put(
                        id,
                        new Configured.Provider(
                                id,
                                p.name(),
                                p.method(),
                                p.organization(),
                                List.of(),
                                p.byAttribute(),
                                p.byExpression(),
                                p.mapped(),
                                List.of(),
                                p.allowed(),
                                p.delay(),
                                List.of(),
                                p.leaveDate(),
                                p.source(),
                                p.dialect(),
                                p.caution())));
        return settings;
    }

    private void providers(List<Configured.Provider> changed) {
        write(
                changed,
                Write.of(
                        """
                        update provider p set organization_method = n.method, organization_id = n.organization,
                            roles_mapped = n.mapped, deactivation_delay = n.seconds * interval '1 second',
                            brake_people = n.people, brake_share = n.share,
                            brake_window = n.brake_seconds * interval '1 second',
                            fallback_delay = n.fallback * interval '1 second', dialect = n.dialect,
                            attribute_path = n.attribute, attribute_parent = n.parent, attribute_creates = n.creates,
                            allowed_roles = n.allowed::uuid[], organization_expression = n.expression,
                            leave_attribute = n.leave, kind = n.kind, silent_after = n.silent * interval '1 second'
                        from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bool[], ?::int8[], ?::text[],
                            ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::uuid[], ?::bool[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::int8[])
                          as n (id, method, organization, mapped, seconds, dialect, people, share, brake_seconds,
                            fallback, attribute, parent, creates, allowed, expression, leave, kind, silent)
                        where p.tenant_id = ? and p.provider_id = n.id""",
                        SqlArray.uuids(changed, provider -> provider.id().value()),
                        SqlArray.texts(changed, provider -> provider.method().label()),
                        SqlArray.uuids(
                                changed, provider -> provider.organization().value()),
                        SqlArray.booleans(changed, Configured.Provider::mapped),
                        SqlArray.longs(changed, provider -> provider.delay().toSeconds()),
                        SqlArray.texts(changed, provider -> provider.dialect().label()),
                        brake(changed, brake -> (long) brake.people()),
                        brake(changed, brake -> (long) brake.share()),
                        brake(changed, brake -> brake.window().toSeconds()),
                        SqlArray.longs(
                                changed,
                                provider -> provider.caution().fallbackDelay().toSeconds()),
                        SqlArray.texts(
                                changed,
                                provider -> provider.byAttribute()
                                        .map(by -> by.attribute().toString())),
                        SqlArray.uuids(
                                changed,
                                provider -> provider.byAttribute()
                                        .map(by -> by.parent().value())),
                        SqlArray.booleans(
                                changed,
                                provider -> provider.byAttribute()
                                        .filter(Configured.ByAttribute::creates)
                                        .isPresent()),
                        SqlArray.texts(changed, provider -> provider.allowed().map(ProviderWriter::array)),
                        SqlArray.texts(
                                changed, provider -> provider.byExpression().map(Expression::source)),
                        SqlArray.texts(changed, provider -> provider.leaveDate().map(NameAttribute::toString)),
                        SqlArray.texts(
                                changed, provider -> provider.source().kind().label()),
                        SqlArray.longs(
                                changed,
                                provider -> provider.source().silentAfter().map(Duration::toSeconds)),
                        tenant));
    }

    /** An array within an array: as text, because those of SQL are rectangular. */
    private static String array(Set<RoleId> roles) {
        return roles.stream().map(RoleId::toString).sorted().collect(Collectors.joining(",", "{", "}"));
    }

    private static SqlArray brake(List<Configured.Provider> providers, Function<BrakeLimit, Long> column) {
        return SqlArray.longs(providers, provider -> provider.caution().brake().map(column));
    }

    /** How requests are read is known with the credential; so that it is asked for again. */
    private void tellNodes(Configured before, Configured after) {
        List<Configured.Provider> changed = after.providers().values().stream()
                .filter(provider -> Optional.ofNullable(before.providers().get(provider.id()))
                        .filter(old -> old.dialect() == provider.dialect())
                        .isEmpty())
                .toList();
        write(changed, Write.of("select pg_notify('rollcall', ?)", "credential:" + tenant));
    }

    // ---- mapping rows

    private record Row(
            UUID provider,
            UUID id,
            String kind,
            long ordinal,
            ProviderRules.Key key,
            Optional<UUID> group,
            Optional<UUID> organization,
            Optional<Long> delay,
            Set<RoleId> roles) {

        Row at(OrganizationId target) {
            return new Row(provider, id, kind, ordinal, key, group, Optional.of(target.value()), delay, roles);
        }

        Row giving(Set<RoleId> target) {
            return new Row(provider, id, kind, ordinal, key, group, organization, delay, target);
        }

        Row after(Duration target) {
            return new Row(
                    provider, id, kind, ordinal, key, group, organization, Optional.of(target.toSeconds()), roles);
        }
    }

    private static Map<UUID, Row> rows(Configured in) {
        Map<UUID, Row> rows = new HashMap<>();
        for (Configured.Provider provider : in.providers().values()) {
            long ordinal = 0;
            for (MappingRow<OrganizationId> row : provider.organizationRows()) {
                rows.put(row.id(), row(provider, "organization", ordinal++, row).at(row.target()));
            }
            ordinal = 0;
            for (MappingRow<Set<RoleId>> row : provider.roleRows()) {
                rows.put(row.id(), row(provider, "role", ordinal++, row).giving(row.target()));
            }
            ordinal = 0;
            for (MappingRow<Duration> row : provider.delayRows()) {
                rows.put(row.id(), row(provider, "delay", ordinal++, row).after(row.target()));
            }
        }
        return rows;
    }

    private static Row row(Configured.Provider provider, String kind, long ordinal, MappingRow<?> row) {
        return new Row(
                provider.id().value(),
                row.id(),
                kind,
                ordinal,
                row.key(),
                row.bound().map(Bound::group).map(GroupId::value),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    private void rows(Map<UUID, Row> before, Map<UUID, Row> after) {
        List<Row> gone = ConfigurationWriter.added(after, before);
        write(gone, Write.of("""
                        delete from mapping_row m using unnest(?::uuid[], ?::uuid[]) as d (provider, id)
                        where m.tenant_id = ? and m.provider_id = d.provider and m.row_id = d.id""", SqlArray.uuids(gone, Row::provider), SqlArray.uuids(gone, Row::id), tenant));
        update(ConfigurationWriter.changed(before, after));
        insert(ConfigurationWriter.added(before, after));
    }

    /** Places, spelling and groups of rows that stay. A row that did not get another group keeps when it got its own. */
    private void update(List<Row> rows) {
        write(
                rows,
                Write.of(
                        """
                        update mapping_row m set ordinal = n.ordinal, key_value = n.key, group_id = n.group_id,
                            bound_at = case when m.group_id is not distinct from n.group_id then m.bound_at else ? end
                        from unnest(?::uuid[], ?::uuid[], ?::int8[], ?::text[], ?::uuid[])
                          as n (provider, id, ordinal, key, group_id)
                        where m.tenant_id = ? and m.provider_id = n.provider and m.row_id = n.id""",
                        now,
                        SqlArray.uuids(rows, Row::provider),
                        SqlArray.uuids(rows, Row::id),
                        SqlArray.longs(rows, Row::ordinal),
                        SqlArray.texts(rows, row -> row.key().value()),
                        SqlArray.uuids(rows, Row::group),
                        tenant));
    }

    private void insert(List<Row> rows) {
        write(
                rows,
                Write.of(
                        """
                        insert into mapping_row (tenant_id, provider_id, row_id, kind, ordinal, key_kind, key_value,
                            group_id, bound_at, organization_id, delay)
                        select ?, n.provider, n.id, n.kind, n.ordinal, n.key_kind, n.key, n.group_id,
                               case when n.group_id is not null then ?::timestamptz end, n.organization, n.delay * interval '1 second'
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::uuid[],
                            ?::uuid[], ?::int8[])
                          as n (provider, id, kind, ordinal, key_kind, key, group_id, organization, delay)""",
                        tenant,
                        now,
                        SqlArray.uuids(rows, Row::provider),
                        SqlArray.uuids(rows, Row::id),
                        SqlArray.texts(rows, Row::kind),
                        SqlArray.longs(rows, Row::ordinal),
                        SqlArray.texts(rows, row -> row.key().kind().attribute()),
                        SqlArray.texts(rows, row -> row.key().value()),
                        SqlArray.uuids(rows, Row::group),
                        SqlArray.uuids(rows, Row::organization),
                        SqlArray.longs(rows, Row::delay)));
        roles(rows.stream()
                .flatMap(row -> row.roles().stream().map(role -> new RowRole(row.provider(), row.id(), role)))
                .toList());
    }

    private record RowRole(UUID provider, UUID row, RoleId role) {}

    private void roles(List<RowRole> roles) {
        write(
                roles,
                Write.of(
                        """
                        insert into mapping_row_role (tenant_id, provider_id, row_id, role_id)
                        select ?, * from unnest(?::uuid[], ?::uuid[], ?::uuid[])""",
                        tenant,
                        SqlArray.uuids(roles, RowRole::provider),
                        SqlArray.uuids(roles, RowRole::row),
                        SqlArray.uuids(roles, role -> role.role().value())));
    }
}
