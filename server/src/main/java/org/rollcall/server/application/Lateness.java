package org.rollcall.server.application;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.feed.Followed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices applications that lag, or that do not acknowledge (P-104): one line for each when it begins, and numbers for
 * monitoring. Not safe for use by several threads.
 */
public final class Lateness {

    private static final Logger LOG = LoggerFactory.getLogger(Lateness.class);

    private static final String LATE = "with r as (" + Followed.READER + """
            ) select r.application_id from r join tenant t on t.tenant_id = r.tenant_id
            where (r.cursor_epoch <> t.epoch and not r.called)
            or\s""" + Followed.WAITING
            + " < cast(:now as timestamptz) - make_interval(secs => r.lag_alarm)";

    private static final String UNACKNOWLEDGED =
            "with r as (" + Followed.READER + """
             where p.acknowledge_within is not null)
            select coalesce(sum((select count(*) from\s""" + Followed.UNACKNOWLEDGED + ")), 0) from r";

    /** Is told, for monitoring. */
    public interface Watch {

        /** So many applications lag for longer than is set for them. */
        void lateApplications(int applications);

        /** So many losses of access were not acknowledged in time. */
        void unacknowledged(long events);
    }

    private final Jdbi jdbi;
    private final InstantSource time;
    private final Watch watch;
    private Set<ApplicationId> late = Set.of();
    private Instant next = Instant.MIN;

    public Lateness(Jdbi jdbi, InstantSource time, Watch watch) {
        this.jdbi = jdbi;
        this.time = time;
        this.watch = watch;
    }

    /** Looks, if the last look is some time ago. */
    public void look() {
        Instant now = time.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(Limits.APPLICATION_CHECK);
        Set<ApplicationId> found = jdbi.withHandle(handle -> handle
                .createQuery(LATE)
                .bind("now", now)
                .map((row, context) -> new ApplicationId(Rows.uuid(row, "application_id")))
                .stream()
                .collect(Collectors.toSet()));
        found.stream()
                .filter(id -> !late.contains(id))
                .forEach(id -> LOG.warn("application {} lags behind the feed; see: rollcall application list", id));
        late.stream()
                .filter(id -> !found.contains(id))
                .forEach(id -> LOG.info("application {} is up to date again", id));
        late = found;
        watch.lateApplications(found.size());
        watch.unacknowledged(jdbi.withHandle(handle -> handle.createQuery(UNACKNOWLEDGED)
                .bind("now", now)
                .bind("oldest", now.minus(Limits.UNACKNOWLEDGED))
                .mapTo(Long.class)
                .one()));
    }
}
