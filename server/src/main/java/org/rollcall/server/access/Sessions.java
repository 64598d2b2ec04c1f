package org.rollcall.server.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/**
 * Browsers that are signed in. The cookie names the door of its tenant and 256 random bits: {@code DOOR_SECRET}; the
 * database has their digest. A session is one row, and ends when the row goes.
 */
public final class Sessions {

    private static final int BROWSER_LENGTH = 300;

    /** A session in a list. */
    public record Listed(UUID id, String browser, Instant created, Instant seen) {}

    private final Jdbi jdbi;
    private final Ids ids;
    private final InstantSource time;

    public Sessions(Jdbi jdbi, Ids ids, InstantSource time) {
        this.jdbi = jdbi;
        this.ids = ids;
        this.time = time;
    }

    /** A new session for somebody who has proved who it is; what goes into the cookie. */
    String open(TenantId tenant, UUID administrator, String browser) {
        return open(tenant, administrator, Optional.empty(), browser);
    }

    /** @param account of the same person; the session opens nothing while that is not active */
    String open(TenantId tenant, UUID administrator, Optional<UUID> account, String browser) {
        String secret = ids.secret();
        Instant now = time.instant();
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "delete from console_session where tenant_id = ? and (created_at < ? or seen_at < ?)",
                    tenant.value(),
                    now.minus(Limits.SESSION_AGE),
                    now.minus(Limits.SESSION_QUIET));
            handle.execute(
                    """
                    insert into console_session (tenant_id, session_id, administrator_id, digest, browser, created_at,
                        seen_at, confirmed_at, account_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    tenant.value(),
                    ids.next(),
                    administrator,
                    Digests.sha256(secret),
                    browser.length() > BROWSER_LENGTH ? browser.substring(0, BROWSER_LENGTH) : browser,
                    now,
                    now,
                    now,
                    account);
            String door = handle.createQuery(
                            "select ingress_key from ingress where tenant_id = :tenant and provider_id is null")
                    .bind("tenant", tenant.value())
                    .mapTo(String.class)
                    .one();
            return door + "_" + secret;
        });
    }

    /** Whose session a cookie is, if it lives. */
    public Optional<Visitor> visitor(String cookie) {
        int at = cookie.indexOf('_');
        return at < 0 ? Optional.empty() : find(cookie.substring(0, at), cookie.substring(at + 1));
    }

    private record Found(Visitor visitor, Instant seen) {}

    private Optional<Visitor> find(String door, String secret) {
        Instant now = time.instant();
        Optional<Found> found = jdbi.withHandle(handle -> handle.createQuery("""
                        select s.tenant_id, s.session_id, s.seen_at, s.confirmed_at, a.administrator_id, a.name,
                            a.kind, a.organization_id
                        from ingress i
                        join console_session s on s.tenant_id = i.tenant_id and s.digest = :digest
                        join console_administrator a on a.tenant_id = s.tenant_id
                            and a.administrator_id = s.administrator_id
                        left join account p on p.tenant_id = s.tenant_id and p.account_id = s.account_id
                        where i.ingress_key = :door and i.provider_id is null
                        and (s.account_id is null or (p.provider_active and p.admin_blocked_at is null
                            and p.deactivated_at is null and p.deleted_at is null))
                        and s.created_at > :oldest and s.seen_at > :quiet""")
                .bind("door", door)
                .bind("digest", Digests.sha256(secret))
                .bind("oldest", now.minus(Limits.SESSION_AGE))
                .bind("quiet", now.minus(Limits.SESSION_QUIET))
                .map((row, context) -> new Found(
                        new Visitor(
                                new TenantId(Rows.uuid(row, "tenant_id")),
                                Rows.uuid(row, "administrator_id"),
                                row.getString("name"),
                                Rows.uuid(row, "session_id"),
                                csrf(secret),
                                Rows.instant(row, "confirmed_at").orElseThrow(),
                                PowersRow.of(row)),
                        Rows.instant(row, "seen_at").orElseThrow()))
                .findOne());
        found.filter(session -> session.seen().isBefore(now.minus(Limits.SESSION_STEP)))
                .ifPresent(session -> seen(session.visitor(), now));
        return found.map(Found::visitor);
    }

    private void seen(Visitor visitor, Instant now) {
        jdbi.useHandle(handle -> handle.execute(
                "update console_session set seen_at = ? where tenant_id = ? and session_id = ?",
                now,
                visitor.tenant().value(),
                visitor.session()));
    }

    /** Follows from the secret of the cookie alone, which no other site can read. */
    private static String csrf(String secret) {
        return HexFormat.of().formatHex(Digests.sha256("form:" + secret));
    }

    /** The sessions of one's own. */
    public List<Listed> list(Visitor visitor) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select session_id, browser, created_at, seen_at from console_session
                        where tenant_id = :tenant and administrator_id = :administrator order by seen_at desc""")
                .bind("tenant", visitor.tenant().value())
                .bind("administrator", visitor.administrator())
                .map((row, context) -> new Listed(
                        Rows.uuid(row, "session_id"),
                        row.getString("browser"),
                        Rows.instant(row, "created_at").orElseThrow(),
                        Rows.instant(row, "seen_at").orElseThrow()))
                .list());
    }

    /** Ends a session of one's own. */
    public void end(Visitor visitor, UUID session) {
        jdbi.useHandle(handle -> handle.execute(
                "delete from console_session where tenant_id = ? and administrator_id = ? and session_id = ?",
                visitor.tenant().value(),
                visitor.administrator(),
                session));
    }

    /** Somebody has just proved again who it is. */
    void confirmed(Visitor visitor) {
        jdbi.useHandle(handle -> handle.execute(
                "update console_session set confirmed_at = ? where tenant_id = ? and session_id = ?",
                time.instant(),
                visitor.tenant().value(),
                visitor.session()));
    }
}
