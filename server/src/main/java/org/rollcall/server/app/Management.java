package org.rollcall.server.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.work.Worker;

/** Health and metrics, on a port of their own. */
final class Management {

    private static final int SECONDS = 2;

    private final Metrics metrics;
    private final Database database;
    private final List<Worker> workers;

    Management(Metrics metrics, Database database, List<Worker> workers) {
        this.metrics = metrics;
        this.database = database;
        this.workers = List.copyOf(workers);
    }

    Router router() {
        return new Router()
                .add("GET", "/health/live", Access.ANYBODY, request -> up())
                .add("GET", "/health/ready", Access.ANYBODY, this::ready)
                .add(
                        "GET",
                        "/metrics",
                        Access.ANYBODY,
                        request -> Response.text(200, "text/plain; version=0.0.4;charset=UTF-8", metrics.scrape()));
    }

    private Response ready(Request request) {
        workers.stream().filter(Worker::silent).findFirst().ifPresent(worker -> {
            throw ScimError.unavailable("the %s has ended no pass for %d seconds"
                            .formatted(worker.name(), Limits.WORKER_SILENCE.toSeconds()))
                    .exception();
        });
        try (Connection connection = database.source().getConnection()) {
            if (connection.isValid(SECONDS)) {
                return up();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        throw ScimError.unavailable("the database does not answer").exception();
    }

    private static Response up() {
        return Response.json(200, Json.Obj.EMPTY.with("status", Json.text("up")));
    }
}
