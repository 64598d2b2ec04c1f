/**
 * PostgreSQL without installing it: unpacks the binaries found on the class path, makes a database cluster in the
 * data folder and supervises its postmaster.
 *
 * <p>Promises: what was committed is on the disk (fsync is on); one data folder has one server and one JVM; a killed
 * JVM loses nothing, the next one takes the postmaster over or ends it; nobody but this machine can connect, and only
 * with the password kept beside the data. It runs as an ordinary user and as root, who must not run PostgreSQL
 * himself: then in a user namespace, or as an unprivileged user.
 *
 * <p>Refuses: data of another major version, a data folder in use, a postmaster it did not start. Knows nothing of
 * tables. Calls nothing else in the project.
 */
@NullMarked
package org.rollcall.server.db.embedded;

import org.jspecify.annotations.NullMarked;
