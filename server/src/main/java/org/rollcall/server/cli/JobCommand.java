package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "job",
        description = {
            "Jobs that place all users again by changed rules.",
            "Applying a file starts one when it has to; at most one is open."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  rollcall job list", "  rollcall job pause", "  rollcall job resume"})
final class JobCommand {

    private static final String PATH = "/jobs";

    @Mixin
    private final Server server;

    JobCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Lists the last jobs, newest first.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> jobs = jobs();
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(jobs);
            lines.end();
        } else {
            new Table(
                            server.terminal(),
                            "JOB",
                            "STATE",
                            "DONE",
                            "TOTAL",
                            "CHANGED",
                            "HELD",
                            "FAILED",
                            "STARTED (UTC)",
                            "BY")
                    .print(jobs.stream().map(JobCommand::row).toList());
        }
        return Exit.DONE;
    }

    private static List<String> row(Item job) {
        return List.of(
                job.text("id"),
                job.text("state"),
                job.text("done"),
                job.text("total"),
                job.text("changed"),
                job.text("held"),
                job.text("failed"),
                job.time("createdAt"),
                job.text("actor"));
    }

    @Command(name = "start", description = "Places everybody again by the rules in force.")
    int start(@Option(names = "--wait", description = "Wait until it is done, and show how far it is.") boolean wait) {
        Item job = server.api().post(PATH, Json.Obj.EMPTY);
        server.terminal().print("Job %s places %s again.".formatted(job.text("id"), people(job.text("total"))));
        return wait ? new Progress(server).await(job.text("id")) : Exit.DONE;
    }

    @Command(name = "pause", description = "Has a job wait. Users whom it has not reached stay as they are.")
    int pause(
            @Parameters(paramLabel = "JOB", arity = "0..1", description = "Default: the last one.")
                    Optional<String> job) {
        return act(job, "pause");
    }

    @Command(name = "resume", description = "Lets a paused job go on where it was.")
    int resume(
            @Parameters(paramLabel = "JOB", arity = "0..1", description = "Default: the last one.")
                    Optional<String> job) {
        return act(job, "resume");
    }

    @Command(
            name = "cancel",
            description = "Ends a job. Whoever it has not reached stays as it is, until something else concerns it.")
    int cancel(
            @Parameters(paramLabel = "JOB", arity = "0..1", description = "Default: the last one.")
                    Optional<String> job) {
        return act(job, "cancel");
    }

    private int act(Optional<String> named, String act) {
        String id = named.or(this::last).orElseThrow(() -> Failure.refused("There is no job."));
        Item job = server.api().post("%s/%s/%s".formatted(PATH, Query.encode(id), act), Json.Obj.EMPTY);
        server.terminal()
                .print("Job %s is %s: %s of %s placed."
                        .formatted(id, job.text("state"), job.text("done"), people(job.text("total"))));
        return Exit.DONE;
    }

    private static String people(String number) {
        return number.equals("1") ? "1 user" : number + " users";
    }

    private Optional<String> last() {
        return jobs().stream().map(job -> job.text("id")).findFirst();
    }

    private List<Item> jobs() {
        return server.api().get(PATH, Query.NONE).items("items");
    }
}
