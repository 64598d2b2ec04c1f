package org.rollcall.server.delivery;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.feed.Cursor;

/** Webhooks for administrators: set, looked at, and what could not be delivered. */
public final class Webhooks {

    private static final String ONE = """
            select w.*, t.epoch,
                (select min(at) from ((select at from event e where e.tenant_id = w.tenant_id and e.position > w.position
                                       order by e.position limit 1)
                                      union all
                                      (select at from event e where e.tenant_id = w.tenant_id and e.position is null
                                       order by e.sequence limit 1)) x) as waiting_since,
                (select count(*) from webhook_delivery d where d.tenant_id = w.tenant_id
                 and d.application_id = w.application_id and d.due_at is not null) as waiting,
                (select count(*) from webhook_delivery d where d.tenant_id = w.tenant_id
                 and d.application_id = w.application_id and d.dead_at is not null) as dead
            from webhook w join tenant t on t.tenant_id = w.tenant_id
            where w.tenant_id = :tenant and w.application_id = :application""";

    private static final String DELIVERIES = """
            select d.*, t.epoch, e.type, e.at, a.user_name from webhook_delivery d
            join tenant t on t.tenant_id = d.tenant_id
            join event e on e.tenant_id = d.tenant_id and e.position = d.position
            join account a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
            where d.tenant_id = :tenant and d.application_id = :application
            order by d.dead_at is null, d.position limit :limit""";

    /**
     * A webhook as an administrator sees it.
     *
     * @param reached up to where everything was tried
     * @param lag since when an event waits behind that
     * @param waiting events that are tried again, or wait behind one that is
     * @param dead events that were given up
     */
    public record Listed(
            String url,
            Cursor reached,
            Optional<Instant> lag,
            Optional<Instant> delivered,
            Optional<String> problem,
            Optional<Instant> switchedOff,
            Optional<Instant> previousUntil,
            long waiting,
            long dead) {}

    /** An event that was not taken. */
    public record Undelivered(
            Cursor event,
            AccountId account,
            String userName,
            String type,
            Instant at,
            int attempts,
            Optional<Instant> due,
            Optional<Instant> dead,
            Optional<String> problem) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Undelivered[%s]".formatted(event);
        }
    }

    private final Jdbi jdbi;
    private final Commands commands;
    private final Optional<WebhookKey> key;
    private final Reachable reachable;

    /** @param key empty when the operator gave none: then no webhook can be set */
    public Webhooks(Jdbi jdbi, Commands commands, Optional<WebhookKey> key, Reachable reachable) {
        this.jdbi = jdbi;
        this.commands = commands;
        this.key = key;
        this.reachable = reachable;
    }

    /**
     * Sets where an application is called.
     *
     * @return its new secret, if it had none: shown this once
     * @throws org.rollcall.scim.ScimException with 400 when the URL may not be called
     */
    public Optional<String> set(Caller caller, ApplicationId application, String url) {
        URI checked = reachable.url(url);
        return commands.run(caller, new SetWebhook(application, checked, key()));
    }

    /** A new secret; the one before signs beside it for a while. */
    public String rotate(Caller caller, ApplicationId application) {
        return commands.run(caller, new RotateWebhookSecret(application, key()));
    }

    private WebhookKey key() {
        return key.orElseThrow(
                () -> ScimError.conflict("the server has no key for webhooks; start it with --webhook-key-file")
                        .exception());
    }

    public Optional<Listed> one(TenantId tenant, ApplicationId application) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                .bind("tenant", tenant.value())
                .bind("application", application.value())
                .map((row, context) -> listed(row))
                .findOne());
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getString("url"),
                new Cursor(row.getLong("epoch"), row.getLong("position")),
                Rows.instant(row, "waiting_since"),
                Rows.instant(row, "delivered_at"),
                Optional.ofNullable(row.getString("problem")),
                Rows.instant(row, "switched_off_at"),
                Rows.instant(row, "previous_until"),
                row.getLong("waiting"),
                row.getLong("dead"));
    }

    /** What was not taken, the dead first. */
    public List<Undelivered> undelivered(TenantId tenant, ApplicationId application, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(DELIVERIES)
                .bind("tenant", tenant.value())
                .bind("application", application.value())
                .bind("limit", limit)
                .map((row, context) -> new Undelivered(
                        new Cursor(row.getLong("epoch"), row.getLong("position")),
                        new AccountId(Rows.uuid(row, "account_id")),
                        row.getString("user_name"),
                        row.getString("type"),
                        Rows.instant(row, "at").orElseThrow(),
                        row.getInt("attempts"),
                        Rows.instant(row, "due_at"),
                        Rows.instant(row, "dead_at"),
                        Optional.ofNullable(row.getString("problem"))))
                .list());
    }
}
