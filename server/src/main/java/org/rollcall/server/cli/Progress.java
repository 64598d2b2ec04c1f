package org.rollcall.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a job and says how far it is. */
final class Progress {

    private static final long MILLIS = 500;

    private final Server server;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private String said = "";

    Progress(Server server) {
        this.server = server;
    }

    /** The exit code: done, or refused when the job ended or waits before it is done. */
    int await(String id) {
        Item job = job(id);
        while (job.text("state").equals("running")) {
            say(job);
            pause();
            job = job(id);
        }
        say(job);
        boolean done = job.text("state").equals("done");
        if (!done) {
            server.terminal().say("The job is %s.".formatted(job.text("state")));
        }
        return done ? Exit.DONE : Exit.REFUSED;
    }

    private Item job(String id) {
        return server.api().get("/jobs/" + Query.encode(id), Query.NONE);
    }

    /** What has not changed is not said again. */
    private void say(Item job) {
        String line = "%s of %s placed: %s changed, %s held, %s failed"
                .formatted(
                        job.text("done"), job.text("total"), job.text("changed"), job.text("held"), job.text("failed"));
        if (!line.equals(said)) {
            server.terminal().say(line);
            said = line;
        }
    }

    private void pause() {
        try {
            interrupted.await(MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.environment("Interrupted. The job goes on; see: rollcall job list");
        }
    }
}
