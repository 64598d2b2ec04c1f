package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.APPLICATION_LAGS;
import static org.rollcall.server.diagnosis.Finding.Kind.EDITED_BY_HAND;
import static org.rollcall.server.diagnosis.Finding.Kind.KEPT_AGAINST_PROVIDER;
import static org.rollcall.server.diagnosis.Finding.Kind.MAIL_FAILS;
import static org.rollcall.server.diagnosis.Finding.Kind.ORPHANS;
import static org.rollcall.server.diagnosis.Finding.Kind.SIMILAR_ORGANIZATIONS;
import static org.rollcall.server.diagnosis.Finding.Kind.UNACKNOWLEDGED;
import static org.rollcall.server.diagnosis.Finding.Kind.WEBHOOK_FAILS;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.diagnosis.Finding.Subject;
import org.rollcall.server.feed.Followed;

/** What has grown apart: people whom nobody manages, what was changed by hand, mappings that fit nothing (P-85). */
public final class Drift {

    private static final String ORPHANED = """
            select 'User' as type, a.account_id as id, a.user_name as name, p.name as provider,
                   case when p.disabled_at is not null then 'its provider is disabled'
                        else coalesce('its provider called last on ' || to_char(c.at, 'YYYY-MM-DD'), 'its provider never called') end as detail,
                   count(*) over () as total
            from provider p
            left join lateral (select max(last_used_at) as at from credential x
                where x.tenant_id = p.tenant_id and x.provider_id = p.provider_id) c on true
            join account a on a.tenant_id = p.tenant_id and a.owner_id = p.provider_id
            where p.tenant_id = :tenant and a.deleted_at is null and a.deactivated_at is null
            and a.admin_blocked_at is null and a.provider_active
            and (p.disabled_at is not null
                 or (coalesce(c.at, p.created_at) < :since and not exists (
                     select 1 from trusted_issuer t where t.tenant_id = p.tenant_id and t.provider_id = p.provider_id)))
            order by p.name_canonical, a.account_id limit :limit""";

    private static final String BY_HAND = """
            select 'User' as type, a.account_id as id, a.user_name as name, p.name as provider,
                   concat_ws('; ', case when a.admin_blocked_at is not null then 'blocked' end,
                       case a.organization_origin when 'manual' then 'moved' when 'pinned' then 'pinned' end,
                       (select 'role ' || string_agg(distinct r.name, ', ') from account_grant g
                        join role r using (tenant_id, role_id)
                        where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.origin = 'manual')) as detail,
                   count(*) over () as total
            from account a join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where a.tenant_id = :tenant and a.deleted_at is null
            and (a.admin_blocked_at is not null or a.organization_origin in ('manual', 'pinned')
                 or a.account_id in (select g.account_id from account_grant g
                                     where g.tenant_id = :tenant and g.origin = 'manual'))
            order by a.account_id limit :limit""";

    private static final String KEPT = """
            select 'User' as type, a.account_id as id, a.user_name as name, p.name as provider,
                   concat(d.fate, ': ', d.reason) as detail, count(*) over () as total
            from standing_decision d join account a using (tenant_id, account_id)
            left join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where d.tenant_id = :tenant and d.fate in ('rejected', 'withheld', 'undone')
            order by d.since, a.account_id limit :limit""";

    private static final String MAIL = """
            select 'Administrator' as type, a.administrator_id as id, a.name, null as provider,
                   max(m.problem) as detail, count(*) over () as total
            from mail_copy m join console_administrator a using (tenant_id, administrator_id)
            where m.tenant_id = :tenant and m.problem is not null and m.sent_at is null
            and coalesce(m.failed_at, m.due_at) > :recent
            group by a.administrator_id, a.name order by a.name limit :limit""";

    private static final String LAGS = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant),
            l as (select r.*, r.cursor_epoch <> t.epoch and not r.called as restored,\s""" + Followed.WAITING + """
             as waiting from r join tenant t on t.tenant_id = r.tenant_id)
            select 'Application' as type, l.application_id as id, l.name, null as provider,
                   case when l.restored then 'the server was restored since its cursor; it starts from a snapshot'
                        else 'since ' || to_char(l.waiting at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC' end as detail,
                   count(*) over () as total
            from l where l.restored or l.waiting < cast(:now as timestamptz) - make_interval(secs => l.lag_alarm)
            order by l.name_canonical limit :limit""";

    private static final String WEBHOOKS = """
            select 'Application' as type, p.application_id as id, p.name, null as provider,
                   concat_ws('; ', w.problem, d.dead || ' given up') as detail, count(*) over () as total
            from webhook w join application p using (tenant_id, application_id)
            left join lateral (select nullif(count(*), 0) as dead from webhook_delivery x
                where x.tenant_id = w.tenant_id and x.application_id = w.application_id and x.dead_at is not null) d on true
            where w.tenant_id = :tenant and (w.problem is not null or d.dead > 0)
            order by p.name_canonical limit :limit""";

    private static final String NOT_ACKNOWLEDGED =
            "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.acknowledge_within is not null)
            select 'User' as type, a.account_id as id, a.user_name as name, null as provider,
                   concat(r.name, ': ', e.type, ' at ', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), ' UTC') as detail,
                   count(*) over () as total
            from r cross join lateral (select e.* from\s""" + Followed.UNACKNOWLEDGED + """
            ) e join account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
            order by e.at, e.sequence limit :limit""";

    private final Jdbi jdbi;
    private final InstantSource time;

    public Drift(Jdbi jdbi, InstantSource time) {
        this.jdbi = jdbi;
        this.time = time;
    }

    /**
     * What there is, the urgent first.
     *
     * @param days how long a provider may be silent before its people count as orphans
     * @param limit how many subjects of a finding at most
     */
    public List<Finding> of(TenantId tenant, int days, int limit) {
        return jdbi.withHandle(handle -> {
            Look look = new Look(handle, tenant, limit);
            MappingChecks mapping = new MappingChecks(look, Optional.empty());
            return Stream.of(
                            look.find(
                                    ORPHANS,
                                    ORPHANED,
                                    Optional.empty(),
                                    Map.of("since", time.instant().minus(days, ChronoUnit.DAYS))),
                            look.find(
                                    MAIL_FAILS,
                                    MAIL,
                                    Optional.empty(),
                                    Map.of("recent", time.instant().minus(Limits.MAIL_AGE))),
                            look.find(WEBHOOK_FAILS, WEBHOOKS, Optional.empty()),
                            look.find(APPLICATION_LAGS, LAGS, Optional.empty(), Map.of("now", time.instant())),
                            look.find(
                                    UNACKNOWLEDGED,
                                    NOT_ACKNOWLEDGED,
                                    Optional.empty(),
                                    Map.of(
                                            "now",
                                            time.instant(),
                                            "oldest",
                                            time.instant().minus(Limits.UNACKNOWLEDGED))),
                            look.find(EDITED_BY_HAND, BY_HAND, Optional.empty()),
                            look.find(KEPT_AGAINST_PROVIDER, KEPT, Optional.empty()),
                            similar(look),
                            mapping.unmappedGroups(),
                            mapping.rowsWithoutGroup(),
                            mapping.rowsWithoutPeople())
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(
                                    (Finding finding) -> finding.kind().severity())
                            .thenComparing(Finding::kind))
                    .toList();
        });
    }

    private static Optional<Finding> similar(Look look) {
        List<SimilarNames.Pair> pairs = SimilarNames.among(look.query("""
                        select organization_id, parent_id, name from organization
                        where tenant_id = :tenant and deactivated_at is null order by name_canonical, organization_id""", Optional.empty())
                .map((row, context) -> new SimilarNames.Named(
                        row.getString("organization_id"),
                        Optional.ofNullable(row.getString("parent_id")).orElse(""),
                        row.getString("name")))
                .list());
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        SIMILAR_ORGANIZATIONS,
                        pairs.size(),
                        pairs.stream().limit(look.limit()).map(Drift::subject).toList()));
    }

    private static Subject subject(SimilarNames.Pair pair) {
        return new Subject(
                "Organization",
                Optional.of(pair.first().id()),
                pair.first().name(),
                Optional.empty(),
                Optional.of("like \"" + pair.second().name() + "\""));
    }
}
