/**
 * The wire: one connection to a SCIM 2.0 base URL, over which a rehearsed identity provider speaks (RFC 7644).
 *
 * <p>A {@link org.rollcall.rehearsal.scim.ScimConnection} sends requests over HTTP/1.1 with keep-alive, in the
 * {@link org.rollcall.rehearsal.scim.Manner} of one provider: its headers, its time-out and its patience with a server
 * that is busy. Each attempt is reported as an {@link org.rollcall.rehearsal.scim.Exchange}, which carries neither
 * bodies nor credentials. Nothing here follows redirects, because that would hand the credential to another host.
 *
 * <p>The package knows JSON and HTTP, but neither companies nor the habits of a particular identity provider.
 */
@NullMarked
package org.rollcall.rehearsal.scim;

import org.jspecify.annotations.NullMarked;
