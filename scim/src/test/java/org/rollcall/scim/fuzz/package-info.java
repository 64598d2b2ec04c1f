/**
 * Inputs that nobody thought of (H-D22): seeds from the standard and from real providers, changed at random, are given to
 * everything that reads what a client sent. Whatever comes in, the answer is a result or a {@code ScimException}.
 *
 * <p>Each seed is a line of a file beside the tests; an input that once broke something becomes a line there. A run is a
 * function of its seed and is bounded by the number of inputs: {@code -Dfuzz.inputs=1000000} runs longer, and
 * {@code -Dfuzz.seed=N} elsewhere.
 */
@NullMarked
package org.rollcall.scim.fuzz;

import org.jspecify.annotations.NullMarked;
