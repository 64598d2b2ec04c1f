package org.rollcall.server.viewer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.db.Tx;
import org.rollcall.server.http.Witness;

/**
 * Notes the requests of providers in memory and writes them from time to time, in one statement. Under load answered
 * requests are counted instead, so that a first import costs what it did; refused ones are kept as long as there is room.
 */
public final class RequestRecorder implements Witness, AutoCloseable {

    private static final Pattern RESOURCE = Pattern.compile("/(?:Users|Groups)/(?<id>[^/]+)$");

    private static final String ADD = """
            insert into kept_request (tenant_id, request_id, provider_id, at, actor, method, path, query, status, micros,
                detail, user_name, resource_id, body, secrets, skipped)
            select s.* from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::bool[], ?::int8[])
                as s (tenant_id, request_id, provider_id, at, actor, method, path, query, status, micros, detail,
                      user_name, resource_id, body, secrets, skipped)
            join provider p using (tenant_id, provider_id)
            where p.requests_kept = 'all' or (p.requests_kept = 'failures' and s.status >= 400)
            on conflict do nothing""";

    private static final String SWEEP_OLD = """
            delete from kept_request k using provider p
            where p.tenant_id = k.tenant_id and p.provider_id = k.provider_id
            and k.at < ?::timestamptz - make_interval(days => p.requests_kept_days)""";

    private static final String SWEEP_MANY = """
            delete from kept_request k using (
                select p.tenant_id, p.provider_id, (
                    select n.at from kept_request n where n.tenant_id = p.tenant_id and n.provider_id = p.provider_id
                    order by n.at desc offset ? limit 1) as at
                from provider p) o
            where k.tenant_id = o.tenant_id and k.provider_id = o.provider_id and k.at <= o.at""";

    /** A request that waits to be written. */
    private record Waiting(Seen seen, Instant at, long skipped) {}

    /** A request as it is written. */
    private record Row(Waiting waiting, Optional<Redaction.Body> body) {
        Seen seen() {
            return waiting.seen();
        }
    }

    private final Tx tx;
    private final Redaction redaction;
    private final InstantSource time;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<ProviderId, Long> skipped = new HashMap<>();
    private long second;
    private int inSecond;
    private Instant swept = Instant.EPOCH;

    public RequestRecorder(Tx tx, Redaction redaction, InstantSource time) {
        this.tx = tx;
        this.redaction = redaction;
        this.time = time;
    }

    @Override
    public synchronized void saw(Seen seen) {
        Instant now = time.instant();
        ProviderId provider = seen.caller().requireProvider();
        boolean room = waiting.size() < Limits.REQUESTS_WAITING && (seen.status() >= 400 || inTime(now));
        if (room) {
            waiting.add(new Waiting(
                    seen, now, Optional.ofNullable(skipped.remove(provider)).orElse(0L)));
        } else {
            skipped.merge(provider, 1L, Long::sum);
        }
    }

    private boolean inTime(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            inSecond = 0;
        }
        return ++inSecond <= Limits.REQUESTS_KEPT_PER_SECOND;
    }

    private synchronized List<Waiting> take() {
        List<Waiting> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** What the worker does again and again; there is never more to do at once. */
    public boolean pass() {
        flush();
        sweep();
        return false;
    }

    /**
     * Writes what was noted since. What cannot be written now is lost: nothing depends on it, and there will be more.
     *
     * @throws DatabaseException when it cannot be written
     */
    public void flush() {
        List<Row> rows = take().stream().map(this::row).toList();
        if (!rows.isEmpty()) {
            tx.read(pipeline -> write(pipeline, rows));
        }
    }

    private Row row(Waiting one) {
        return new Row(
                one,
                one.seen()
                        .body()
                        .flatMap(bytes -> redaction.of(one.seen().caller().tenant(), bytes)));
    }

    private static int write(Pipeline pipeline, List<Row> rows) {
        pipeline.execute(
                ADD,
                SqlArray.uuids(rows, row -> row.seen().caller().tenant().value()),
                SqlArray.uuids(rows, row -> UUID.fromString(row.seen().caller().requestId())),
                SqlArray.uuids(
                        rows, row -> row.seen().caller().requireProvider().value()),
                SqlArray.times(rows, row -> row.waiting().at()),
                SqlArray.texts(rows, row -> row.seen().caller().actor()),
                SqlArray.texts(rows, row -> row.seen().method()),
                SqlArray.texts(rows, row -> row.seen().path()),
                SqlArray.texts(rows, row -> Redaction.query(row.seen().query())),
                SqlArray.longs(rows, row -> (long) row.seen().status()),
                SqlArray.longs(rows, row -> row.seen().nanos() / 1_000),
                SqlArray.texts(rows, row -> row.seen().error().map(ScimError::detail)),
                SqlArray.texts(rows, row -> row.body().flatMap(Redaction.Body::userName)),
                SqlArray.uuids(rows, row -> resource(row.seen())),
                SqlArray.texts(rows, row -> row.body().map(Redaction.Body::text)),
                SqlArray.booleans(
                        rows, row -> row.body().map(Redaction.Body::secrets).orElse(false)),
                SqlArray.longs(rows, row -> row.waiting().skipped()));
        pipeline.run();
        return rows.size();
    }

    private static Optional<UUID> resource(Seen seen) {
        Matcher path = RESOURCE.matcher(seen.location().orElse(seen.path()));
        return path.find() ? UserId.parse(path.group("id")).map(UserId::value) : Optional.empty();
    }

    private void sweep() {
        Instant now = time.instant();
        if (swept.plus(Limits.REQUESTS_SWEPT).isAfter(now)) {
            return;
        }
        tx.read(pipeline -> {
            pipeline.execute(SWEEP_OLD, now);
            pipeline.execute(SWEEP_MANY, Limits.REQUESTS_KEPT);
            pipeline.run();
            return 0;
        });
        swept = now;
    }

    @Override
    public void close() {
        flush();
    }
}
