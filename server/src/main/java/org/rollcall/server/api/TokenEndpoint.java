package org.rollcall.server.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.Authentication;
import org.rollcall.server.http.Knock;
import org.rollcall.server.http.OAuthError;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.provider.AccessTokens;

/**
 * Where a provider fetches its tokens: the client-credentials grant (RFC 6749 §4.4), for clients that authenticate by
 * HTTP Basic or in the body (P-22). Its own credential is what it asks for, so it is open to anybody.
 */
public final class TokenEndpoint {

    private static final String GRANT = "client_credentials";
    private static final String SCOPE = "scim";

    private final AccessTokens tokens;

    public TokenEndpoint(AccessTokens tokens) {
        this.tokens = tokens;
    }

    public void mount(Router router) {
        router.add("POST", "/scim/{provider}/oauth/token", Access.ANYBODY, this::issue);
    }

    private Response issue(Request request) {
        Map<String, List<String>> form = request.form(Limits.TOKEN_REQUEST_BYTES);
        form.forEach((name, values) -> {
            if (values.size() > 1) {
                throw OAuthError.invalidRequest("a parameter is given twice").exception();
            }
        });
        Authentication client = client(request, form);
        String grant = field(form, "grant_type")
                .orElseThrow(() -> OAuthError.invalidRequest("grant_type is missing; it is " + GRANT)
                        .exception());
        if (!grant.equals(GRANT)) {
            throw OAuthError.unsupportedGrantType("the only grant_type here is " + GRANT)
                    .exception();
        }
        AccessTokens.Issued issued = tokens.issue(request.parameter("provider"), Knock.of(request, client))
                .orElseThrow(() -> OAuthError.invalidClient().exception());
        return Response.json(200, answer(issued, field(form, "scope")).json()).with("Pragma", "no-cache");
    }

    /** There is one scope; whoever asked for another is told (RFC 6749 §3.3). */
    private static Fields answer(AccessTokens.Issued issued, Optional<String> scope) {
        return new Fields()
                .put("access_token", issued.token())
                .put("token_type", "Bearer")
                .put("expires_in", issued.life().toSeconds())
                .put("scope", scope.map(asked -> SCOPE));
    }

    /** By one way or the other, not both (RFC 6749 §2.3). */
    private static Authentication client(Request request, Map<String, List<String>> form) {
        Optional<Authentication> basic =
                request.authentication().filter(a -> a.user().isPresent());
        Optional<String> secret = field(form, "client_secret");
        if (basic.isPresent() && secret.isPresent()) {
            throw OAuthError.invalidRequest("authenticate by HTTP Basic or in the body, not both")
                    .exception();
        }
        return basic.or(() -> secret.flatMap(
                        value -> field(form, "client_id").map(id -> new Authentication(Optional.of(id), value))))
                .orElseThrow(() -> OAuthError.invalidClient().exception());
    }

    private static Optional<String> field(Map<String, List<String>> form, String name) {
        return Optional.ofNullable(form.get(name)).map(List::getFirst).filter(value -> !value.isEmpty());
    }
}
