/**
 * What every other package stands on: identifiers, canonical names, limits, digests.
 *
 * <p>Promises: each identifier is its own type; each limit is one number in {@link org.rollcall.server.base.Limits};
 * nothing here does I/O. Refuses: aliases of ids, names with invisible characters. Calls nothing in the project but
 * the errors of {@code org.rollcall.scim}.
 */
package org.rollcall.server.base;
