package org.rollcall.server.retention;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/**
 * What is kept of somebody, to be read before it is erased: how many rows of each kind. Refused like the erasure itself,
 * so that nobody reads a report and is refused then.
 */
public final class Holdings implements Command<Holdings.Report, Holdings.Report> {

    private static final String COUNT = """
            select 'records' as kind, count(*) as n from user_record where tenant_id = ? and account_id = ?
            union all select 'memberships', count(*) from membership m join user_record r
                using (tenant_id, provider_id, user_id) where r.tenant_id = ? and r.account_id = ?
            union all select 'logRows', count(*) from log_entry where tenant_id = ? and account_id = ?
            union all select 'events', count(*) from event where tenant_id = ? and account_id = ?""";

    private final AccountId id;

    public Holdings(AccountId id) {
        this.id = id;
    }

    /** How many rows, by kind; of an account that was loaded, or none. */
    public record Report(List<Account> account, SequencedMap<String, Long> rows) {
        public Report {
            account = List.copyOf(account);
        }
    }

    private record Rows(String kind, long n) {}

    @Override
    public String name() {
        return "user.holdings";
    }

    @Override
    public Report load(Loader loader) {
        List<Account> account = loader.accounts(List.of(id)).stream()
                .flatMap(person -> person.account().stream())
                .toList();
        var counted = loader.pipeline()
                .query(
                        COUNT,
                        row -> new Rows(row.getString("kind"), row.getLong("n")),
                        loader.tenant(),
                        id.value(),
                        loader.tenant(),
                        id.value(),
                        loader.tenant(),
                        id.value(),
                        loader.tenant(),
                        id.value());
        loader.pipeline().run();
        SequencedMap<String, Long> rows = new TreeMap<>();
        counted.get().forEach(row -> rows.put(row.kind(), row.n()));
        return new Report(account, rows);
    }

    @Override
    public Decision<Report> decide(Report state, Context context) {
        Account account = state.account().stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        if (!account.facts().purged()) {
            EraseUser.refuse(account);
        }
        return Decision.unchanged(state);
    }
}
