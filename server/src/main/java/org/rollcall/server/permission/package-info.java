/**
 * Who may do what (P-111), for the pages of the console and for the API alike.
 *
 * <p>Every route that an administrator can reach names a {@link org.rollcall.server.permission.Need}; whoever calls
 * brings {@link org.rollcall.server.permission.Powers}: a kind and, for one kind, the organization that it ends at.
 * {@link org.rollcall.server.permission.Permissions} is the only place that compares the two. Refuses: to know where
 * powers come from, and everything about HTTP and the database.
 */
package org.rollcall.server.permission;
