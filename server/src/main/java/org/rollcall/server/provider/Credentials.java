package org.rollcall.server.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.http.Authentication;
import org.rollcall.server.http.Callers;
import org.rollcall.server.http.Knock;

/**
 * Who is calling. A credential is looked up behind the door that was knocked at, by the digest of its secret, so that
 * a provider's token opens no other door. What was found is trusted briefly; {@link #forget} ends that at once, also
 * for what is being looked up meanwhile.
 */
public final class Credentials implements Callers {

    /** Topic of the notification that sends every node to the database again. */
    public static final String TOPIC = "credential";

    private static final String FIND = """
            select c.tenant_id, c.provider_id, c.credential_id, c.kind, c.hint, c.expires_at,
                   coalesce(p.name, 'administrator') as actor, coalesce(p.dialect, 'compat') as dialect
            from ingress i
            join credential c on c.tenant_id = i.tenant_id and c.provider_id is not distinct from i.provider_id
            left join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
            where i.ingress_key = ? and c.digest = ? and c.revoked_at is null and p.disabled_at is null
            """;

    private static final String USED = """
            update credential set last_used_at = clock_timestamp(), last_used_from = ?
            where tenant_id = ? and credential_id = ? and revoked_at is null""";

    private record Known(
            TenantId tenant,
            CredentialId credential,
            Optional<ProviderId> provider,
            CredentialKind kind,
            String hint,
            Optional<Instant> expires,
            String actor,
            Mode dialect) {}

    /** What was found, and how often everything had been forgotten when the look-up began. */
    private record Remembered(long forgotten, Known known) {}

    private final Tx tx;
    private final DatabaseTime time;
    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<String, Remembered> cache = Caffeine.newBuilder()
            .expireAfterWrite(Limits.CREDENTIAL_CACHE)
            .maximumSize(10_000)
            .build();

    public Credentials(Tx tx, DatabaseTime time) {
        this.tx = tx;
        this.time = time;
    }

    /** Asks the database again for every credential: one was revoked somewhere. */
    public void forget() {
        forgotten.incrementAndGet();
    }

    @Override
    public Optional<Caller> provider(String door, Knock knock) {
        return find(door, knock, known -> known.provider().isPresent()).map(known -> caller(known, knock));
    }

    @Override
    public Optional<Caller> administrator(Knock knock) {
        return door(knock.presented().secret())
                .flatMap(door -> find(door, knock, known -> known.kind() == CredentialKind.ADMIN_TOKEN))
                .map(known -> caller(known, knock));
    }

    /** An administrator's token names its door: {@code rca_DOOR_SECRET}. */
    private static Optional<String> door(String token) {
        String[] parts = token.split("_", -1);
        return parts.length == 3 && parts[0].equals("rca") ? Optional.of(parts[1]) : Optional.empty();
    }

    private static Caller caller(Known known, Knock knock) {
        return new Caller(
                known.tenant(),
                known.provider(),
                known.actor(),
                knock.requestId(),
                known.dialect(),
                new Caller.Origin(Optional.of(known.credential()), knock.address()));
    }

    /** Only what is valid, and for this kind of door, is remembered and counts as used. */
    private Optional<Known> find(String door, Knock knock, Predicate<Known> wanted) {
        Authentication presented = knock.presented();
        byte[] digest = Digests.sha256(presented.secret());
        String key = door + ":" + HexFormat.of().formatHex(digest);
        long now = forgotten.get();
        Predicate<Known> valid = wanted.and(found -> fits(found, presented)).and(this::alive);
        Optional<Known> remembered = Optional.ofNullable(cache.getIfPresent(key))
                .filter(found -> found.forgotten() == now)
                .map(Remembered::known);
        if (remembered.isPresent()) {
            return remembered.filter(valid);
        }
        Optional<Known> known = load(door, digest).filter(valid);
        known.ifPresent(found -> {
            used(found, knock);
            cache.put(key, new Remembered(now, found));
        });
        return known;
    }

    /** Basic is for API credentials and their user name, a bearer token for tokens. */
    private static boolean fits(Known known, Authentication presented) {
        return known.kind() == CredentialKind.API_CREDENTIALS
                ? presented.user().equals(Optional.of(known.hint()))
                : presented.user().isEmpty();
    }

    private boolean alive(Known known) {
        return known.expires().isEmpty()
                || time.approximately().isBefore(known.expires().get());
    }

    /** Once for each time that it is looked up; what is remembered writes nothing. */
    private void used(Known known, Knock knock) {
        tx.read(pipeline -> {
            pipeline.execute(USED, knock.address(), known.tenant().value(), known.credential().value());
            pipeline.run();
            return known;
        });
    }

    private Optional<Known> load(String door, byte[] digest) {
        return tx.read(pipeline -> {
            Pipeline.Answer<List<Known>> found = pipeline.query(
                    FIND,
                    row -> new Known(
                            new TenantId(Rows.uuid(row, "tenant_id")),
                            new CredentialId(Rows.uuid(row, "credential_id")),
                            Rows.optional(row, "provider_id").map(ProviderId::new),
                            CredentialKind.of(row.getString("kind")).orElseThrow(),
                            row.getString("hint"),
                            Rows.instant(row, "expires_at"),
                            row.getString("actor"),
                            Mode.of(row.getString("dialect")).orElseThrow()),
                    door,
                    digest);
            pipeline.run();
            return found.get().stream().findFirst();
        });
    }
}
