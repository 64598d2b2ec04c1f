/**
 * What a configuration would mean for every person, before it is saved (P-81).
 *
 * <p>Promises: it is the real thing without the commit. The configuration is written by the command that applies it, the
 * rules are read back, and all of it is taken back at once; then everybody is placed by the command of the placer, chunk
 * by chunk in its order, each in a transaction that is rolled back. What one chunk would have left for the next (harm
 * that the brake counts, administrators) is carried along. So nothing changes, and memory does not grow with the people.
 *
 * <p>It is true of the moment: what providers say meanwhile is seen by the chunks that come after.
 */
package org.rollcall.server.preview;
