/**
 * Placing all stored users again, as a job that can be watched, paused, resumed and cancelled (P-82).
 *
 * <p>Promises: a job is a row, written by the command that makes it necessary, so that neither is there without the
 * other; its progress is written in the transaction of the people it tells of, so that it survives whatever ends a
 * node. At most one job of a tenant is open: a new one takes over what an earlier one has left.
 *
 * <p>The work itself is done by {@code work}; a job only says whether it may be done, and how far it is.
 */
package org.rollcall.server.job;
