/**
 * The tolerances towards real providers, as data: the one step between what arrives and what the standard knows.
 *
 * <p>Each is a constant of {@link org.rollcall.scim.dialect.Dialect} with the pitfall it answers. Whoever reads or
 * applies a request reports each use to {@link org.rollcall.scim.dialect.Notes}; in
 * {@link org.rollcall.scim.dialect.Mode#COMPAT} that is remembered, so that somebody can see it, and in
 * {@link org.rollcall.scim.dialect.Mode#STRICT} the request is refused there and then with what the letter asks. So
 * nobody who reads a request asks which mode it is.
 *
 * <p>A note names the rule and the attribute, and never holds a value.
 */
@NullMarked
package org.rollcall.scim.dialect;

import org.jspecify.annotations.NullMarked;
