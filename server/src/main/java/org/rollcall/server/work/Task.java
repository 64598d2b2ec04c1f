package org.rollcall.server.work;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Command;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.db.SqlArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One kind of work, a chunk for each tenant. When a chunk fails, its accounts are taken one by one, and the one that
 * fails alone is put aside for {@link Limits#PUT_ASIDE}: whatever is wrong with it, the work of everybody else is done.
 */
final class Task {

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    /** Runs a command for a tenant; answers how many accounts were done. */
    @FunctionalInterface
    interface Runner {
        int run(TenantId tenant, Command<?, Integer> command);
    }

    /** Is told of an account that is put aside, each time that it is. */
    @FunctionalInterface
    interface Failures {
        void failed(TenantId tenant, AccountId account, String kind);
    }

    private sealed interface Outcome {}

    private record Done(int accounts) implements Outcome {}

    private record Failed(Throwable cause) implements Outcome {}

    private final String name;
    private final Function<List<AccountId>, Command<?, Integer>> command;
    private final Runner runner;
    private final Failures failures;
    private final Cache<AccountId, Boolean> aside = Caffeine.newBuilder()
            .expireAfterWrite(Limits.PUT_ASIDE)
            .maximumSize(Limits.PUT_ASIDE_ACCOUNTS)
            .build();

    /**
     * A kind of work.
     *
     * @param failures is told the tenant, the account and the name, whenever one is put aside
     */
    Task(String name, Function<List<AccountId>, Command<?, Integer>> command, Runner runner, Failures failures) {
        this.name = name;
        this.command = command;
        this.runner = runner;
        this.failures = failures;
    }

    /** The accounts to leave alone for now. Left out of what is found, they do not fill the chunk of their tenant. */
    SqlArray aside() {
        return SqlArray.uuids(List.copyOf(aside.asMap().keySet()), AccountId::value);
    }

    /** Does what was found; answers how many accounts were done. */
    int chunks(Map<TenantId, List<AccountId>> found) {
        return found.entrySet().stream()
                .mapToInt(entry -> chunk(entry.getKey(), entry.getValue()))
                .sum();
    }

    private int chunk(TenantId tenant, List<AccountId> accounts) {
        return switch (attempt(tenant, accounts)) {
            case Done(int done) -> done;
            case Failed(Throwable cause) -> oneByOne(tenant, accounts);
        };
    }

    private int oneByOne(TenantId tenant, List<AccountId> accounts) {
        int done = 0;
        for (AccountId account : accounts) {
            switch (attempt(tenant, List.of(account))) {
                case Done(int one) -> done += one;
                case Failed(Throwable cause) -> {
                    putAside(tenant, account, cause);
                    if (busy(cause)) {
                        // The next may have to wait as long; the other tenants come first.
                        return done;
                    }
                }
            }
        }
        return done;
    }

    /** Without a connection nothing can be done for anybody: that ends the pass, and is nobody's fault. */
    private Outcome attempt(TenantId tenant, List<AccountId> accounts) {
        try {
            return new Done(runner.run(tenant, command.apply(accounts)));
        } catch (RuntimeException | Error e) {
            if (database(e).filter(DatabaseException::connectionLost).isPresent()) {
                throw e;
            }
            return new Failed(e);
        }
    }

    private void putAside(TenantId tenant, AccountId account, Throwable cause) {
        aside.put(account, true);
        failures.failed(tenant, account, name);
        if (busy(cause)) {
            LOG.warn("{}: account {} of tenant {} is put aside: {}", name, account, tenant, cause.getMessage());
        } else {
            LOG.error("{}: account {} of tenant {} failed and is put aside", name, account, tenant, cause);
        }
    }

    private static boolean busy(Throwable cause) {
        return database(cause).filter(DatabaseException::unavailable).isPresent();
    }

    private static Optional<DatabaseException> database(Throwable cause) {
        return DatabaseException.behind(cause);
    }
}
