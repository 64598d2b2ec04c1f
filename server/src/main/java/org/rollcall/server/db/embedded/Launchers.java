package org.rollcall.server.db.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rollcall.server.db.embedded.Launcher.OtherUser;
import org.rollcall.server.db.embedded.Launcher.SameUser;
import org.rollcall.server.db.embedded.Launcher.UserNamespace;

/** Finds out as whom PostgreSQL can run here, on this data folder. */
final class Launchers {

    private static final int ROOT = 0;
    /** The user without rights, by convention on Linux; initdb needs one who has a name. */
    private static final int NOBODY = 65534;

    private Launchers() {}

    static Launcher find(DataFolder folder) throws IOException {
        if (Platform.current().windows()) {
            return new SameUser();
        }
        int uid = (int) new UnixSystem().getUid();
        return uid == ROOT ? forRoot(folder) : forUser(folder, uid);
    }

    private static Launcher forUser(DataFolder folder, int uid) throws IOException {
        int owner = OtherUser.owner(existing(folder)).uid();
        if (folder.hasCluster() && owner != uid) {
            throw new EmbeddedPostgresException("%s belongs to the user with id %d, and this process runs as %d"
                    .formatted(folder.cluster(), owner, uid));
        }
        return nameless() && works(folder, new UserNamespace()) ? new UserNamespace() : new SameUser();
    }

    /** Java says "?" when passwd has no entry for the user. */
    private static boolean nameless() {
        return System.getProperty("user.name", "?").equals("?");
    }

    private static Launcher forRoot(DataFolder folder) throws IOException {
        OtherUser owner = OtherUser.owner(existing(folder));
        if (owner.uid() == ROOT && works(folder, new UserNamespace())) {
            return new UserNamespace();
        }
        return requireAccess(folder, owner.uid() == ROOT ? new OtherUser(NOBODY, NOBODY) : owner);
    }

    /** The cluster if there is one; its owner is kept. */
    private static Path existing(DataFolder folder) throws IOException {
        return folder.hasCluster() ? folder.cluster() : folder.root();
    }

    /** Whether a command runs this way, and reaches the data folder. */
    private static boolean works(DataFolder folder, Launcher launcher) throws IOException {
        List<String> probe =
                List.of("sh", "-c", "cd \"$1\"", "sh", folder.root().toString());
        return new Command(
                        Stream.concat(launcher.prefix().stream(), probe.stream())
                                .toList(),
                        Path.of("/"))
                .succeeds();
    }

    static Launcher requireAccess(DataFolder folder, OtherUser user) throws IOException {
        if (!works(folder, user)) {
            throw new EmbeddedPostgresException("""
                    PostgreSQL must not run as root, and cannot be started otherwise here: user namespaces \
                    (unshare -U) are closed, and the unprivileged user %d cannot be used (setpriv is missing) or \
                    cannot reach %s. Run Rollcall as an ordinary user, or put the data folder where that user may \
                    pass (chmod o+x its parents), or use a PostgreSQL of your own with --database""".formatted(user.uid(), folder.root()));
        }
        return user;
    }
}
