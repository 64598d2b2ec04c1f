/**
 * The request viewer (P-25): what providers sent, what they were answered, and how long it took.
 *
 * <p>Promises: no request waits for it. Requests are noted in memory and written by a worker; beyond a number in a second
 * answered ones are only counted, refused ones are kept. Bodies are kept without secrets, and requests go after a few days.
 * Refuses: being relied on. What waits in memory is lost with a process that is killed, and nobody decides by what is here.
 */
package org.rollcall.server.viewer;
