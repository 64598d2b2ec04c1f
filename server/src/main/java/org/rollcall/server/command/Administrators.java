package org.rollcall.server.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.RoleId;
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
                where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.role_id = any(?)) limit 1""";

    private final Pipeline pipeline;
    private final UUID tenant;
    private final Rules rules;
    private final Set<AccountId> going;
    private final Set<AccountId> come;

    /** @param earlier what was only supposed before; nothing, unless in a preview */
    Administrators(Pipeline pipeline, UUID tenant, Rules rules, Earlier earlier) {
        this.pipeline = pipeline;
        this.tenant = tenant;
        this.rules = rules;
        this.going = new HashSet<>(earlier.gone());
        this.come = earlier.come();
    }

    /** An active account with an administrative role. */
    boolean has(Account account) {
        return account.facts().state() == State.ACTIVE
                && account.roles().stream().anyMatch(role -> rules.role(role).administrative());
    }

    private List<RoleId> administrative() {
        return rules.roles().values().stream()
                .filter(Rules.Role::administrative)
                .map(Rules.Role::id)
                .toList();
    }

    /** Whether nobody is left without this one. If somebody is, this one counts as gone. */
    boolean last(AccountId account) {
        going.add(account);
        pipeline.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, "administrators:" + tenant);
        var others = pipeline.query(
                OTHERS,
                row -> true,
                tenant,
                SqlArray.uuids(going, AccountId::value),
                SqlArray.uuids(administrative(), RoleId::value));
        pipeline.run();
        boolean last = others.get().isEmpty() && going.containsAll(come);
        if (last) {
            going.remove(account);
        }
        return last;
    }
}
