/**
 * What tests stand on: a real PostgreSQL, shared by the tests of a JVM, with a database for each who asks.
 *
 * <p>Promises: a database of one's own, empty or copied from a template, so that tests may run in parallel; nothing
 * stays behind when the JVM ends. Refuses: mocks. The server runs without fsync, for speed; tests about durability
 * start their own. Calls the embedded PostgreSQL only.
 */
package org.rollcall.server.testing;
