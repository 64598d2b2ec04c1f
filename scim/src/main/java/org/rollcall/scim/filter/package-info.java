/**
 * Filters and paths (RFC 7644 sections 3.4.2.2, 3.5.2 and 3.10): parsed, printed, checked, typed.
 *
 * <p>{@link org.rollcall.scim.filter.Filter} is what was written; {@code check} turns it into a
 * {@link org.rollcall.scim.filter.TypedFilter}, in which attributes are found in the schemas and values have their
 * attribute's type. A store compiles that to a query; nothing here scans resources. The same grammar, lexer and limits
 * serve {@link org.rollcall.scim.filter.PatchPath}, whose meaning is a {@link org.rollcall.scim.filter.Target}.
 *
 * <p>A filter is never ignored in part: what is not understood is {@code invalidFilter} (Q-P15, Q-P93). Tolerated
 * beyond the grammar are bare values (Q-P102), a sub-attribute behind brackets (Q-P16), {@code not(} without a blank
 * (erratum 7319) and any case of operators and names. Time is linear in the length, depth is bounded before recursion
 * (H-D1, H-D2).
 *
 * <p>Filters hold personal data: {@code toString} shows no values, {@code print} does.
 */
@NullMarked
package org.rollcall.scim.filter;

import org.jspecify.annotations.NullMarked;
