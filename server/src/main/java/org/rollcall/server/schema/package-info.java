/**
 * The schemas of a tenant: the standard ones, and the extensions that its administrators defined.
 *
 * <p>{@link org.rollcall.server.schema.SchemaStore} keeps them in memory by their version; {@link
 * org.rollcall.server.schema.TenantSchemas} has every use ask, in the round trip that it makes anyway, whether that
 * version is still in force. Promises: a change is seen on every node by the next request; a value that an extension
 * calls unique is claimed by one resource of a provider. Refuses: reading definitions as administrators write them,
 * which is the business of {@code configuration}.
 */
package org.rollcall.server.schema;
