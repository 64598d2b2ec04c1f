package org.rollcall.server.console;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.access.Invitations;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.access.SignIn;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/** An invited administrator enters its one-time code and sets password and authenticator. */
final class JoinPages {

    static final String PATH = "/console/join";

    private final Views views;
    private final Invitations invitations;
    private final SignIn signIn;
    private final Cookies cookies;
    private final TenantId tenant;
    private final SecureRandom random;

    JoinPages(
            Views views,
            Invitations invitations,
            SignIn signIn,
            Cookies cookies,
            TenantId tenant,
            SecureRandom random) {
        this.views = views;
        this.invitations = invitations;
        this.signIn = signIn;
        this.cookies = cookies;
        this.tenant = tenant;
        this.random = random;
    }

    void mount(Router router, Site site) {
        router.add("GET", PATH, Access.BROWSER, request -> first(request, Optional.empty()));
        site.open(PATH, this::code).open(PATH + "/administrator", this::join);
    }

    private Response first(Request request, Optional<ScimError> refusal) {
        return views.open(request, "Join", "join", "", refusal);
    }

    private Response code(Request request) {
        String code =
                SignInPages.field(request.form(Limits.FORM_BYTES), "setup").strip();
        return invitations
                .whom(tenant, code)
                .map(name -> second(request, code, name, OneTimeSecret.random(random), Optional.empty()))
                .orElseGet(() -> first(request, Optional.of(wrong())));
    }

    private static ScimError wrong() {
        return ScimError.forbidden("This is no code of an invitation, or it was used or is too old. Ask whoever"
                + " invited you for a new one.");
    }

    private Response second(
            Request request, String code, String name, OneTimeSecret secret, Optional<ScimError> refusal) {
        return views.open(
                request,
                "Set your password",
                "enrol",
                new Shown.Enrolment(code, name, secret, QrPicture.of(secret.uri(name)), false),
                refusal);
    }

    private Response join(Request request) {
        Map<String, List<String>> form = request.form(Limits.FORM_BYTES);
        String code = SignInPages.field(form, "setup");
        Optional<String> name = invitations.whom(tenant, code);
        if (name.isEmpty()) {
            return first(request, Optional.of(wrong()));
        }
        OneTimeSecret secret =
                OneTimeSecret.parse(SignInPages.field(form, "secret")).orElseGet(() -> OneTimeSecret.random(random));
        SignIn.Entered entered = new SignIn.Entered(
                name.get(),
                SignInPages.field(form, "password"),
                SignInPages.field(form, "code").strip());
        try {
            SetupPages.requireSame(entered.password(), SignInPages.field(form, "repeated"));
            Caller caller = Visit.stranger(request, tenant, name.get());
            String session = signIn.join(
                    caller, code, entered, secret, request.header("User-Agent").orElse("unknown browser"));
            return cookies.signedIn(Response.seeOther("/console"), session);
        } catch (ScimException refused) {
            return second(request, code, name.get(), secret, Optional.of(refused.error()));
        }
    }
}
