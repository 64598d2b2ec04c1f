/**
 * The plan: everything that a run would change at the server, found by comparing what should be with what is, before
 * anything is changed (P-124).
 *
 * <p>Pure: a plan is made from {@link org.rollcall.sync.rules.Desired} people and the server's own answers, and is the
 * same for the same input, whatever the order, so that its hash names it. Comparing with the server itself, and not with
 * a memory of what was sent, is what makes a run that was killed harmless: what is done already is no difference any
 * more.
 */
@NullMarked
package org.rollcall.sync.plan;

import org.jspecify.annotations.NullMarked;
