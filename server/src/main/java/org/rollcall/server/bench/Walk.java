package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.SQLException;

/** A worker that reads one page after the other, again and again; the first and the last tenth are lanes of their own. */
final class Walk implements Contender.Worker {

    /** Reads a page, counted from zero. */
    @FunctionalInterface
    interface Page {
        void read(int page) throws IOException, SQLException;
    }

    private static final int TENTHS = 10;

    private final int pages;
    private final Page page;
    private int next;

    Walk(int pages, Page page) {
        this.pages = pages;
        this.page = page;
    }

    @Override
    public int once() throws IOException, SQLException {
        int now = next;
        next = (next + 1) % pages;
        page.read(now);
        return lane(now);
    }

    private int lane(int now) {
        if (now < pages / TENTHS) {
            return 0;
        }
        return now >= pages - pages / TENTHS ? 2 : 1;
    }
}
