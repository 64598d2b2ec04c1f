/**
 * One run, from reading to the end: read the directory, guard against a reading that cannot be believed, compare with
 * the server, show the plan, ask for confirmation above the threshold, apply, remember.
 *
 * <p>The order is the safety: nothing is sent before the whole directory was read and the whole plan was made, and
 * nothing is remembered before it was done. {@code explain} walks the same way for one person. Where output goes is the
 * caller's ({@link org.rollcall.sync.run.Output}).
 */
@NullMarked
package org.rollcall.sync.run;

import org.jspecify.annotations.NullMarked;
