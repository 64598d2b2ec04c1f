/**
 * The command line of an administrator: everything it does goes over the administration API, so it can do nothing that
 * another client could not.
 *
 * <p>{@link org.rollcall.server.cli.RollcallCli#create} puts the commands together; {@code up} and others that are no
 * clients are handed in by {@code app}. A command asks {@link org.rollcall.server.cli.AdminApi}, and prints a table for
 * people or the answer itself with {@code --json}.
 *
 * <p>Promises: exit code 0 for done, 1 for refused or a problem found, 2 for wrong usage or environment; what comes
 * from the server is printed without control characters, so that no name can steer a terminal. Refuses: knowing
 * anything of the server but its API; only the JSON of {@code org.rollcall.scim} is shared.
 */
package org.rollcall.server.cli;
