package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.GROUPS_UNUSED;
import static org.rollcall.server.diagnosis.Finding.Kind.NO_GROUP_MAPPED;
import static org.rollcall.server.diagnosis.Finding.Kind.ROW_WITHOUT_GROUP;
import static org.rollcall.server.diagnosis.Finding.Kind.ROW_WITHOUT_PEOPLE;
import static org.rollcall.server.diagnosis.Finding.Kind.UNMAPPED_GROUPS;

import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.diagnosis.Finding.Kind;

/** Groups that no mapping reads, and rows of mappings that read no group. */
final class MappingChecks {

    private static final String UNMAPPED = """
            select 'Group' as type, g.group_id as id, g.attributes ->> 'displayName' as name, p.name as provider,
                   null as detail, count(*) over () as total
            from group_record g join provider p using (tenant_id, provider_id)
            where g.tenant_id = :tenant and p.deleted_at is null and (g.provider_id = cast(:provider as uuid) or cast(:provider as uuid) is null) and g.deleted_at is null
            and p.organization_expression is null
            and not exists (select 1 from mapping_row m where m.tenant_id = g.tenant_id
                            and (m.group_id = g.group_id or m.provider_id = g.provider_id and m.key_kind = 'expression'))
            order by p.name_canonical, g.group_id limit :limit""";

    private static final String ROWS = """
            select 'MappingRow' as type, m.row_id as id, m.key_value as name, p.name as provider,
                   concat('row ', m.ordinal, ' of the ', m.kind, ' mapping',
                          case when g.deleted_at is not null then '; its group is deleted' end) as detail,
                   count(*) over () as total
            from mapping_row m join provider p using (tenant_id, provider_id)
            left join group_record g on g.tenant_id = m.tenant_id and g.group_id = m.group_id
            where m.tenant_id = :tenant and p.deleted_at is null and (m.provider_id = cast(:provider as uuid) or cast(:provider as uuid) is null) and %s
            order by p.name_canonical, m.kind, m.ordinal limit :limit""";

    private static final String NO_GROUP =
            "m.key_kind <> 'expression' and (m.group_id is null or g.deleted_at is not null)";
    private static final String NO_MEMBERS = "g.deleted_at is null and m.group_id is not null and not exists"
            + " (select 1 from membership x where x.tenant_id = m.tenant_id and x.group_id = m.group_id)";

    private final Look look;
    private final Optional<ProviderId> provider;

    MappingChecks(Look look, Optional<ProviderId> provider) {
        this.look = look;
        this.provider = provider;
    }

    Optional<Finding> rowsWithoutGroup() {
        return look.find(ROW_WITHOUT_GROUP, ROWS.formatted(NO_GROUP), provider);
    }

    Optional<Finding> rowsWithoutPeople() {
        return look.find(ROW_WITHOUT_PEOPLE, ROWS.formatted(NO_MEMBERS), provider);
    }

    Optional<Finding> unmappedGroups() {
        return look.find(UNMAPPED_GROUPS, UNMAPPED, provider);
    }

    /** Why the groups of one provider are not mapped makes a difference; an expression may read any of them. */
    Optional<Finding> groups() {
        boolean expression = look.yes("""
                select organization_method = 'byExpression' from provider
                where tenant_id = :tenant and provider_id = :provider""", provider);
        return expression
                ? Optional.empty()
                : unmappedGroups().map(found -> new Finding(kind(), found.count(), found.subjects()));
    }

    private Kind kind() {
        if (!look.yes("""
                select organization_method = 'byGroup' or roles_mapped from provider
                where tenant_id = :tenant and provider_id = :provider""", provider)) {
            return GROUPS_UNUSED;
        }
        boolean some = look.yes("""
                select exists (select 1 from mapping_row m
                    join group_record g on g.tenant_id = m.tenant_id and g.group_id = m.group_id
                    where m.tenant_id = :tenant and m.provider_id = :provider and g.deleted_at is null)""", provider);
        return some ? UNMAPPED_GROUPS : NO_GROUP_MAPPED;
    }
}
