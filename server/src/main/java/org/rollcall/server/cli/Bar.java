package org.rollcall.server.cli;

import org.rollcall.rehearsal.Progress;

/** How far a rehearsal has come: a line that is written over on a terminal, nothing elsewhere. */
record Bar(Terminal terminal) implements Progress {

    private static final int WIDTH = 30;

    @Override
    public void at(String label, int done, int total) {
        if (terminal.width().isEmpty()) {
            return;
        }
        int filled = total == 0 ? WIDTH : WIDTH * done / total;
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        boolean complete = done == total;
        terminal.out().printf("\r%-70s", complete ? "" : "  %-22s %s %d/%d".formatted(label, bar, done, total));
        terminal.out().print(complete ? "\r" : "");
        terminal.out().flush();
    }

    /** Takes the line away, so that something can be printed where it was. */
    void clear() {
        if (terminal.width().isPresent()) {
            terminal.out().printf("\r%-70s\r", "");
        }
    }
}
