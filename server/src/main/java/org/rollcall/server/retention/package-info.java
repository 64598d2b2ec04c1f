/**
 * How long the data of people is kept who are gone, and what erasing it means (P-60).
 *
 * <p>Promises: what a provider said about somebody and what the log, events, kept requests, refusals and collisions said of
 * it is in no table any more, but for what the records of other people say (a manager's name) and the reason given for the
 * erasure. Log and feed keep as many rows as before, under a pseudonym that is random and
 * therefore leads nowhere. The audit log is untouched: its chain holds no personal data. Whom a legal matter holds is not
 * erased. Refuses: erasing somebody who is not deactivated. What the application holds is its own to purge; an event tells it.
 */
package org.rollcall.server.retention;
