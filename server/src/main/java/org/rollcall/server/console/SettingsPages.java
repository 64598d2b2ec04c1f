package org.rollcall.server.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.Grantable;
import org.rollcall.server.access.IssueApiToken;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.access.RevokeApiToken;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.access.SignIn;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.SessionId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Secret;

/** One's own password, authenticator and sessions, and the tokens of the API. */
final class SettingsPages {

    static final String PATH = "/console/settings";
    private static final String SECTION = "settings";

    private final Views views;
    private final Commands commands;
    private final SignIn signIn;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Credentials credentials;
    private final Cookies cookies;
    private final SecureRandom random;
    private final Structure structure;

    SettingsPages(
            Views views,
            Commands commands,
            SignIn signIn,
            Sessions sessions,
            ApiTokens tokens,
            Credentials credentials,
            Cookies cookies,
            SecureRandom random,
            Structure structure) {
        this.views = views;
        this.commands = commands;
        this.signIn = signIn;
        this.sessions = sessions;
        this.tokens = tokens;
        this.credentials = credentials;
        this.cookies = cookies;
        this.random = random;
        this.structure = structure;
    }

    void mount(Site site) {
        site.page(PATH, Need.OWN_ACCOUNT, this::show)
                .act(PATH + "/password", Need.OWN_ACCOUNT, this::password, this::show)
                .page(PATH + "/authenticator", Need.OWN_ACCOUNT, this::enrolment)
                .act(PATH + "/authenticator", Need.OWN_ACCOUNT, this::authenticator, this::enrolment)
                .act(PATH + "/end-session", Need.OWN_ACCOUNT, this::endSession, this::show)
                .secret(PATH + "/tokens/issue", Need.CHANGE_ACCESS, this::issue, this::show)
                .page(PATH + "/tokens", Need.CHANGE_ACCESS, this::show)
                .act(PATH + "/tokens/revoke", Need.CHANGE_ACCESS, this::revoke, this::show);
    }

    private Response show(Visit visit) {
        return show(visit, Optional.empty());
    }

    private Response show(Visit visit, Optional<Secret> issued) {
        return views.page(
                visit,
                "Settings",
                SECTION,
                "settings",
                new Shown.Settings(
                        visit.visitor().session(),
                        sessions.list(visit.visitor()),
                        visit.may(Need.CHANGE_ACCESS) ? tokens.list(visit.tenant()) : List.of(),
                        structure.organizationPaths(visit.tenant()),
                        issued.map(Secret::value)));
    }

    // ---- proof

    private static SignIn.Entered current(Visit visit) {
        return new SignIn.Entered(visit.visitor().name(), visit.raw("password"), visit.field("code"));
    }

    private Response password(Visit visit) {
        SetupPages.requireSame(visit.raw("next"), visit.raw("repeated"));
        signIn.changePassword(visit.caller(), visit.visitor(), current(visit), visit.raw("next"));
        return out();
    }

    private Response out() {
        return cookies.signedOut(Response.seeOther(Site.SIGN_IN + "?done=access-changed"));
    }

    private Response enrolment(Visit visit) {
        OneTimeSecret secret = OneTimeSecret.parse(visit.field("secret")).orElseGet(() -> OneTimeSecret.random(random));
        String name = visit.visitor().name();
        return views.page(
                visit,
                "Change the authenticator",
                SECTION,
                "authenticator",
                new Shown.Enrolment("", name, secret, QrPicture.of(secret.uri(name)), false));
    }

    private Response authenticator(Visit visit) {
        OneTimeSecret secret = OneTimeSecret.parse(visit.field("secret"))
                .orElseThrow(() -> ScimError.invalidValue("The page was too old. Scan the code that it shows now.")
                        .exception());
        signIn.changeSecret(visit.caller(), visit.visitor(), current(visit), secret, visit.field("next"));
        return out();
    }

    private Response endSession(Visit visit) {
        UUID session = SessionId.parse(visit.field("session"))
                .map(SessionId::value)
                .orElseThrow(
                        () -> ScimError.notFound("There is no such session.").exception());
        sessions.end(visit.visitor(), session);
        return Response.seeOther(PATH + "?done=session-ended");
    }

    // ---- tokens

    private Response issue(Visit visit) {
        Optional<Duration> life = visit.optional("days").map(ProviderPages::days);
        Grantable powers = Grantable.of(visit.field("kind"), visit.optional("organization"));
        return show(visit, Optional.of(commands.run(visit.caller(), new IssueApiToken(powers, life))));
    }

    private Response revoke(Visit visit) {
        CredentialId id = CredentialId.parse(visit.field("token"))
                .orElseThrow(() -> ScimError.notFound("There is no such token.").exception());
        commands.run(visit.caller(), new RevokeApiToken(id));
        credentials.forget();
        return Response.seeOther(PATH + "?done=revoked");
    }
}
