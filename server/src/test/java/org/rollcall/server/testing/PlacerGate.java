package org.rollcall.server.testing;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rollcall.server.db.Faults;

/** While it is closed, the placer finds nobody to place. */
public final class PlacerGate implements Faults {

    private final AtomicBoolean closed = new AtomicBoolean();

    public void close() {
        closed.set(true);
    }

    public void open() {
        closed.set(false);
    }

    @Override
    public String statement(String sql) {
        boolean finds = sql.contains("a.account_id from placement_job j")
                || sql.contains("j.state in ('paused', 'cancelled'))");
        return closed.get() && finds ? sql.replace("order by", "and false order by") : sql;
    }
}
