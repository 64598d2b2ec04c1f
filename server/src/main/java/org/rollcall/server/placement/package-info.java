/**
 * Organization and role rules: from what a provider says of a person and the tenant's rules to the organization and the roles the
 * person should have, each with its reason (P-30 to P-45).
 *
 * <p>{@link org.rollcall.server.placement.Placement} is pure and can be read in one sitting. {@link
 * org.rollcall.server.placement.RulesStore} loads the rules once per configuration version. To add an
 * organization-mapping method, add a case to {@link org.rollcall.server.placement.OrganizationMapping} and follow the
 * compiler.
 */
package org.rollcall.server.placement;
