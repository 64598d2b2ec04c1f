/**
 * The console: pages for administrators, made on the server (P-110 to P-112).
 *
 * <p>Promises: every page goes through {@link org.rollcall.server.console.Site}, which knows who is signed in, asks
 * {@link org.rollcall.server.permission.Permissions}, and takes a form only from our own pages; every page runs the same
 * commands and queries as the API; templates escape all text, and no page has a script or style of its own, so that the
 * browser can be told to run none; pages work without JavaScript. Refuses: SQL and decisions.
 */
package org.rollcall.server.console;
