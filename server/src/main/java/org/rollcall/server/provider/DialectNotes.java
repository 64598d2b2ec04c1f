package org.rollcall.server.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Note;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.http.Repairs;

/**
 * What was repaired or dropped for each provider: counted in memory, so that no request waits for it, and written from
 * time to time. What was counted since is lost with a process that is killed; nothing depends on it.
 */
public final class DialectNotes implements Repairs, AutoCloseable {

    /** New rows stop at a limit for each provider: attributes are named by whoever sends them. */
    private static final String ADD = """
            with sent as (
                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::int8[], ?::timestamptz[],
                        ?::timestamptz[], ?::text[])
                    as s (tenant_id, provider_id, rule, attribute, requests, first_at, last_at, last_request_id)
            ), sorted as (
                select s.*, d.rule is not null as known,
                       row_number() over (partition by s.tenant_id, s.provider_id, d.rule is not null
                                          order by s.rule, s.attribute) as n
                from sent s left join dialect_note d using (tenant_id, provider_id, rule, attribute)
            )
            insert into dialect_note as d
                (tenant_id, provider_id, rule, attribute, requests, first_at, last_at, last_request_id)
            select tenant_id, provider_id, rule, attribute, requests, first_at, last_at, last_request_id
            from sorted s
            where known or n + (select count(*) from dialect_note o
                                where o.tenant_id = s.tenant_id and o.provider_id = s.provider_id) <= ?
            order by tenant_id, provider_id, rule, attribute
            on conflict (tenant_id, provider_id, rule, attribute) do update set
                requests = d.requests + excluded.requests,
                first_at = least(d.first_at, excluded.first_at),
                last_request_id = case when excluded.last_at >= d.last_at then excluded.last_request_id
                                       else d.last_request_id end,
                last_at = greatest(d.last_at, excluded.last_at)""";

    /** A rule, and where it was needed. */
    private record Key(TenantId tenant, ProviderId provider, Dialect rule, String attribute) {}

    private record Count(long requests, Instant first, Instant last, String requestId) {
        Count plus(Count later) {
            return new Count(requests + later.requests, first, later.last, later.requestId);
        }
    }

    /** What an administrator sees of a provider. */
    public record Listed(Mode dialect, List<Item> items) {}

    /** What an administrator sees of one rule and attribute. */
    public record Item(Dialect rule, String attribute, long requests, Instant first, Instant last, String requestId) {}

    private final Tx tx;
    private final InstantSource time;
    private final Map<Key, Count> pending = new HashMap<>();

    public DialectNotes(Tx tx, InstantSource time) {
        this.tx = tx;
        this.time = time;
    }

    @Override
    public void record(Caller caller, List<Note> notes) {
        Instant now = time.instant();
        Count once = new Count(1, now, now, caller.requestId());
        caller.provider()
                .ifPresent(provider -> notes.forEach(
                        note -> add(new Key(caller.tenant(), provider, note.rule(), note.attribute()), once)));
    }

    private synchronized void add(Key key, Count count) {
        if (pending.size() < Limits.DIALECT_NOTES || pending.containsKey(key)) {
            pending.merge(key, count, Count::plus);
        }
    }

    private synchronized Map<Key, Count> take() {
        Map<Key, Count> taken = Map.copyOf(pending);
        pending.clear();
        return taken;
    }

    /**
     * Writes what was counted since, in one statement.
     *
     * @throws DatabaseException when it cannot be written now; it is kept for the next time
     */
    public void flush() {
        Map<Key, Count> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            tx.read(pipeline -> write(pipeline, List.copyOf(taken.entrySet())));
        } catch (DatabaseException e) {
            taken.forEach(this::add);
            throw e;
        }
    }

    private static int write(Pipeline pipeline, List<Map.Entry<Key, Count>> notes) {
        pipeline.execute(
                ADD,
                SqlArray.uuids(notes, note -> note.getKey().tenant().value()),
                SqlArray.uuids(notes, note -> note.getKey().provider().value()),
                SqlArray.texts(notes, note -> note.getKey().rule().name()),
                SqlArray.texts(notes, note -> note.getKey().attribute()),
                SqlArray.longs(notes, note -> note.getValue().requests()),
                SqlArray.times(notes, note -> note.getValue().first()),
                SqlArray.times(notes, note -> note.getValue().last()),
                SqlArray.texts(notes, note -> note.getValue().requestId()),
                Limits.DIALECT_NOTES);
        pipeline.run();
        return notes.size();
    }

    /** What was noted for a provider, most often first; empty when there is no such provider. */
    public Optional<Listed> list(TenantId tenant, ProviderId provider) {
        return tx.read(pipeline -> {
            var modes = pipeline.query(
                    "select dialect from provider where tenant_id = ? and provider_id = ? and deleted_at is null",
                    row -> Mode.of(row.getString(1)).orElseThrow(),
                    tenant.value(),
                    provider.value());
            var items = pipeline.query("""
                    select * from dialect_note where tenant_id = ? and provider_id = ?
                    order by requests desc, rule, attribute""", DialectNotes::item, tenant.value(), provider.value());
            pipeline.run();
            return modes.get().stream().findFirst().map(mode -> new Listed(mode, items.get()));
        });
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                Dialect.valueOf(row.getString("rule")),
                row.getString("attribute"),
                row.getLong("requests"),
                Rows.instant(row, "first_at").orElseThrow(),
                Rows.instant(row, "last_at").orElseThrow(),
                row.getString("last_request_id"));
    }

    @Override
    public void close() {
        flush();
    }
}
