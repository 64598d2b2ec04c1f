package org.rollcall.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.MediaTypes;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.SyncRuns;

/** How the tenant stands, and the description of this API. */
public final class StatusEndpoint {

    private final Jdbi jdbi;
    private final Providers providers;
    private final SyncRuns runs;
    private final InstantSource time;
    private final boolean embedded;
    private final String version;
    private final String openApi;

    public StatusEndpoint(
            Jdbi jdbi, Providers providers, SyncRuns runs, InstantSource time, boolean embedded, String version) {
        this.jdbi = jdbi;
        this.providers = providers;
        this.runs = runs;
        this.time = time;
        this.embedded = embedded;
        this.version = version;
        this.openApi = resource("openapi.json");
    }

    public void mount(Router router) {
        router.add("GET", "/api/v1/status", Need.LOOK_STATUS, this::status)
                .add(
                        "GET",
                        "/api/openapi.json",
                        Access.ANYBODY,
                        request -> Response.text(200, MediaTypes.JSON, openApi));
    }

    private Response status(Request request) {
        List<Providers.Expiring> expiring =
                providers.expiring(request.caller().tenant(), time.instant().plus(Limits.EXPIRY_WARNING));
        List<SyncRuns.Contact> silent = runs.contacts(request.caller().tenant()).stream()
                .filter(tool -> tool.isSilent(time.instant()))
                .toList();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select t.name, t.config_version, current_setting('server_version') as database,
                               (select count(*) from placement_mark m where m.tenant_id = t.tenant_id)
                               + (select count(*) from account a where a.tenant_id = t.tenant_id
                                  and a.config_version < t.place_version) as placements,
                               (select count(*) from account a where a.tenant_id = t.tenant_id
                                  and a.due_at is not null) as deactivations,
                               (select count(*) from standing_decision d where d.tenant_id = t.tenant_id
                                  and d.fate = 'held') as held
                        from tenant t where t.tenant_id = :tenant""")
                .bind("tenant", request.caller().tenant().value())
                .map((row, context) -> Response.json(
                        200,
                        new Fields()
                                .put("version", version)
                                .put("tenant", row.getString("name"))
                                .put("database", "PostgreSQL " + row.getString("database"))
                                .put("embedded", embedded)
                                .put("configurationVersion", row.getLong("config_version"))
                                .put("pendingPlacements", row.getLong("placements"))
                                .put("pendingDeactivations", row.getLong("deactivations"))
                                .put("heldEffects", row.getLong("held"))
                                .list("expiringCredentials", expiring, StatusEndpoint::expiring)
                                .list("silentProviders", silent, StatusEndpoint::silent)
                                .json()))
                .one());
    }

    private static Json expiring(Providers.Expiring credential) {
        return new Fields()
                .put("provider", credential.provider())
                .put("hint", credential.hint())
                .put("expiresAt", credential.expires())
                .json();
    }

    private static Json silent(SyncRuns.Contact tool) {
        return new Fields()
                .put("provider", tool.name())
                .put("silentSince", tool.since())
                .json();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(StatusEndpoint.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
