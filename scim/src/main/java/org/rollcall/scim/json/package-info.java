/**
 * JSON as values: read strictly, written faithfully.
 *
 * <p>{@link org.rollcall.scim.json.Json} is a small immutable tree. {@code null} and absence are different things in
 * it, because PATCH gives them different meanings. {@link org.rollcall.scim.json.JsonReader} refuses everything that
 * two parsers could read differently, within {@link org.rollcall.scim.json.JsonLimits}; {@link
 * org.rollcall.scim.json.JsonWriter} writes what was read without changing a digit; an exponent is written out.
 *
 * <p>Values are personal data: no {@code toString} shows them. The package knows nothing of SCIM but its errors.
 */
@NullMarked
package org.rollcall.scim.json;

import org.jspecify.annotations.NullMarked;
