package org.rollcall.server.bench;

/**
 * What was consumed between two moments.
 *
 * @param server processor time of the server's Java process, nanoseconds
 * @param database processor time of all processes of PostgreSQL, nanoseconds
 * @param client processor time of this process, nanoseconds
 * @param walBytes bytes of write-ahead log
 */
record Usage(long server, long database, long client, long walBytes) {

    static final Usage NONE = new Usage(0, 0, 0, 0);

    Usage plus(Usage other) {
        return new Usage(
                server + other.server, database + other.database, client + other.client, walBytes + other.walBytes);
    }

    Usage dividedBy(long operations) {
        return operations == 0
                ? NONE
                : new Usage(server / operations, database / operations, client / operations, walBytes / operations);
    }
}
