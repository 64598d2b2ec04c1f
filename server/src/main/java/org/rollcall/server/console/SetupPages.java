package org.rollcall.server.console;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.access.SetupCodes;
import org.rollcall.server.access.SignIn;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;

/** The first start: whoever has the code that the server printed becomes the first administrator (H-C8). */
final class SetupPages {

    static final String PATH = "/console/setup";

    private static final String ACTOR = "first start";

    private final Views views;
    private final SetupCodes codes;
    private final SignIn signIn;
    private final Cookies cookies;
    private final TenantId tenant;
    private final SecureRandom random;

    SetupPages(Views views, SetupCodes codes, SignIn signIn, Cookies cookies, TenantId tenant, SecureRandom random) {
        this.views = views;
        this.codes = codes;
        this.signIn = signIn;
        this.cookies = cookies;
        this.tenant = tenant;
        this.random = random;
    }

    void mount(Router router, Site site) {
        router.add("GET", PATH, Access.BROWSER, this::start);
        site.open(PATH, this::code).open(PATH + "/administrator", this::create);
    }

    private Response start(Request request) {
        return codes.needed(tenant) ? first(request, Optional.empty()) : Response.seeOther(Site.SIGN_IN);
    }

    private Response first(Request request, Optional<ScimError> refusal) {
        return views.open(request, "Welcome to Rollcall", "setup", "", refusal);
    }

    private Response code(Request request) {
        String code =
                SignInPages.field(request.form(Limits.FORM_BYTES), "setup").strip();
        return codes.works(tenant, code)
                ? second(request, code, "", OneTimeSecret.random(random), Optional.empty())
                : first(request, Optional.of(wrong()));
    }

    private static ScimError wrong() {
        return ScimError.forbidden("This is not the code that the server printed when it started. Copy it again; it"
                + " also stands in the file console-setup-code in the data folder.");
    }

    private Response second(
            Request request, String code, String name, OneTimeSecret secret, Optional<ScimError> refusal) {
        QrPicture qr = QrPicture.of(secret.uri(name.isEmpty() ? "console" : name));
        return views.open(
                request,
                "Create the first administrator",
                "enrol",
                new Shown.Enrolment(code, name, secret, qr, true),
                refusal);
    }

    private Response create(Request request) {
        Map<String, List<String>> form = request.form(Limits.FORM_BYTES);
        String code = SignInPages.field(form, "setup");
        if (!codes.works(tenant, code)) {
            return first(request, Optional.of(wrong()));
        }
        OneTimeSecret secret =
                OneTimeSecret.parse(SignInPages.field(form, "secret")).orElseGet(() -> OneTimeSecret.random(random));
        SignIn.Entered entered = new SignIn.Entered(
                SignInPages.field(form, "name"),
                SignInPages.field(form, "password"),
                SignInPages.field(form, "code").strip());
        try {
            requireSame(entered.password(), SignInPages.field(form, "repeated"));
            Caller caller = Visit.stranger(request, tenant, ACTOR);
            String session = signIn.setUp(
                    caller, code, entered, secret, request.header("User-Agent").orElse("unknown browser"));
            return cookies.signedIn(Response.seeOther("/console"), session);
        } catch (ScimException refused) {
            return second(request, code, entered.name(), secret, Optional.of(refused.error()));
        }
    }

    static void requireSame(String password, String repeated) {
        if (!password.equals(repeated)) {
            throw ScimError.invalidValue("The two passwords differ. Enter the same one twice.")
                    .exception();
        }
    }
}
