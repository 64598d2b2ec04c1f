/**
 * The fictional company that a rehearsal provisions: people, groups and who reports to whom.
 *
 * <p>Everything is a pure function of a {@link org.rollcall.rehearsal.company.Seed}: the same seed, domain and sizes
 * give the same company on every machine, so a rehearsal can be repeated exactly (P-131). The people are invented,
 * their names are of many languages, and their addresses should use a domain reserved for examples (RFC 2606).
 *
 * <p>The package knows nothing of SCIM, of identity providers or of the network. All its types are immutable.
 */
@NullMarked
package org.rollcall.rehearsal.company;

import org.jspecify.annotations.NullMarked;
