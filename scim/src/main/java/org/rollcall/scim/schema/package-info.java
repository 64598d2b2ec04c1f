/**
 * Schemas and resource types (RFC 7643 sections 6 and 7), and what attribute names mean.
 *
 * <p>Schemas are data: the standard ones are JSON resources of this package, with the verified errata applied; a
 * customer's extension is read by {@link org.rollcall.scim.schema.SchemaReader} and added by
 * {@link org.rollcall.scim.schema.Schemas#withExtension}. Everything else in the library asks
 * {@link org.rollcall.scim.schema.ResourceType#resolve} what a name means, and obeys the characteristics it finds; no
 * attribute is known to the code by name where a characteristic says the same.
 *
 * <p>Names and URNs are compared without regard to ASCII case; {@link org.rollcall.scim.schema.Names} is the one place.
 */
@NullMarked
package org.rollcall.scim.schema;

import org.jspecify.annotations.NullMarked;
