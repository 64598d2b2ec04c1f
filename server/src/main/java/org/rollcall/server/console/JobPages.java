package org.rollcall.server.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.JobId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.http.Response;
import org.rollcall.server.job.ChangeJob;
import org.rollcall.server.job.ChangeJob.Act;
import org.rollcall.server.job.Jobs;
import org.rollcall.server.job.PlacementJob;
import org.rollcall.server.job.StartJob;
import org.rollcall.server.permission.Need;

/** Placing everybody again: started, watched, paused, cancelled (P-82). */
final class JobPages {

    static final String PATH = "/console/jobs";
    private static final String SECTION = "jobs";

    private final Views views;
    private final Commands commands;
    private final Jobs jobs;
    private final InstantSource time;

    JobPages(Views views, Commands commands, Jobs jobs, InstantSource time) {
        this.views = views;
        this.commands = commands;
        this.jobs = jobs;
        this.time = time;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_CONFIGURATION, this::list)
                .act(PATH, Need.CHANGE_CONFIGURATION, this::start, this::list)
                .page(PATH + "/{id}", Need.LOOK_CONFIGURATION, this::one);
        for (Act act : Act.values()) {
            site.act(PATH + "/{id}/" + act.label(), Need.CHANGE_CONFIGURATION, visit -> change(visit, act), this::one);
        }
    }

    /** Where to go after a configuration was applied: to the job that it started, if it started one. */
    static String after(ApplyResult result, String otherwise) {
        return result.job().map(job -> PATH + "/" + job).orElse(otherwise)
                + (result.changed() ? "?done=saved" : "?done=unchanged");
    }

    private Response list(Visit visit) {
        return page(visit, "Jobs", jobs.list(visit.tenant()));
    }

    /** Asked for again and again while the job runs. */
    private Response one(Visit visit) {
        JobId id = JobId.parse(visit.request().parameter("id")).orElseThrow(JobPages::unknown);
        PlacementJob job = jobs.find(visit.tenant(), id).orElseThrow(JobPages::unknown);
        return views.page(
                visit, "Job", SECTION, "jobs", new Shown.JobList(Optional.of(job), List.of(), true, time.instant()));
    }

    private Response page(Visit visit, String title, List<PlacementJob> all) {
        return views.page(
                visit, title, SECTION, "jobs", new Shown.JobList(all.stream().findFirst(), all, false, time.instant()));
    }

    private static org.rollcall.scim.ScimException unknown() {
        return ScimError.notFound("There is no such job; the list of jobs has the latest.")
                .exception();
    }

    private Response start(Visit visit) {
        return Response.seeOther(PATH + "/" + commands.run(visit.caller(), new StartJob()));
    }

    private Response change(Visit visit, Act act) {
        JobId id = JobId.parse(visit.request().parameter("id")).orElseThrow(JobPages::unknown);
        commands.run(visit.caller(), new ChangeJob(id, act));
        return Response.seeOther(PATH + "/" + id + "?done=job-" + act.label());
    }
}
