package org.rollcall.server.brake;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.db.Pipeline;

/**
 * Counts the harm of one transaction, beside what others have done. Ask after everything else is locked, and for
 * several providers in the order of their ids.
 */
public final class Brake {

    private static final String LOCK = """
            insert into brake (tenant_id, provider_id) values (?, ?)
            on conflict (tenant_id, provider_id) do update set people = brake.people
            returning people, counted_at""";
    private static final String WINDOW = """
            select coalesce(sum(effects), 0)::bigint as effects, coalesce(sum(lost), 0)::bigint as lost
            from harm where tenant_id = ? and provider_id = ? and at > ?""";
    private static final String ACTIVE = """
            select count(*) from account where tenant_id = ? and owner_id = ? and provider_active
            and admin_blocked_at is null and deactivated_at is null and deleted_at is null""";

    private final Pipeline pipeline;
    private final UUID tenant;
    private final Instant now;
    private final Map<ProviderId, Integer> earlier;
    private final Map<ProviderId, Count> counts = new LinkedHashMap<>();

    /** @param earlier effects that were only supposed to have passed before; none, unless in a preview */
    public Brake(Pipeline pipeline, UUID tenant, Instant now, Map<ProviderId, Integer> earlier) {
        this.pipeline = pipeline;
        this.tenant = tenant;
        this.now = now;
        this.earlier = earlier;
    }

    /** How many effects passed here, by provider. */
    public Map<ProviderId, Integer> passed() {
        Map<ProviderId, Integer> passed = new HashMap<>();
        counts.forEach((provider, count) -> passed.put(provider, count.effects));
        return passed;
    }

    /**
     * Whether one more harmful effect passes; it is counted then. The first question about a provider waits for others
     * who do harm there.
     *
     * @param loses whether somebody loses the active state
     */
    public boolean passes(ProviderId provider, BrakeLimit limit, boolean loses) {
        return counts.computeIfAbsent(provider, p -> lock(p, limit)).passes(loses);
    }

    private record Seen(long people, Optional<Instant> counted) {}

    private record Harm(long effects, long lost) {
        Harm and(int supposed) {
            return new Harm(effects + supposed, lost);
        }
    }

    private Count lock(ProviderId provider, BrakeLimit limit) {
        var row = pipeline.query(
                LOCK,
                r -> new Seen(
                        r.getLong("people"),
                        Optional.ofNullable(r.getObject("counted_at", java.time.OffsetDateTime.class))
                                .map(java.time.OffsetDateTime::toInstant)),
                tenant,
                provider.value());
        var harm = pipeline.query(
                WINDOW,
                r -> new Harm(r.getLong("effects"), r.getLong("lost")),
                tenant,
                provider.value(),
                now.minus(limit.window()));
        pipeline.run();
        return new Count(
                provider, limit, row.get().getFirst(), harm.get().getFirst().and(earlier.getOrDefault(provider, 0)));
    }

    /** Queues what has to be remembered of what passed. */
    public void remember(ChangeSetId changeSet) {
        counts.values().forEach(count -> count.remember(changeSet));
    }

    /** The harm at one provider. */
    private final class Count {

        private final ProviderId provider;
        private final BrakeLimit limit;
        private final Harm before;
        private Seen people;
        private int effects;
        private int lost;

        private Count(ProviderId provider, BrakeLimit limit, Seen people, Harm before) {
            this.provider = provider;
            this.limit = limit;
            this.people = people;
            this.before = before;
        }

        private boolean passes(boolean loses) {
            if (before.effects() + effects >= allowed()) {
                return false;
            }
            effects++;
            lost += loses ? 1 : 0;
            return true;
        }

        /** The people are counted only when their share can matter, and at most once in {@link Limits#BRAKE_RECOUNT}. */
        private long allowed() {
            if (before.effects() + effects < limit.people()) {
                return limit.people();
            }
            boolean known = people.counted()
                    .filter(at -> at.plus(Limits.BRAKE_RECOUNT).isAfter(now))
                    .isPresent();
            people = known ? people : count();
            return limit.passing(people.people());
        }

        private Seen count() {
            var active = pipeline.query(ACTIVE, row -> row.getLong(1), tenant, provider.value());
            pipeline.run();
            return new Seen(active.get().getFirst() + before.lost(), Optional.of(now));
        }

        private void remember(ChangeSetId changeSet) {
            if (effects > 0) {
                pipeline.execute("""
                        insert into harm (tenant_id, provider_id, change_set_id, at, effects, lost)
                        values (?, ?, ?, ?, ?, ?)""", tenant, provider.value(), changeSet.value(), now, effects, lost);
                pipeline.execute(
                        "delete from harm where tenant_id = ? and provider_id = ? and at < ?",
                        tenant,
                        provider.value(),
                        now.minus(Limits.BRAKE_WINDOW));
            }
            pipeline.execute(
                    "update brake set people = ?, counted_at = ? where tenant_id = ? and provider_id = ?",
                    people.people(),
                    people.counted(),
                    tenant,
                    provider.value());
        }
    }
}
