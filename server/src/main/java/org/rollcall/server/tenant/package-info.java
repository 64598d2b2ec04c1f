/**
 * Tenants: one customer's environment each (P-113).
 *
 * <p>{@link org.rollcall.server.tenant.Tenants} creates them, with a first organization and a door for their
 * administrators. Promises: nothing of one tenant is reachable from another, because every key and every foreign key
 * begins with the tenant.
 */
package org.rollcall.server.tenant;
