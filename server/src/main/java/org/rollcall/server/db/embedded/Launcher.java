package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** As whom PostgreSQL runs; it refuses to run as root. */
sealed interface Launcher {

    /** Words put before every command line. */
    List<String> prefix();

    /** Makes a file or folder accessible to whom PostgreSQL runs as. */
    default void handOver(Path path) throws IOException {}

    /** As the user of this process. */
    record SameUser() implements Launcher {

        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    /**
     * In a user namespace: the files stay those of this process, but there its user has no name and no power, which
     * is what PostgreSQL wants to see. Also for a user without an entry in passwd, as containers have, whom initdb
     * refuses.
     */
    record UserNamespace() implements Launcher {

        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U", "--");
        }
    }

    /** As an unprivileged user who owns the cluster: where user namespaces are closed, as in many containers. */
    record OtherUser(int uid, int gid) implements Launcher {

        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
        }

        @Override
        public void handOver(Path path) throws IOException {
            if (!owner(path).equals(this)) {
                for (Path file : contentFirst(path)) {
                    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }

        /** The folder itself comes last, so that its owner tells whether all was handed over. */
        private static List<Path> contentFirst(Path path) throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                return files.toList().reversed();
            }
        }

        static OtherUser owner(Path path) throws IOException {
            int uid = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            int gid = (Integer) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
            return new OtherUser(uid, gid);
        }
    }
}
