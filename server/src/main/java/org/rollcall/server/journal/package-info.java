/**
 * The sync log: what provisioning changed, for whom, why (P-90 to P-92), and refusals, which are recorded apart.
 *
 * <p>Promises: one change set per command that changed something, one row per (resource, action or field) in it, none
 * for a no-op. Rows are written by {@code command}, in the transaction of the change; here they are defined and read.
 */
package org.rollcall.server.journal;
