package org.rollcall.server.command;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.placement.Rules;

/**
 * Keeps providers from taking out the last active account with an administrative role (P-47). Asked only when one of
 * them would go; those who ask wait for each other, so that two cannot go at once, each for the other's sake.
 */
final class Administrators {

    private static final String OTHERS = """
            select 1 from account a where a.tenant_id = ? and a.account_id <> all(?) and a.provider_active
            and a.admin_blocked_at is null and a.deactivated_at is null and a.deleted_at is null
            and exists (select 1 from account_grant g
                join role r on r.tenant_id = g.tenant_id and r.role_id = g.role_id and r.administrative
                where g.tenant_id = a.tenant_id and g.account_id = a.account_id) limit 1""";

    private final Pipeline pipeline;
    private final UUID tenant;
    private final Rules rules;
    private final Set<AccountId> going = new HashSet<>();

    Administrators(Pipeline pipeline, UUID tenant, Rules rules) {
        this.pipeline = pipeline;
        this.tenant = tenant;
        this.rules = rules;
    }

    /** An active account with an administrative role. */
    boolean has(Account account) {
        return account.facts().state() == State.ACTIVE
                && account.roles().stream().anyMatch(role -> rules.role(role).administrative());
    }

    /** Whether nobody is left without this one. If somebody is, this one counts as gone. */
    boolean last(AccountId account) {
        going.add(account);
        pipeline.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, "administrators:" + tenant);
        var others = pipeline.query(OTHERS, row -> true, tenant, SqlArray.uuids(going, AccountId::value));
        pipeline.run();
        boolean last = others.get().isEmpty();
        if (last) {
            going.remove(account);
        }
        return last;
    }
}
