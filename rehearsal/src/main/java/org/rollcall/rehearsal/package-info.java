/**
 * Rehearsal: behaves like an identity provider against any SCIM 2.0 base URL, to rehearse a configuration before the
 * real provider is connected, to demonstrate, and to load (P-130, P-131).
 *
 * <p>Start at {@link org.rollcall.rehearsal.Rehearsal}. It founds a fictional company from a seed, lets a provider play
 * {@link org.rollcall.rehearsal.Scenario}s against the server, and reports what was sent and how it was answered. Each
 * act of a day is told to a {@link org.rollcall.rehearsal.Narrator} as one readable sentence.
 *
 * <p>What is sent depends on the seed and on the server's answers alone. With one worker the order of requests is the
 * same each time; with several, requests of one phase interleave and only their outcome is the same.
 *
 * <p>The sub-packages do not know this one: {@code company} (who), {@code scim} (the wire), {@code provider} (the habits).
 */
@NullMarked
package org.rollcall.rehearsal;

import org.jspecify.annotations.NullMarked;
