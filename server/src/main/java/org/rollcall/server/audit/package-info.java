/**
 * The audit log: what administrators did through the API and the command line, and what the operator did (P-93).
 *
 * <p>Promises: a row is written in the transaction of what it tells, so that neither is there without the other; the
 * rows of a tenant are a chain, each hash covering its row and the hash before it; the database refuses to change or
 * remove them. Providers and the clock are not in it: what they do is in the sync log, and never waits for the chain.
 * Refuses: secrets, values of attributes, names of people.
 */
package org.rollcall.server.audit;
