/**
 * Reading a directory over LDAPv3: connecting, searching page by page, and making sense of what comes back (P-120).
 *
 * <p>Nothing here writes: the only requests are bind, StartTLS and search. A search is complete or ends in a
 * {@link org.rollcall.sync.base.Failure} that says what kind of incompleteness it was, because a plan that was made from
 * a part of the people would deactivate the rest (H-L2). Names from outside reach a filter or a DN only as values, never
 * as text that is put together (H-L4).
 *
 * <p>{@link org.rollcall.sync.directory.LdapDirectory} is the connection, {@link org.rollcall.sync.directory.Memberships}
 * knows who is in which group, nested ones included, and {@link org.rollcall.sync.directory.People} reads people one by
 * one, so that memory does not grow with what an entry holds.
 */
@NullMarked
package org.rollcall.sync.directory;

import org.jspecify.annotations.NullMarked;
