/**
 * The bodies that real providers send, read into canonical form: the only place that knows dialects.
 *
 * <p>{@link org.rollcall.scim.request.RequestReader} reads a POST or PUT into a
 * {@link org.rollcall.scim.request.ReadResource} and a PATCH into normalised operations. Behind it nobody sees a string
 * for a boolean, a dotted key or a bare manager again. Each tolerance is a constant of
 * {@link org.rollcall.scim.dialect.Dialect}; what was repaired or dropped is returned as a
 * {@link org.rollcall.scim.dialect.Note} without values.
 *
 * <p>Tolerance ends where a guess could harm: a value of the wrong type, a boolean that is neither true nor false, a
 * name given twice, a member without id, a PATCH of which nothing is understood are refused (H-P5, H-P6, H-D8). A
 * password is accepted and kept nowhere.
 */
@NullMarked
package org.rollcall.scim.request;

import org.jspecify.annotations.NullMarked;
