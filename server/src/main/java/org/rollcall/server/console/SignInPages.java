package org.rollcall.server.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.access.SetupCodes;
import org.rollcall.server.access.SignIn;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.permission.Need;

/** Coming in and going out. */
final class SignInPages {

    private final Views views;
    private final SignIn signIn;
    private final Sessions sessions;
    private final SetupCodes codes;
    private final Cookies cookies;
    private final TenantId tenant;
    private final boolean openId;

    SignInPages(
            Views views,
            SignIn signIn,
            Sessions sessions,
            SetupCodes codes,
            Cookies cookies,
            TenantId tenant,
            boolean openId) {
        this.views = views;
        this.signIn = signIn;
        this.sessions = sessions;
        this.codes = codes;
        this.cookies = cookies;
        this.tenant = tenant;
        this.openId = openId;
    }

    void mount(Router router, Site site) {
        router.add("GET", Site.SIGN_IN, Access.BROWSER, request -> page(request, site));
        site.open(Site.SIGN_IN, this::signIn)
                .act("/console/sign-out", Need.OWN_ACCOUNT, this::signOut, this::signOut)
                .page(Site.CONFIRM, Need.OWN_ACCOUNT, this::confirmation)
                .act(Site.CONFIRM, Need.OWN_ACCOUNT, this::confirm, this::confirmation)
                .act("/console/theme", Need.OWN_ACCOUNT, SignInPages::theme, SignInPages::theme);
    }

    private Response page(Request request, Site site) {
        if (codes.needed(tenant)) {
            return Response.seeOther(SetupPages.PATH);
        }
        return site.visitor(request).isPresent()
                ? Response.seeOther("/console")
                : form(request, new Shown.SignIn("", next(request.query("next")), openId), Optional.empty());
    }

    /** The page with the reason why a sign-in elsewhere did not end here. */
    Response refused(Request request, ScimError refusal) {
        return form(request, new Shown.SignIn("", "/console", openId), Optional.of(refusal));
    }

    private Response form(Request request, Shown.SignIn form, Optional<ScimError> refusal) {
        return views.open(request, "Sign in", "signin", form, refusal);
    }

    private Response signIn(Request request) {
        Map<String, List<String>> sent = request.form(Limits.FORM_BYTES);
        String next = next(Optional.of(field(sent, "next")));
        SignIn.Entered entered = new SignIn.Entered(
                field(sent, "name"),
                field(sent, "password"),
                field(sent, "code").strip());
        try {
            String session = signIn.signIn(
                    Visit.stranger(request, tenant, "nobody"),
                    entered,
                    request.header("User-Agent").orElse("unknown browser"));
            return cookies.signedIn(Response.seeOther(next), session);
        } catch (ScimException refused) {
            return form(request, new Shown.SignIn(entered.name(), next, openId), Optional.of(refused.error()));
        }
    }

    static String field(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }

    /** Back to a page of ours, never elsewhere. */
    static String next(Optional<String> sent) {
        return sent.filter(path -> path.matches("/console(/[A-Za-z0-9/._~%-]*)?"))
                .orElse("/console");
    }

    private Response signOut(Visit visit) {
        sessions.end(visit.visitor(), visit.visitor().session());
        return cookies.signedOut(Response.seeOther(Site.SIGN_IN + "?done=signed-out"));
    }

    private Response confirmation(Visit visit) {
        String next = next(visit.optional("next").or(() -> visit.asked("next")));
        return views.page(
                visit,
                "Confirm that it is you",
                "",
                "confirm",
                new Shown.SignIn(visit.visitor().name(), next, openId));
    }

    private Response confirm(Visit visit) {
        signIn.confirm(visit.caller(), visit.visitor(), visit.raw("password"), visit.field("code"));
        return Response.seeOther(next(visit.optional("next")));
    }

    private static Response theme(Visit visit) {
        return Theme.named(visit.field("theme")).remember(Response.seeOther(next(visit.optional("next"))));
    }
}
