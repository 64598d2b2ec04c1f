package org.rollcall.server.work;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;

/** Finds what is left to do, and does a chunk of it for each tenant. */
public final class Backlog {

    private static final String DUE = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from account
                where tenant_id = t.tenant_id and due_at <= date_trunc('milliseconds', %s)
                order by due_at limit ?) a""".formatted(DatabaseTime.NOW);
    private static final String ENDED = """
            select distinct t.tenant_id, g.account_id from tenant t cross join lateral (
                select account_id from account_grant
                where tenant_id = t.tenant_id and until <= date_trunc('milliseconds', %s)
                order by until limit ?) g""".formatted(DatabaseTime.NOW);
    private static final String MARKED = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from placement_mark where tenant_id = t.tenant_id
                order by account_id limit ?) a""";
    private static final String STALE = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from account
                where tenant_id = t.tenant_id and config_version < t.place_version
                order by config_version limit ?) a""";

    private record Found(TenantId tenant, AccountId account) {}

    private final Tx tx;
    private final DatabaseTime time;
    private final Commands commands;
    private final Ids ids;

    public Backlog(Tx tx, DatabaseTime time, Commands commands, Ids ids) {
        this.tx = tx;
        this.time = time;
        this.commands = commands;
        this.ids = ids;
    }

    /** Does what is due: deactivations, and the end of grants by hand; answers whether there may be more. */
    public boolean due() {
        int deactivated = sum(find(DUE, time.offset(), Limits.DUE_CHUNK), DeactivateDue::new);
        int ended = sum(find(ENDED, time.offset(), Limits.DUE_CHUNK), EndGrants::new);
        return deactivated + ended > 0;
    }

    private int sum(Map<TenantId, List<AccountId>> found, Function<List<AccountId>, Command<?, Integer>> command) {
        return found.entrySet().stream()
                .mapToInt(entry -> run(entry.getKey(), command.apply(entry.getValue())))
                .sum();
    }

    /** Places what is marked, then what was placed with older rules; answers whether there may be more. */
    public boolean place() {
        Map<TenantId, List<AccountId>> marked = find(MARKED, Limits.PLACER_CHUNK);
        marked.forEach((tenant, accounts) -> run(tenant, new PlaceAccounts(accounts, new HashSet<>(accounts))));
        Map<TenantId, List<AccountId>> stale = find(STALE, Limits.PLACER_CHUNK);
        stale.forEach((tenant, accounts) -> run(tenant, new PlaceAccounts(accounts, Set.of())));
        return !marked.isEmpty() || !stale.isEmpty();
    }

    private int run(TenantId tenant, Command<?, Integer> command) {
        return commands.run(
                new Caller(tenant, Optional.empty(), "clock", ids.next().toString()), command);
    }

    private Map<TenantId, List<AccountId>> find(String sql, Object... arguments) {
        List<Found> found = tx.read(pipeline -> {
            var rows = pipeline.query(
                    sql,
                    row -> new Found(
                            new TenantId(Rows.uuid(row, "tenant_id")), new AccountId(Rows.uuid(row, "account_id"))),
                    arguments);
            pipeline.run();
            return rows.get();
        });
        return found.stream().collect(groupingBy(Found::tenant, mapping(Found::account, toList())));
    }
}
