package org.rollcall.rehearsal;

/** Told how far a rehearsal has come, so that a command line can draw a bar. Never called by two threads at once. */
@FunctionalInterface
public interface Progress {

    /**
     * So many steps of something are done.
     *
     * @param label what is being done, for example "Okta: people"
     * @param done how many steps of it are done; 0 when it begins, {@code total} when it ends
     * @param total how many steps there are
     */
    void at(String label, int done, int total);

    /** Tells nobody. */
    static Progress silent() {
        return (label, done, total) -> {};
    }
}
