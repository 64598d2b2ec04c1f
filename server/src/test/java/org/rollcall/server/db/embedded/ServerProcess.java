package org.rollcall.server.db.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;

/** The main of a child JVM that holds an embedded PostgreSQL until it is killed. */
final class ServerProcess {

    private ServerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), new SecureRandom());
        System.out.println("ready " + postgres.pid());
        new CountDownLatch(1).await();
    }
}
