/**
 * The Rollcall server: what identity providers push becomes people in organizations with roles.
 *
 * <p>Each package below has a page like this one: what it is for, what it promises, what it refuses. Begin with {@link
 * org.rollcall.server.app}, which has the path of a request in one line, then {@link org.rollcall.server.command}, the
 * machine that every change goes through. Which package may use which is kept by {@code ArchitectureTest}.
 */
package org.rollcall.server;
