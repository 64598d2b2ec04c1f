package org.rollcall.server.diagnosis;

import static org.rollcall.server.diagnosis.Finding.Kind.DUPLICATES_REFUSED;
import static org.rollcall.server.diagnosis.Finding.Kind.NEVER_CALLED;
import static org.rollcall.server.diagnosis.Finding.Kind.PROBABLY_QUARANTINED;
import static org.rollcall.server.diagnosis.Finding.Kind.REFUSED;
import static org.rollcall.server.diagnosis.Finding.Kind.SILENT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.diagnosis.Finding.Kind;
import org.rollcall.server.diagnosis.Finding.Subject;

/** When a provider called, and what was refused. Looks at the newest change sets and refusals of the tenant only. */
final class ContactChecks {

    private static final String LAST = """
            select max(at) from (
                select last_used_at as at from credential where tenant_id = :tenant and provider_id = :provider
                union all
                select at from (select * from change_set where tenant_id = :tenant
                    order by change_set_id desc limit :newest) n where provider_id = :provider) x
            having max(at) is not null""";

    private static final String CHANGES = """
            select at from (select * from change_set where tenant_id = :tenant order by change_set_id desc limit :newest) n
            where provider_id = :provider order by at desc""";

    private static final String REFUSALS = """
            select 'Request' as type, null as id, r.detail as name, null as provider,
                   concat(min(r.method), ' ', min(r.path), ', ', count(*), ' times') as detail,
                   sum(count(*)) over () as total
            from (select * from refusal where tenant_id = :tenant order by refusal_id desc limit :newest) r
            where r.provider_id = :provider and r.at >= :since and r.status >= 400
            and (r.scim_type is not distinct from 'uniqueness') = :duplicates
            group by r.detail order by count(*) desc, r.detail limit :limit""";

    private static final String REFUSED_BEFORE = """
            select count(*) from (select * from refusal where tenant_id = :tenant order by refusal_id desc limit :newest) r
            where r.provider_id = :provider and r.status >= 400 and r.at >= :since""";

    private final Look look;
    private final ProviderId provider;
    private final Instant now;
    private final Optional<Instant> last;

    ContactChecks(Look look, ProviderId provider, Instant now) {
        this.look = look;
        this.provider = provider;
        this.now = now;
        this.last = look.query(LAST, Optional.of(provider))
                .bind("newest", Limits.DIAGNOSIS_REQUESTS)
                .mapTo(Instant.class)
                .findFirst();
    }

    Optional<Finding> contact() {
        if (last.isEmpty()) {
            return Optional.of(new Finding(NEVER_CALLED, 1, List.of()));
        }
        Duration silence = Duration.between(last.get(), now);
        if (silence.compareTo(Limits.QUARANTINE_SILENCE) >= 0 && refusedBefore() >= Limits.QUARANTINE_REFUSALS) {
            return Optional.of(told(PROBABLY_QUARANTINED, "the last request came at " + last.get()));
        }
        Duration usual = longestPause();
        return silence.compareTo(usual.multipliedBy(2)) > 0 && silence.compareTo(Limits.SILENCE) > 0
                ? Optional.of(told(
                        SILENT,
                        "the last request came at %s; the longest pause between changes was %s"
                                .formatted(last.get(), words(usual))))
                : Optional.empty();
    }

    private static String words(Duration pause) {
        return pause.toHours() > 0 ? pause.toHours() + " hours" : pause.toMinutes() + " minutes";
    }

    private static Finding told(Kind kind, String words) {
        return new Finding(kind, 1, List.of(Subject.of("Provider", "", words)));
    }

    /** Its own rhythm: the longest pause between its changes; a new provider has none yet. */
    private Duration longestPause() {
        List<Instant> at = look.query(CHANGES, Optional.of(provider))
                .bind("newest", Limits.DIAGNOSIS_REQUESTS)
                .mapTo(Instant.class)
                .list();
        return IntStream.range(1, at.size())
                .mapToObj(i -> Duration.between(at.get(i), at.get(i - 1)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private long refusedBefore() {
        return look.query(REFUSED_BEFORE, Optional.of(provider))
                .bind("newest", Limits.DIAGNOSIS_REQUESTS)
                .bind("since", last.orElseThrow().minus(1, ChronoUnit.HOURS))
                .mapTo(Long.class)
                .one();
    }

    Optional<Finding> duplicates() {
        return refusals(DUPLICATES_REFUSED, true);
    }

    Optional<Finding> refused() {
        return refusals(REFUSED, false);
    }

    private Optional<Finding> refusals(Kind kind, boolean duplicates) {
        return look.find(
                kind,
                REFUSALS,
                Optional.of(provider),
                Map.of(
                        "newest",
                        Limits.DIAGNOSIS_REQUESTS,
                        "since",
                        now.minus(7, ChronoUnit.DAYS),
                        "duplicates",
                        duplicates));
    }
}
