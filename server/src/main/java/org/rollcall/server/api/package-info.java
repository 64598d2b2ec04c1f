/**
 * The administration API below {@code /api/v1}: what the command line needs, described in {@code /api/openapi.json}.
 *
 * <p>Each endpoint mounts its own routes, runs the same commands as everybody else, and answers plain JSON; errors are
 * problem documents (RFC 9457). Refuses: SQL and decisions.
 */
package org.rollcall.server.api;
