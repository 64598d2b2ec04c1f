/**
 * What a tenant has to give: its roles and organizations, as a list to look things up in.
 *
 * <p>{@link org.rollcall.server.catalog.Catalog} reads them page by page from the database. Promises: no answer is larger
 * than asked for, whatever the tenant has. Refuses: changes, which are the business of {@code configuration}, and who has
 * what, which no provider is told.
 */
package org.rollcall.server.catalog;
