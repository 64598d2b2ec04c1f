/**
 * Mail to the administrators of a tenant: a daily report, errors (P-94), and administrative roles that were granted
 * (P-46).
 *
 * <p>Promises: what is to be told is in a table before it is sent, by the change itself or once for each day; each
 * recipient has a row of its own, so that one who is refused keeps nobody else waiting. A node that is killed after
 * sending and before it says so lets the mail go out once more, under the same Message-ID. Nothing waits for a mail
 * server but the worker of this package. Refuses: to keep what a mail says, to write addresses to a log, and to tell
 * anybody what that administrator could not read in the sync log.
 */
package org.rollcall.server.mail;
