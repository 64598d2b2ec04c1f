package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.BRAKE_OFF;
import static org.rollcall.server.diagnosis.Finding.Kind.HELD;
import static org.rollcall.server.diagnosis.Finding.Kind.SLOW_DRIP;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;

/** What the brake holds, what it let pass bit by bit, and whether it is there at all (P-26, P-71). */
final class BrakeChecks {

    private static final String HELD_EFFECTS = """
            select 'User' as type, a.account_id as id, a.user_name as name, null as provider,
                   concat(d.reason, '; held since ', to_char(d.since at time zone 'UTC', 'YYYY-MM-DD')) as detail,
                   count(*) over () as total
            from standing_decision d join account a using (tenant_id, account_id)
            where d.tenant_id = :tenant and d.fate = 'held' and a.owner_id = :provider order by d.since desc limit :limit""";

    /** Never too much within one window, and a multiple of it in the longest that is remembered. */
    private static final String DRIP = """
            select 'Provider' as type, null as id, p.name as name, null as provider,
                   concat('as many as ', passing, ' pass at a time') as detail, h.effects as total
            from provider p
            cross join lateral (select coalesce(sum(effects), 0) as effects, coalesce(sum(lost), 0) as lost from harm
                where tenant_id = p.tenant_id and provider_id = p.provider_id and at > :since) h
            cross join lateral (select count(*) as people from account where tenant_id = p.tenant_id
                and owner_id = p.provider_id and provider_active and admin_blocked_at is null
                and deactivated_at is null and deleted_at is null) a
            cross join lateral (select greatest(p.brake_people, (a.people + h.lost) * p.brake_share / 100) as passing) l
            where p.tenant_id = :tenant and p.provider_id = :provider and p.brake_window is not null
            and h.effects > :times * passing""";

    private static final String OFF = """
            select 'Provider' as type, null as id, p.name as name, null as provider,
                   case when p.brake_window is null then 'off' else 'share 100%' end as detail, 1 as total
            from provider p where p.tenant_id = :tenant and p.provider_id = :provider
            and (p.brake_window is null or p.brake_share = 100)""";

    private final Look look;
    private final Optional<ProviderId> provider;
    private final Instant now;

    BrakeChecks(Look look, ProviderId provider, Instant now) {
        this.look = look;
        this.provider = Optional.of(provider);
        this.now = now;
    }

    Optional<Finding> held() {
        return look.find(HELD, HELD_EFFECTS, provider);
    }

    Optional<Finding> drip() {
        return look.find(
                SLOW_DRIP, DRIP, provider, Map.of("since", now.minus(Limits.BRAKE_WINDOW), "times", Limits.DRIP_TIMES));
    }

    Optional<Finding> off() {
        return look.find(BRAKE_OFF, OFF, provider);
    }
}
