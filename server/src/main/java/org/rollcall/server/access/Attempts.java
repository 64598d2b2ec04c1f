package org.rollcall.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/**
 * Slows down who guesses (H-C6). The first few failures are free, as people mistype; then each makes the next attempt
 * wait twice as long, up to a limit. Nobody is locked out: whoever waits is heard. Names share a bounded number of
 * buckets, so that trying many names does not fill the database.
 */
final class Attempts {

    private static final int BUCKETS = 1024;

    private final Jdbi jdbi;

    Attempts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Failures(int count, Instant at) {}

    /** Of what failures are counted: attempts for a name, or from an address. */
    record Of(int bucket, int free) {

        static Of name(String name) {
            return new Of(hash(name), Limits.SIGN_IN_FREE);
        }

        /** Apart from those of names: who guesses many names is slowed, too, without slowing whoever has one. */
        static Of address(String address) {
            return new Of(BUCKETS + hash(address), Limits.SIGN_IN_ADDRESS_FREE);
        }

        private static int hash(String text) {
            byte[] digest = Digests.sha256(text);
            return Math.floorMod((digest[0] << Byte.SIZE) | (digest[1] & 0xFF), BUCKETS);
        }
    }

    /** How long the next attempt has to wait; empty when it may be made. */
    Optional<Duration> wait(TenantId tenant, Of what, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select failures, at from sign_in_failure where tenant_id = :tenant and bucket = :bucket")
                        .bind("tenant", tenant.value())
                        .bind("bucket", what.bucket())
                        .map((row, context) -> new Failures(
                                row.getInt("failures"), Rows.instant(row, "at").orElseThrow()))
                        .findOne())
                .map(failures -> Duration.between(now, failures.at().plus(pause(failures.count(), what.free()))))
                .filter(Duration::isPositive);
    }

    private static Duration pause(int failures, int free) {
        int beyond = failures - free;
        return beyond < 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(1L << Math.min(beyond, 10), Limits.SIGN_IN_PAUSE.toSeconds()));
    }

    /** Counted before the attempt is judged, so that many at once do not pass as one. */
    void begin(TenantId tenant, Of what, Instant now) {
        jdbi.useHandle(
                handle -> handle.execute("""
                insert into sign_in_failure (tenant_id, bucket, failures, at) values (?, ?, 1, ?)
                on conflict (tenant_id, bucket) do update set at = excluded.at, failures =
                    case when sign_in_failure.at < ? then 1 else least(sign_in_failure.failures + 1, 1000) end""", tenant.value(), what.bucket(), now, now.minus(Limits.SIGN_IN_FORGOTTEN)));
    }

    void succeeded(TenantId tenant, Of what) {
        jdbi.useHandle(handle -> handle.execute(
                "delete from sign_in_failure where tenant_id = ? and bucket = ?", tenant.value(), what.bucket()));
    }
}
