/**
 * What every part of the tool shares: exit codes, failures in words, text that a terminal can be shown, the passing of
 * time, and every limit.
 *
 * <p>It knows nothing of LDAP, SCIM or files, and may be used by every other package. Time and waiting enter the program
 * here and nowhere else, so that a test can replace them.
 */
@NullMarked
package org.rollcall.sync.base;

import org.jspecify.annotations.NullMarked;
