/**
 * Work that the clock or an earlier change has left to do: deactivations that are due (P-56), and accounts whose
 * placement is pending (rule changes, changes of large groups).
 *
 * <p>Promises: each piece is done once, by whichever node comes first, because it is decided again under the account's
 * lock; a killed node leaves it for the next. One account for which it fails keeps nobody else waiting. The work itself is commands like everybody else's. Only
 * {@link org.rollcall.server.work.Worker}, whose loop must not end, and {@link org.rollcall.server.work.Task}, which puts
 * an account aside, catch everything.
 */
package org.rollcall.server.work;
