package org.rollcall.server.faults;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.rollcall.server.db.Faults;

/** Replaces the k-th statement that requests queue from now on by one that the database fails at. */
final class FailingStatement implements Faults {

    private static final Set<String> WORKERS = Set.of("clock", "placer", "dialects", "requests");
    private static final int NEVER = -1;

    private final String failure;
    private final AtomicInteger left = new AtomicInteger(NEVER);

    /** @param failure an SQL expression whose evaluation fails */
    FailingStatement(String failure) {
        this.failure = failure;
    }

    /** Division by zero. */
    FailingStatement() {
        this("1/0");
    }

    /** The k-th statement from now on fails, counted from 1, and only that. */
    void failAt(int k) {
        left.set(k);
    }

    void never() {
        left.set(NEVER);
    }

    /** True when the statement was reached. */
    boolean failed() {
        return left.get() == 0;
    }

    /** The failing statement takes the same parameters, so that what was queued before it is carried out first. */
    @Override
    public String statement(String sql) {
        if (WORKERS.contains(Thread.currentThread().getName()) || left.get() <= 0 || left.decrementAndGet() > 0) {
            return sql;
        }
        String parameters = ", ?".repeat((int) sql.chars().filter(c -> c == '?').count());
        return "select %s%s".formatted(failure, parameters);
    }
}
