/**
 * {@code rollcall bench}: how fast the product is, against what its database could do at best.
 *
 * <p>Starts the server as a process of its own, on its own PostgreSQL in a temporary folder ({@link
 * org.rollcall.server.bench.ServerProcess}), talks SCIM to it over plain keep-alive connections ({@link
 * org.rollcall.server.bench.HttpConnection}), and measures each operation ({@link org.rollcall.server.bench.Suite})
 * in turns with a raw reference ({@link org.rollcall.server.bench.Turns}): the same rows written, or the same row read, by
 * one prepared statement per commit over plain JDBC ({@link org.rollcall.server.bench.Footprint}, {@link
 * org.rollcall.server.bench.RawTables}).
 *
 * <p>Promises: whatever disturbs the machine disturbs both alike, so ratios hold where absolute numbers do not; nothing is
 * left behind. Refuses: running against a server that holds real data. Calls no code of the product except what reads
 * JSON and says where the embedded PostgreSQL is.
 */
package org.rollcall.server.bench;
