package org.rollcall.server.feed;

/**
 * What an application follows (P-104), as SQL. A person is followed who is within an organization of the subscription,
 * or below one, and has a role of it; an event, when the person is so after it or was so before it: whoever leaves what
 * is followed is told as well. Where the
 * subscription names nothing, everything fits. Whoever is purged has no roles any more, and is told of whatever the roles.
 */
public final class Followed {

    /**
     * Rows of {@code application p} with {@code reach}, every organization that counts; {@code called}, whether it has a webhook; and
     * {@code done}, up to where it was served: by its webhook, or as it said itself. Conditions can follow.
     */
    public static final String READER = """
            select p.*, array(
                with recursive below as (
                    select o.organization_id from organization o
                    where o.tenant_id = p.tenant_id and o.organization_id = any(p.organizations)
                    union all
                    select o.organization_id from organization o
                    join below b on o.tenant_id = p.tenant_id and o.parent_id = b.organization_id)
                select organization_id from below) as reach,
                w.application_id is not null as called, coalesce(w.position, p.cursor_position) as done
            from application p left join webhook w using (tenant_id, application_id)""";

    /**
     * Whether {@code r}, a row of {@link #READER}, follows the row {@code e} of events. Older rows say no place: they are
     * for those who follow everybody.
     */
    public static final String EVENT = """
            ((cardinality(r.types) = 0 or e.type = any(r.types))
             and (((cardinality(r.organizations) = 0 or e.organization_id = any(r.reach))
                      and (cardinality(r.roles) = 0 or e.role_ids && r.roles or e.type = 'user.purged'))
                  or (e.organization_before is not null
                      and (cardinality(r.organizations) = 0 or e.organization_before = any(r.reach))
                      and (cardinality(r.roles) = 0 or e.roles_before && r.roles))))""";

    /** Whether it follows the person {@code a} of accounts. */
    public static final String PERSON = """
            ((cardinality(r.organizations) = 0 or a.organization_id = any(r.reach))
             and (cardinality(r.roles) = 0 or exists (
                 select 1 from account_grant g where g.tenant_id = a.tenant_id and g.account_id = a.account_id
                 and g.role_id = any(r.roles))))""";

    /**
     * Losses of access that {@code r} follows and did not acknowledge in time, as rows {@code e}, by the parameters
     * {@code :now} and {@code :oldest}. What it acknowledged stands for earlier events of the same person.
     */
    public static final String UNACKNOWLEDGED = """
            event e left join application_account x
                on x.tenant_id = e.tenant_id and x.application_id = r.application_id and x.account_id = e.account_id
            where e.tenant_id = r.tenant_id and e.ends_sessions and e.at >= r.acknowledge_since and e.at > :oldest
            and e.at < cast(:now as timestamptz) - make_interval(secs => r.acknowledge_within)
            and (x.acknowledged is null or e.position is null or x.acknowledged < e.position)
            and """ + EVENT;

    /** Since when an event waits that {@code r} was not served yet, or did not take; null when none does. */
    public static final String WAITING = """
            (select min(w.at) from (
                (select at from event where tenant_id = r.tenant_id and position > r.done
                 order by position limit 1)
                union all
                (select at from event where tenant_id = r.tenant_id and position is null order by sequence limit 1)
                union all
                (select min(e.at) from webhook_delivery d
                 join event e on e.tenant_id = d.tenant_id and e.position = d.position
                 where d.tenant_id = r.tenant_id and d.application_id = r.application_id
                 and d.due_at is not null)) w)""";

    private Followed() {}
}
