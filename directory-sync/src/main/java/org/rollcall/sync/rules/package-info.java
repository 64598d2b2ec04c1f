/**
 * What an entry means: three rules in CEL decide active, organization and roles, and a mapping gives the attributes
 * (P-122, P-123).
 *
 * <p>A rule is compiled and its type is checked when the configuration is read, never later. It sees the entry's
 * attributes, the names of its groups, its DN and what the directory says about the account; it cannot read files, call
 * out or loop without end. A rule that fails for one entry is a problem of that entry, which then stays as it is at the
 * server: an error never means "inactive".
 *
 * <p>Everything here is pure: the same entry gives the same {@link org.rollcall.sync.rules.Desired}, which is what makes
 * rules testable against recorded entries.
 */
@NullMarked
package org.rollcall.sync.rules;

import org.jspecify.annotations.NullMarked;
