package org.rollcall.server.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.http.Authentication;
import org.rollcall.server.http.Callers;
import org.rollcall.server.http.Knock;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Powers;

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
                   coalesce(p.name, a.name, 'administrator') as actor, coalesce(p.dialect, 'compat') as dialect,
                   coalesce(p.allowed_addresses, '{}') as addresses, coalesce(p.requests_per_second, 0) as rate,
                   p.paused_at is not null as paused, c.administers, c.organization_id, c.application_id
            from ingress i
            join credential c on c.tenant_id = i.tenant_id and c.provider_id is not distinct from i.provider_id
            left join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
            left join application a on a.tenant_id = c.tenant_id and a.application_id = c.application_id
            where i.ingress_key = ? and c.digest = ? and c.revoked_at is null and p.disabled_at is null
            union all
            select c.tenant_id, c.provider_id, c.credential_id, 'access-token', c.hint,
                   least(t.expires_at, c.expires_at), p.name, p.dialect, p.allowed_addresses, p.requests_per_second,
                   p.paused_at is not null, null, null, null
            from ingress i
            join access_token t on t.tenant_id = i.tenant_id
            join credential c on c.tenant_id = t.tenant_id and c.credential_id = t.credential_id
                             and c.provider_id = i.provider_id
            join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
            where i.ingress_key = ? and t.digest = ? and c.revoked_at is null and p.disabled_at is null
            """;

    private static final String FOREIGN = """
            select t.tenant_id, t.provider_id, null::uuid as credential_id, 'access-token' as kind, '' as hint,
                   null::timestamptz as expires_at, p.name as actor, p.dialect, p.allowed_addresses as addresses,
                   p.requests_per_second as rate, p.paused_at is not null as paused, t.issuer, t.audience, t.keys,
                   t.subjects, null as administers, null::uuid as organization_id,
                   null::uuid as application_id
            from ingress i
            join trusted_issuer t on t.tenant_id = i.tenant_id and t.provider_id = i.provider_id
            join provider p on p.tenant_id = t.tenant_id and p.provider_id = t.provider_id
            where i.ingress_key = ? and p.disabled_at is null
            """;

    private static final String USED = """
            update credential set last_used_at = clock_timestamp(), last_used_from = ?
            where tenant_id = ? and credential_id = ? and revoked_at is null""";

    private record Known(
            TenantId tenant,
            Optional<CredentialId> credential,
            Optional<ProviderId> provider,
            Optional<ApplicationId> application,
            CredentialKind kind,
            String hint,
            Optional<Instant> expires,
            String actor,
            Mode dialect,
            Terms terms,
            boolean paused,
            Optional<TrustedIssuer> issuer,
            Powers powers) {}

    /** What was found, and how often everything had been forgotten when the look-up began. */
    private record Remembered(long forgotten, Known known) {}

    private final Tx tx;
    private final DatabaseTime time;
    private final Rates rates;
    private final ForeignTokens foreign;
    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<String, Remembered> cache = Caffeine.newBuilder()
            .expireAfterWrite(Limits.CREDENTIAL_CACHE)
            .maximumSize(10_000)
            .build();

    /**
     * Over a database.
     *
     * @param insideIssuers whether the keys of an issuer may be fetched from private addresses
     */
    public Credentials(Tx tx, DatabaseTime time, boolean insideIssuers) {
        this.tx = tx;
        this.time = time;
        this.rates = new Rates(System::nanoTime);
        this.foreign = new ForeignTokens(time::approximately, new KeyFetcher(insideIssuers));
    }

    /** Asks the database again for every credential: one was revoked somewhere. */
    public void forget() {
        forgotten.incrementAndGet();
    }

    /** Tells every node, when this commits, to ask again who may come in. */
    public static Write tellNodes(UUID tenant) {
        return Write.of("select pg_notify('rollcall', ?)", TOPIC + ":" + tenant);
    }

    @Override
    public Optional<Caller> provider(String door, Knock knock) {
        if (ForeignTokens.isOne(knock.presented().secret())) {
            return foreign(door, knock).map(known -> inTime(known, knock));
        }
        return find(
                        door,
                        knock,
                        known ->
                                known.provider().isPresent() && fits(known, knock.presented()) && inPlace(known, knock))
                .map(known -> inTime(known, knock));
    }

    /** The client that presents its id and secret. They open no other door than that of tokens. */
    Optional<Caller> client(String door, Knock knock) {
        return find(
                        door,
                        knock,
                        known -> known.kind() == CredentialKind.CLIENT_CREDENTIALS
                                && knock.presented().user().equals(Optional.of(known.hint()))
                                && inPlace(known, knock))
                .map(known -> inTime(known, knock));
    }

    /** Whoever is known may still be told to come from elsewhere; that is no use of the credential (P-24). */
    private static boolean inPlace(Known known, Knock knock) {
        if (!known.terms().allow(knock.peer())) {
            throw ScimError.forbidden("this provider may not come from the address %s; an administrator says from where"
                            .formatted(knock.address().orElse("that it has")))
                    .exception();
        }
        return true;
    }

    private Caller inTime(Known known, Knock knock) {
        if (known.paused()) {
            throw ScimError.unavailable("an administrator paused this provider; send the request again later")
                    .exception();
        }
        if (!rates.admit(known.provider().orElseThrow(), known.terms().requestsPerSecond())) {
            throw ScimError.tooManyRequests("more than %d requests per second; go on later"
                            .formatted(known.terms().requestsPerSecond()))
                    .exception();
        }
        return caller(known, knock);
    }

    @Override
    public Optional<Caller> administrator(Knock knock) {
        return tenants(CredentialKind.ADMIN_TOKEN, "rca", knock);
    }

    @Override
    public Optional<Caller> application(Knock knock) {
        return tenants(CredentialKind.APPLICATION_TOKEN, "rcp", knock);
    }

    private Optional<Caller> tenants(CredentialKind kind, String prefix, Knock knock) {
        return door(prefix, knock.presented().secret())
                .flatMap(door -> find(door, knock, known -> known.kind() == kind && fits(known, knock.presented())))
                .map(known -> caller(known, knock));
    }

    /** A token that comes without a path names its door: {@code rca_DOOR_SECRET}. */
    private static Optional<String> door(String prefix, String token) {
        String[] parts = token.split("_", -1);
        return parts.length == 3 && parts[0].equals(prefix) ? Optional.of(parts[1]) : Optional.empty();
    }

    private static Caller caller(Known known, Knock knock) {
        return new Caller(
                known.tenant(),
                known.provider(),
                known.application(),
                known.actor(),
                knock.requestId(),
                known.dialect(),
                new Caller.Origin(known.credential(), knock.address()),
                known.powers());
    }

    /** Only what is valid, and for this kind of door, is remembered and counts as used. */
    private Optional<Known> find(String door, Knock knock, Predicate<Known> wanted) {
        byte[] digest = Digests.sha256(knock.presented().secret());
        Predicate<Known> alive = this::alive;
        return remembered(
                door + ":" + HexFormat.of().formatHex(digest),
                () -> load(FIND, row -> known(row, Optional.empty()), door, digest, door, digest),
                alive.and(wanted),
                known -> used(known, knock));
    }

    /** A token of the issuer that the provider trusts. */
    private Optional<Known> foreign(String door, Knock knock) {
        return remembered(
                door + ":issuer",
                () -> load(FOREIGN, row -> known(row, Optional.of(issuer(row))), door),
                known -> knock.presented().user().isEmpty()
                        && foreign.accept(
                                known.issuer().orElseThrow(), knock.presented().secret())
                        && inPlace(known, knock),
                known -> {});
    }

    private Optional<Known> remembered(
            String key, Supplier<Optional<Known>> load, Predicate<Known> valid, Consumer<Known> found) {
        long now = forgotten.get();
        Optional<Known> remembered = Optional.ofNullable(cache.getIfPresent(key))
                .filter(entry -> entry.forgotten() == now)
                .map(Remembered::known);
        if (remembered.isPresent()) {
            return remembered.filter(valid);
        }
        Optional<Known> known = load.get().filter(valid);
        known.ifPresent(accepted -> {
            found.accept(accepted);
            cache.put(key, new Remembered(now, accepted));
        });
        return known;
    }

    /** Basic is for API credentials and their user name, a bearer token for tokens; a client fetches a token first. */
    private static boolean fits(Known known, Authentication presented) {
        return switch (known.kind()) {
            case API_CREDENTIALS -> presented.user().equals(Optional.of(known.hint()));
            case CLIENT_CREDENTIALS -> false;
            case OAUTH_TOKEN, ACCESS_TOKEN, ADMIN_TOKEN, APPLICATION_TOKEN ->
                presented.user().isEmpty();
        };
    }

    private boolean alive(Known known) {
        return known.expires().isEmpty()
                || time.approximately().isBefore(known.expires().get());
    }

    /** Once for each time that it is looked up; what is remembered writes nothing. */
    private void used(Known known, Knock knock) {
        tx.read(pipeline -> {
            pipeline.execute(
                    USED,
                    knock.address(),
                    known.tenant().value(),
                    known.credential().map(CredentialId::value));
            pipeline.run();
            return known;
        });
    }

    private Optional<Known> load(String sql, Pipeline.Row<Known> row, Object... arguments) {
        return tx.read(pipeline -> {
            Pipeline.Answer<List<Known>> found = pipeline.query(sql, row, arguments);
            pipeline.run();
            return found.get().stream().findFirst();
        });
    }

    private static Known known(ResultSet row, Optional<TrustedIssuer> issuer) throws SQLException {
        return new Known(
                new TenantId(Rows.uuid(row, "tenant_id")),
                Rows.optional(row, "credential_id").map(CredentialId::new),
                Rows.optional(row, "provider_id").map(ProviderId::new),
                Rows.optional(row, "application_id").map(ApplicationId::new),
                CredentialKind.of(row.getString("kind")).orElseThrow(),
                row.getString("hint"),
                Rows.instant(row, "expires_at"),
                row.getString("actor"),
                Mode.of(row.getString("dialect")).orElseThrow(),
                Terms.of((String[]) row.getArray("addresses").getArray(), row.getInt("rate")),
                row.getBoolean("paused"),
                issuer,
                powers(row));
    }

    /** Of a provider's credential: none, as its doors are its own. */
    private static Powers powers(ResultSet row) throws SQLException {
        Optional<Kind> kind = Optional.ofNullable(row.getString("administers")).flatMap(Kind::of);
        Optional<OrganizationId> within = Rows.optional(row, "organization_id").map(OrganizationId::new);
        return kind.map(administers -> new Powers(administers, within)).orElse(Powers.NONE);
    }

    static TrustedIssuer issuer(ResultSet row) throws SQLException {
        return new TrustedIssuer(
                row.getString("issuer"), row.getString("audience"), URI.create(row.getString("keys")), List.of((String
                                [])
                        row.getArray("subjects").getArray()));
    }
}
