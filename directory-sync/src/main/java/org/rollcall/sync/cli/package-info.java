/**
 * The command line {@code rollcall-sync}: what people type, and what they get to see.
 *
 * <p>Commands parse, call the package {@code run} and print. Text for people goes to the standard output, what went wrong
 * and progress to the standard error, and neither can be steered by a name from the directory. The exit codes are those
 * of {@link org.rollcall.sync.base.Exit}. This is the only package that knows the standard streams.
 */
@NullMarked
package org.rollcall.sync.cli;

import org.jspecify.annotations.NullMarked;
