package org.rollcall.server.console;

import org.rollcall.scim.ScimException;
import org.rollcall.server.access.OpenIdSignIn;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/** Over to the OpenID provider, and back (P-112). */
final class OpenIdPages {

    static final String PATH = "/console/openid";
    static final String BACK = PATH + "/callback";

    private final OpenIdSignIn signIn;
    private final SignInPages page;
    private final Cookies cookies;
    private final TenantId tenant;

    OpenIdPages(OpenIdSignIn signIn, SignInPages page, Cookies cookies, TenantId tenant) {
        this.signIn = signIn;
        this.page = page;
        this.cookies = cookies;
        this.tenant = tenant;
    }

    void mount(Router router) {
        router.add("GET", PATH, Access.BROWSER, this::begin).add("GET", BACK, Access.BROWSER, this::finish);
    }

    private Response begin(Request request) {
        try {
            OpenIdSignIn.Begun begun = signIn.begin(
                    SignInPages.next(request.query("next")),
                    request.query("again").isPresent());
            return cookies.underway(Response.seeOther(begun.location()), begun.kept());
        } catch (ScimException refused) {
            return page.refused(request, refused.error());
        }
    }

    private Response finish(Request request) {
        OpenIdSignIn.Answer answer = new OpenIdSignIn.Answer(
                request.query("state"), request.query("code"), request.query("iss"), request.query("error"));
        try {
            OpenIdSignIn.Done done = signIn.finish(
                    Visit.stranger(request, tenant, "OpenID provider"),
                    cookies.underway(request),
                    answer,
                    request.header("User-Agent").orElse("unknown browser"));
            return cookies.signedIn(
                    Response.seeOther(SignInPages.next(java.util.Optional.of(done.next()))), done.session());
        } catch (ScimException refused) {
            return page.refused(request, refused.error());
        }
    }
}
