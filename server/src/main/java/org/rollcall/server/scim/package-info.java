/**
 * The SCIM endpoints: from requests to commands and queries, and back to representations.
 *
 * <p>{@link org.rollcall.server.scim.UsersEndpoint}, {@link org.rollcall.server.scim.GroupsEndpoint}, {@link
 * org.rollcall.server.scim.BulkEndpoint}, {@link org.rollcall.server.scim.CatalogEndpoint} and {@link
 * org.rollcall.server.scim.DiscoveryEndpoint} mount their own routes below {@code /scim/{provider}/v2}. Promises: one
 * representation whatever the request was; what discovery publishes is made from {@link
 * org.rollcall.server.base.Limits}. Refuses: decisions, which are the commands' business, and SQL.
 */
package org.rollcall.server.scim;
