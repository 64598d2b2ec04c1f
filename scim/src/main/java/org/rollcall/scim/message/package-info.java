/**
 * The messages of the protocol around resources: list responses and discovery (RFC 7644 sections 3.4.2 and 4).
 *
 * <p>What discovery says is derived: schemas and resource types from
 * {@link org.rollcall.scim.schema.Schemas}, the service provider configuration from the limits that the server
 * enforces, so that no promise can differ from what is done. Only attributes of the standard are written, because
 * strict clients stop at others (Q-P06).
 *
 * <p>{@link org.rollcall.scim.message.Urns} has the URNs of all messages.
 */
@NullMarked
package org.rollcall.scim.message;

import org.jspecify.annotations.NullMarked;
