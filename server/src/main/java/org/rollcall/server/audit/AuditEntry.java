package org.rollcall.server.audit;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.TenantId;

/**
 * One thing that an administrator did.
 *
 * @param at to the millisecond, so that it reads the same wherever it was stored
 * @param credential the token that was used; empty for the operator of the server
 * @param action the name of the command, such as {@code provider.create}
 * @param detail what of the target was changed, in words, without values
 * @param changeSet the change in the sync log, if it is told there
 */
public record AuditEntry(
        TenantId tenant,
        Instant at,
        String actor,
        Optional<UUID> credential,
        Optional<String> address,
        String action,
        Target target,
        String detail,
        Optional<UUID> changeSet,
        String requestId) {

    /** What the hash of the first row covers in place of the hash before it. */
    static final byte[] NOTHING_BEFORE = new byte[32];

    private static final String PERSON = "User";

    /** In one transaction, in this order: whoever waits for the lock sees the row of whoever held it. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String APPEND = """
            insert into audit_entry (tenant_id, at, actor, credential_id, address, action, target_type, target_id,
                target_name, detail, change_set_id, request_id, number, previous, hash)
            select ?::uuid, ?::timestamptz, ?::text, ?::uuid, ?::text, ?::text, ?::text, ?::uuid, ?::text, ?::text,
                ?::uuid, ?::text, next.number, next.previous,
                sha256(next.previous || convert_to('[' || next.number || ',' || ?::text, 'UTF8'))
            from (select coalesce(max(last.number), 0) + 1 as number,
                         coalesce((array_agg(last.hash))[1], ?::bytea) as previous
                  from (select number, hash from audit_entry where tenant_id = ?::uuid
                        order by number desc limit 1) last) next""";

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What was changed.
     *
     * @param name empty for people: their names would stand in the chain for ever
     */
    public record Target(String type, UUID id, Optional<String> name) {
        public static Target of(String type, UUID id, String name) {
            return new Target(type, id, type.equals(PERSON) ? Optional.empty() : Optional.of(name));
        }
    }

    /** A statement with positional arguments, as {@link org.rollcall.server.db.Pipeline} takes them. */
    public record Statement(String sql, List<Object> arguments) {}

    /**
     * The statements that append it to its tenant's chain. They come last in their transaction: the chain is locked
     * from here to COMMIT.
     */
    public List<Statement> append() {
        return List.of(
                new Statement(LOCK, List.of("audit:" + tenant.value())),
                new Statement(
                        APPEND,
                        List.of(
                                tenant.value(),
                                at,
                                actor,
                                credential,
                                address,
                                action,
                                target.type(),
                                target.id(),
                                target.name(),
                                detail,
                                changeSet,
                                requestId,
                                canonicalBehindNumber(),
                                NOTHING_BEFORE,
                                tenant.value())));
    }

    /** SHA-256 over the hash before and {@code [number,"tenant","at",…]} in UTF-8. */
    byte[] hash(long number, byte[] previous) {
        MessageDigest digest = Digests.sha256();
        digest.update(previous);
        return digest.digest(Digests.utf8("[" + number + "," + canonicalBehindNumber()));
    }

    /** The canonical form without its beginning, which only the database knows when it appends. */
    private String canonicalBehindNumber() {
        List<Json> columns = Stream.of(
                        Optional.of(tenant.value()),
                        Optional.of(at),
                        Optional.of(actor),
                        credential,
                        address,
                        Optional.of(action),
                        Optional.of(target.type()),
                        Optional.of(target.id()),
                        target.name(),
                        Optional.of(detail),
                        changeSet,
                        Optional.of(requestId))
                .map(AuditEntry::json)
                .toList();
        return JsonWriter.write(new Json.Arr(columns)).substring(1);
    }

    private static Json json(Optional<?> column) {
        return column.<Json>map(value -> Json.text(value.toString())).orElse(Json.NULL);
    }

    /** Whether a stored hash is the one it should be. */
    boolean fits(long number, byte[] previous, byte[] stored) {
        return Arrays.equals(hash(number, previous), stored);
    }
}
