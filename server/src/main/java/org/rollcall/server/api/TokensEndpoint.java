package org.rollcall.server.api;

import java.time.Duration;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.IssueApiToken;
import org.rollcall.server.access.RevokeApiToken;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Secret;

/** Tokens of this API, each of which may no more than its kind (P-103). */
public final class TokensEndpoint {

    private static final String PATH = "/api/v1/tokens";

    private final Commands commands;
    private final ApiTokens tokens;
    private final Credentials credentials;

    public TokensEndpoint(Commands commands, ApiTokens tokens, Credentials credentials) {
        this.commands = commands;
        this.tokens = tokens;
        this.credentials = credentials;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.CHANGE_ACCESS, this::list)
                .add("POST", PATH, Need.CHANGE_ACCESS, this::issue)
                .add("DELETE", PATH + "/{token}", Need.CHANGE_ACCESS, this::revoke);
    }

    private Response list(Request request) {
        return Response.json(
                200,
                new Fields()
                        .list("items", tokens.list(request.caller().tenant()), TokensEndpoint::token)
                        .json());
    }

    private static Json token(ApiTokens.Listed token) {
        return new Fields()
                .put("id", token.id().toString())
                .put("hint", token.hint())
                .put("kind", token.kind().label())
                .put("organization", token.organization())
                .put("createdAt", token.created())
                .put("expiresAt", token.expires())
                .put("revokedAt", token.revoked())
                .put("lastUsedAt", token.lastUsed())
                .json();
    }

    private Response issue(Request request) {
        Json.Obj body = Inputs.object(request);
        Optional<Duration> life =
                Inputs.optionalNumber(body, "days", Limits.TOKEN_DAYS).map(Duration::ofDays);
        if (life.filter(Duration::isZero).isPresent()) {
            return Inputs.fail("\"days\" is at least 1; leave it out for a token without an end");
        }
        Secret secret = commands.run(request.caller(), new IssueApiToken(AdministratorsEndpoint.powers(body), life));
        return Response.json(
                201,
                new Fields()
                        .put("token", secret.value())
                        .put("hint", secret.hint())
                        .json());
    }

    private Response revoke(Request request) {
        CredentialId id = CredentialId.parse(request.parameter("token"))
                .orElseThrow(() -> ScimError.notFound("no token " + ScimError.excerpt(request.parameter("token")))
                        .exception());
        commands.run(request.caller(), new RevokeApiToken(id));
        credentials.forget();
        return Response.noContent();
    }
}
