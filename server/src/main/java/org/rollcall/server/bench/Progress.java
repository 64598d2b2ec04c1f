package org.rollcall.server.bench;

/** Told how far the benchmark has come. */
@FunctionalInterface
interface Progress {

    /** So much of something is done. */
    void at(String what, long done, long total);
}
