/**
 * What one run tells the next: which version of each entry was seen, what was there, and how the last run ended (P-125).
 *
 * <p>It is one file of JSON lines with a schema version, replaced as a whole: written beside, forced to the disk,
 * renamed. A run that is killed leaves the old file, and its steps that were done are no difference any more when the
 * next run compares with the server. Losing the file costs one complete comparison and nothing else. A lock file lets one
 * run at a time use it; the lock ends with its process.
 */
@NullMarked
package org.rollcall.sync.state;

import org.jspecify.annotations.NullMarked;
