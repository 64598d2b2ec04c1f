package org.rollcall.server.db.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;

/** Opens to tests what the product does not offer: a server without fsync, and statements of the superuser. */
public final class FastPostgres {

    private FastPostgres() {}

    public static EmbeddedPostgres start(Path dataFolder) {
        return EmbeddedPostgres.startWithoutFsync(dataFolder, new SecureRandom());
    }

    /** Runs a statement as superuser, outside of a transaction. */
    public static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Superuser superuser = Superuser.connect(postgres.port(), postgres.password())) {
            superuser.execute(sql);
        }
    }
}
