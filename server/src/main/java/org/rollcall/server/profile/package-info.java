/**
 * What rules look at of a person, and the two ways in which they read it: the path of an attribute, and a CEL expression
 * (P-31, P-33).
 *
 * <p>Everything here is pure: the same person gives the same answer. An {@link org.rollcall.server.profile.Expression}
 * is compiled, and its type checked, when the configuration is read; it cannot read files, call out, loop without end or
 * grow without bound. One that fails for a person says so as a value, so that a push never fails because of it.
 */
package org.rollcall.server.profile;
