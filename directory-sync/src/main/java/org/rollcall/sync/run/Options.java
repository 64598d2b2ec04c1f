package org.rollcall.sync.run;

import java.util.Optional;

/**
 * How a run is wanted.
 *
 * @param full compare everything
 * @param dryRun stop after the plan, and write nothing anywhere
 * @param confirm the hash of a plan above the threshold that somebody has looked at
 * @param acceptFewer believe a reading that is much smaller than the last one
 */
public record Options(boolean full, boolean dryRun, Optional<String> confirm, boolean acceptFewer) {}
