/**
 * The directory-sync tool as a whole: its command line, against a directory and the real server.
 *
 * <p>Most tests use the LDAP SDK's in-memory directory, which can be made to fail in the middle of a page; {@code
 * OpenLdapTest} uses a real {@code slapd} where one is installed.
 */
package org.rollcall.server.directorysync;
