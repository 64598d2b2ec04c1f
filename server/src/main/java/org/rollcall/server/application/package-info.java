/**
 * Applications as entities (P-104): the software whose users these are.
 *
 * <p>Promises: an application has at most two live tokens, which open nothing but its own feed and look-up; it hears of
 * everybody whom its subscription names, of those who leave it as well, in the order of each person's changes; what it
 * has not read or acknowledged in time is shown. Refuses: to change people for an application. Administrators change
 * applications by commands, like everything else; what an application says of itself (its cursor, acknowledgements, its
 * own ids of people) is one statement each.
 */
package org.rollcall.server.application;
