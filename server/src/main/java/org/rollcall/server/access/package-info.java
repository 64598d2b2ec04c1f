/**
 * Who may sign in to the console, and who is (P-112): administrators, passwords, one-time codes, sessions.
 *
 * <p>Promises: passwords are kept as Argon2id and one-time secrets sealed under a key that only the password gives; a
 * session is 256 random bits of which the digest is stored, ends after a while of quiet and after a day's work at the
 * latest, at sign-out, and with a new password; who guesses is slowed, and is answered alike whatever is wrong.
 * What each may do is said by {@link org.rollcall.server.permission.Permissions}. Refuses: HTTP, and all that is not access.
 */
package org.rollcall.server.access;
