/**
 * Identity providers, played: what they really send, in which order and shape (P-130). Okta and Microsoft Entra ID have
 * ways of their own; those that speak plain SCIM are one class with one {@code Dialect} each.
 *
 * <p>An {@link org.rollcall.rehearsal.provider.IdentityProvider} performs elementary acts, such as {@code join} or
 * {@code deactivate}, over one connection. Each implementation sends the requests, headers, look-ups, batches and
 * repetitions that its model is documented or observed to send, remembers the ids that the server gave, and settles a
 * 409 by looking up and linking. It never reads a server's discovery documents to adapt itself: neither do the models.
 *
 * <p>Acts throw {@link org.rollcall.rehearsal.scim.ScimFailure} when the server refuses. The package does not decide
 * what happens when: that is for scenarios, and it does not count or print.
 */
@NullMarked
package org.rollcall.rehearsal.provider;

import org.jspecify.annotations.NullMarked;
