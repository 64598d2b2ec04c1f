/**
 * Takes back what a provider did within a time (P-84).
 *
 * <p>{@link org.rollcall.server.undo.Effects} reads from the log what was done to whom and whether anybody changed it since;
 * {@link org.rollcall.server.undo.UndoEffects} takes it back, under lock, where it is still so. Promises: what the provider said
 * stays what it said, and saying it again changes nothing: each effect taken back is a decision that stands (ADR 31). Refuses:
 * guessing. What somebody changed since, and what has no way back, is listed with the reason.
 */
package org.rollcall.server.undo;
