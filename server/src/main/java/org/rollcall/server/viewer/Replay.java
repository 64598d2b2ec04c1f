package org.rollcall.server.viewer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Subrequests;
import org.rollcall.server.permission.Powers;
import org.rollcall.server.viewer.KeptRequests.Kept;

/** A failed write of a provider, carried out once more for an administrator (P-25). */
public final class Replay {

    private static final JsonLimits JSON = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private final Commands commands;
    private final Subrequests routes;

    /** {@code routes} lead to what providers may call. */
    public Replay(Commands commands, Subrequests routes) {
        this.commands = commands;
        this.routes = routes;
    }

    /** The body that was kept. */
    public static Optional<Json> body(Kept kept) {
        return kept.body().map(body -> JsonReader.parse(body.getBytes(StandardCharsets.UTF_8), JSON));
    }

    /** Why a request cannot be carried out once more; empty when it can. */
    public static Optional<String> obstacle(Kept kept) {
        boolean reads = kept.method().equals("GET") || kept.path().endsWith("/.search");
        boolean needsBody = !kept.method().equals("DELETE");
        if (kept.status() < 400) {
            return Optional.of("it was answered; only what failed can be replayed");
        }
        if (reads || !kept.path().matches("/scim/[^/]+/v2/(Users|Groups|Bulk)(/[^/]+)?")) {
            return Optional.of("it is no write of users or groups");
        }
        if (needsBody && kept.body().isEmpty()) {
            return Optional.of("its body was not kept; let the provider send it again");
        }
        if (kept.status() == 412) {
            return Optional.of("it was for another version of the resource; let the provider read it and decide again");
        }
        return kept.secrets()
                ? Optional.of("its body held secrets, which are not kept; let the provider send it again")
                : Optional.empty();
    }

    /**
     * Carries it out as its provider, under the id of the administrator's request; the audit log has it before.
     *
     * @throws org.rollcall.scim.ScimException with 409 when there is an obstacle
     */
    public Subrequests.Outcome run(Caller administrator, Kept kept) {
        obstacle(kept).ifPresent(why -> {
            throw ScimError.conflict("this request cannot be replayed: " + why).exception();
        });
        commands.run(administrator, new ReplayRequest(kept.providerId(), kept.id()));
        Caller provider = provider(administrator, kept);
        return routes.call(
                provider,
                new Notes(provider.dialect()),
                kept.method(),
                kept.path(),
                Map.of(),
                body(kept).orElse(Json.NULL));
    }

    private static Caller provider(Caller administrator, Kept kept) {
        return new Caller(
                administrator.tenant(),
                Optional.of(kept.providerId()),
                "%s, replayed by %s".formatted(kept.provider(), administrator.actor()),
                administrator.requestId(),
                Mode.of(kept.dialect()).orElseThrow(),
                administrator.origin(),
                Powers.NONE);
    }
}
