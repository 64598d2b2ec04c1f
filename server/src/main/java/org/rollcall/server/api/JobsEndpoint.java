package org.rollcall.server.api;

import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.JobId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.job.ChangeJob;
import org.rollcall.server.job.ChangeJob.Act;
import org.rollcall.server.job.Jobs;
import org.rollcall.server.job.PlacementJob;
import org.rollcall.server.job.StartJob;
import org.rollcall.server.permission.Need;

/** Jobs that place everybody again: started, watched, steered (P-82). */
public final class JobsEndpoint {

    private static final String PATH = "/api/v1/jobs";

    private final Commands commands;
    private final Jobs jobs;

    public JobsEndpoint(Commands commands, Jobs jobs) {
        this.commands = commands;
        this.jobs = jobs;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.LOOK_CONFIGURATION, this::list)
                .add("POST", PATH, Need.CHANGE_CONFIGURATION, this::start)
                .add("GET", PATH + "/{id}", Need.LOOK_CONFIGURATION, request -> answer(200, request, id(request)));
        for (Act act : Act.values()) {
            router.add("POST", PATH + "/{id}/" + act.label(), Need.CHANGE_CONFIGURATION, request -> act(request, act));
        }
    }

    private Response list(Request request) {
        return Response.json(
                200,
                new Fields()
                        .list("items", jobs.list(request.caller().tenant()), JobsEndpoint::json)
                        .json());
    }

    private Response start(Request request) {
        return answer(201, request, commands.run(request.caller(), new StartJob()));
    }

    private Response act(Request request, Act act) {
        JobId id = id(request);
        commands.run(request.caller(), new ChangeJob(id, act));
        return answer(200, request, id);
    }

    private static JobId id(Request request) {
        return JobId.parse(request.parameter("id")).orElseThrow(() -> unknown(request.parameter("id")));
    }

    private Response answer(int status, Request request, JobId id) {
        return jobs.find(request.caller().tenant(), id)
                .map(job -> Response.json(status, json(job)))
                .orElseThrow(() -> unknown(id.toString()));
    }

    private static RuntimeException unknown(String id) {
        return ScimError.notFound("there is no job " + id).exception();
    }

    private static Json json(PlacementJob job) {
        return new Fields()
                .put("id", job.id().toString())
                .put("state", job.state().label())
                .put("version", job.version())
                .put("total", job.total())
                .put("done", job.done())
                .put("changed", job.changed())
                .put("held", job.held())
                .put("failed", job.failed())
                .put("actor", job.actor())
                .put("createdAt", job.created())
                .put("changedAt", job.moved())
                .json();
    }
}
