package org.rollcall.server.app;

import java.sql.Connection;
import java.sql.SQLException;
import org.rollcall.scim.json.Json;
import org.rollcall.server.db.Database;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/** Health and metrics, on a port of their own. */
final class Management {

    private static final int SECONDS = 2;

    private final Metrics metrics;
    private final Database database;

    Management(Metrics metrics, Database database) {
        this.metrics = metrics;
        this.database = database;
    }

    Router router() {
        return new Router()
                .add("GET", "/health/live", Access.ANYBODY, request -> health(200, "up"))
                .add("GET", "/health/ready", Access.ANYBODY, this::ready)
                .add(
                        "GET",
                        "/metrics",
                        Access.ANYBODY,
                        request -> Response.text(200, "text/plain; version=0.0.4;charset=UTF-8", metrics.scrape()));
    }

    private Response ready(Request request) {
        try (Connection connection = database.source().getConnection()) {
            return connection.isValid(SECONDS) ? health(200, "up") : health(503, "database away");
        } catch (SQLException e) {
            return health(503, "database away");
        }
    }

    private static Response health(int status, String text) {
        return Response.json(status, Json.Obj.EMPTY.with("status", Json.text(text)));
    }
}
