package org.rollcall.server.console;

import java.util.Optional;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;

/**
 * The cookie of a session. Behind TLS it has the name prefix that makes browsers keep it to this host and to TLS; without
 * TLS, which is for a server on one's own machine, a browser would not keep such a cookie at all.
 */
final class Cookies {

    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";
    private static final String FOR_A_WHILE = "; Max-Age=600";
    private static final String AT_ONCE = "; Max-Age=0";

    private final boolean tls;

    Cookies(String publicUrl) {
        this.tls = publicUrl.startsWith("https:");
    }

    private String name() {
        return tls ? "__Host-rollcall" : "rollcall";
    }

    Optional<String> session(Request request) {
        return request.cookie(name());
    }

    Response signedIn(Response response, String session) {
        return response.with("Set-Cookie", name() + "=" + session + ATTRIBUTES + secure());
    }

    Response signedOut(Response response) {
        return response.with("Set-Cookie", name() + "=" + ATTRIBUTES + secure() + AT_ONCE);
    }

    /** What belongs to a sign-in at the OpenID provider, while the browser is there. */
    Response underway(Response response, String kept) {
        return response.with("Set-Cookie", name() + "-openid=" + kept + ATTRIBUTES + secure() + FOR_A_WHILE);
    }

    Optional<String> underway(Request request) {
        return request.cookie(name() + "-openid");
    }

    private String secure() {
        return tls ? "; Secure" : "";
    }
}
