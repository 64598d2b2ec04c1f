/**
 * How long the data of people is kept who are gone, and what erasing it means (P-60).
 *
 * <p>Promises: what was erased is in no table any more (record, names, values and reasons in the log, events, requests that
 * were kept, refusals, collisions), and log and feed keep as many rows as before, under a pseudonym that is random and
 * therefore leads nowhere. The audit log is untouched: its chain holds no personal data. Whom a legal matter holds is not
 * erased. Refuses: erasing somebody who is not deactivated. What the application holds is its own to purge; an event tells it.
 */
package org.rollcall.server.retention;
