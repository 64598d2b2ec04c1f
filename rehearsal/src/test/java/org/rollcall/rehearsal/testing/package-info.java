/**
 * A SCIM server for tests, just large enough to be provisioned by the rehearsed providers.
 *
 * <p>{@link org.rollcall.rehearsal.testing.TinyScim} speaks HTTP on loopback, records every request as it came in, and
 * can be told to fail. {@link org.rollcall.rehearsal.testing.TinyStore} keeps users and groups in memory and understands
 * the PATCH shapes of Okta and of both modes of Entra ID, so that tests can compare the outcome of a scenario with the
 * company it was played for. It is a fixture, not a reference: it checks no schema and forgives everything else.
 */
package org.rollcall.rehearsal.testing;
