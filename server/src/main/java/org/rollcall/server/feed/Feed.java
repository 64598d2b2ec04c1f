package org.rollcall.server.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;

/**
 * Reads the feed. Committed events get their position when somebody reads: one at a time per tenant (an advisory lock)
 * numbers what is committed in the order of the sequence. A sequence is drawn under the account's lock, so an account's
 * later event is never numbered before its earlier one; and since a number is given only to what is committed, a
 * cursor never passes an event that appears behind it. Closing answers those who wait.
 */
public final class Feed implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** One event with its place. */
    public record Item(Cursor cursor, AccountId account, String payload) {}

    /** Events after a cursor. */
    public record Page(List<Item> items, Cursor next, boolean more) {}

    private static final String ALL = """
            select position, account_id, payload from event
            where tenant_id = :tenant and position > :position order by position limit :scan""";

    /** What is not followed comes without a payload, so that the reader gets past it. */
    private static final String FOLLOWED = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.application_id = :application)
            select e.position, e.account_id, case when """ + Followed.EVENT + """
             then e.payload end as payload
            from r cross join lateral (
                select * from event where tenant_id = :tenant and position > :position order by position limit :scan) e
            order by e.position""";

    private final Jdbi jdbi;
    private final ConcurrentMap<TenantId, Bell> bells = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public Feed(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Where the feed of a tenant begins, in its present epoch. */
    public Cursor beginning(TenantId tenant) {
        return new Cursor(epoch(tenant), 0);
    }

    /** Where the feed of a tenant ends now: take it before reading a snapshot, and follow from there. */
    public Cursor end(TenantId tenant) {
        while (jdbi.inTransaction(handle -> number(handle, tenant)) == Limits.FEED_PAGE) {
            // The next batch. One that is not full was all there was; what came meanwhile is for the reader who
            // follows.
        }
        return jdbi.withHandle(
                handle -> handle.createQuery("select epoch, last_position from tenant where tenant_id = :tenant")
                        .bind("tenant", tenant.value())
                        .map((row, context) -> new Cursor(row.getLong(1), row.getLong(2)))
                        .one());
    }

    private long epoch(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("select epoch from tenant where tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .one());
    }

    /**
     * Events after a cursor, waiting for one if there is none.
     *
     * @return nothing when the cursor is of another epoch: the reader starts again from a snapshot
     */
    public Optional<Page> after(TenantId tenant, Cursor cursor, int limit, Duration wait) {
        return after(new Reader(tenant, Optional.empty()), cursor, limit, wait);
    }

    /** The same of what an application follows. */
    public Optional<Page> after(TenantId tenant, ApplicationId application, Cursor cursor, int limit, Duration wait) {
        return after(new Reader(tenant, Optional.of(application)), cursor, limit, wait);
    }

    private record Reader(TenantId tenant, Optional<ApplicationId> application) {}

    private Optional<Page> after(Reader reader, Cursor from, int limit, Duration wait) {
        TenantId tenant = reader.tenant();
        Cursor cursor = from;
        if (cursor.epoch() != epoch(tenant)) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + wait.toNanos();
        Bell bell = bells.computeIfAbsent(tenant, t -> new Bell());
        while (true) {
            long rung = bell.rung();
            Page page = read(reader, cursor, limit);
            cursor = page.next();
            long left = deadline - System.nanoTime();
            if (!page.items().isEmpty()
                    || left <= 0
                    || closing
                    || Thread.currentThread().isInterrupted()) {
                return Optional.of(page);
            }
            if (!page.more()) {
                bell.await(rung, Math.min(left, POLL.toNanos()));
            }
        }
    }

    private Page read(Reader reader, Cursor cursor, int limit) {
        Page page = select(reader, cursor, limit);
        if (!page.more() && jdbi.inTransaction(handle -> number(handle, reader.tenant())) > 0) {
            return select(reader, cursor, limit);
        }
        return page;
    }

    /** An event that was looked at; without a payload the reader does not follow it. */
    private record Seen(long position, UUID account, Optional<String> payload) {}

    /** An application may follow few of many, so more are looked at than asked for. */
    private Page select(Reader reader, Cursor cursor, int limit) {
        int scan = reader.application().isPresent() ? Limits.FEED_PAGE : limit;
        List<Seen> seen = jdbi.withHandle(handle -> handle.createQuery(
                        reader.application().isPresent() ? FOLLOWED : ALL)
                .bind("tenant", reader.tenant().value())
                .bindMap(reader.application()
                        .map(application -> Map.of("application", application.value()))
                        .orElse(Map.of()))
                .bind("position", cursor.position())
                .bind("scan", scan)
                .map((row, context) -> new Seen(
                        row.getLong("position"),
                        row.getObject("account_id", UUID.class),
                        Optional.ofNullable(row.getString("payload"))))
                .list());
        List<Item> items = seen.stream()
                .filter(event -> event.payload().isPresent())
                .limit(limit)
                .map(event -> new Item(
                        new Cursor(cursor.epoch(), event.position()),
                        new AccountId(event.account()),
                        event.payload().orElseThrow()))
                .toList();
        if (items.size() == limit) {
            return new Page(items, items.getLast().cursor(), true);
        }
        long last = seen.isEmpty() ? cursor.position() : seen.getLast().position();
        return new Page(items, new Cursor(cursor.epoch(), last), seen.size() == scan);
    }

    /** Numbers a batch of committed events; answers how many. */
    private static int number(Handle handle, TenantId tenant) {
        UUID id = tenant.value();
        handle.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "feed:" + id);
        return handle.createQuery("""
                        with batch as (
                            select sequence, row_number() over (order by sequence) as n from event
                            where tenant_id = :tenant and position is null order by sequence limit :limit),
                        numbered as (
                            update event e set position = t.last_position + b.n
                            from batch b, tenant t
                            where e.tenant_id = :tenant and t.tenant_id = :tenant and e.sequence = b.sequence
                            returning e.position),
                        moved as (
                            update tenant set last_position = (select max(position) from numbered)
                            where tenant_id = :tenant and exists (select 1 from numbered))
                        select count(*) from numbered""")
                .bind("tenant", id)
                .bind("limit", Limits.FEED_PAGE)
                .mapTo(Integer.class)
                .one();
    }

    /** Wakes those who wait for a tenant's events on this node; those on others look again by themselves. */
    public void ring(TenantId tenant) {
        Bell bell = bells.get(tenant);
        if (bell != null) {
            bell.ring();
        }
    }

    /** Nobody waits any longer, so that the server can end. */
    @Override
    public void close() {
        closing = true;
        bells.values().forEach(Bell::ring);
    }

    /** Counts rings, so that one between a look and a wait is not missed. */
    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition condition = lock.newCondition();
        private long count;

        long rung() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        void ring() {
            lock.lock();
            try {
                count++;
                condition.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void await(long seen, long nanos) {
            lock.lock();
            try {
                long left = nanos;
                while (count == seen && left > 0) {
                    left = condition.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }
}
