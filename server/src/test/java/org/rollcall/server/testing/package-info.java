/**
 * What the server's tests stand on: a real server on a real database, clients that speak HTTP, and the invariants that
 * are checked over the whole database after every test.
 *
 * <p>A test class registers one {@link org.rollcall.server.testing.RunningServer}; each test takes a tenant of its own,
 * so that tests do not see each other. Refuses: mocks.
 */
package org.rollcall.server.testing;
