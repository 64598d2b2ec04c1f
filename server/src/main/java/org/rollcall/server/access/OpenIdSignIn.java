package org.rollcall.server.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Ids;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.permission.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in at the company's OpenID provider: authorization code with PKCE, state and nonce (P-112). What belongs to one
 * attempt is in a cookie of the browser that began it, so that an answer meant for another browser fits nothing, and any
 * node can finish what another one began.
 */
public final class OpenIdSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);

    /** One attempt: the page of the provider to go to, and what the browser keeps meanwhile. */
    public record Begun(String location, String kept) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Begun[redacted]";
        }
    }

    /** What the provider sent the browser back with. */
    public record Answer(
            Optional<String> state, Optional<String> code, Optional<String> issuer, Optional<String> error) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    /** The cookie of a new session, and the page to go on with. */
    public record Done(String session, String next) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Done[redacted]";
        }
    }

    private record Kept(String state, String nonce, String verifier, String next) {

        String text() {
            byte[] path = next.getBytes(StandardCharsets.UTF_8);
            return String.join(
                    ".",
                    state,
                    nonce,
                    verifier,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(path));
        }

        static Optional<Kept> of(String text) {
            String[] parts = text.split("\\.", -1);
            return parts.length == 4 && parts[3].matches("[A-Za-z0-9_-]*") && parts[3].length() % 4 != 1
                    ? Optional.of(new Kept(
                            parts[0],
                            parts[1],
                            parts[2],
                            new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8)))
                    : Optional.empty();
        }
    }

    private final OpenIdSettings settings;
    private final OpenIdProvider provider;
    private final Commands commands;
    private final Sessions sessions;
    private final SignInLog log;
    private final Ids ids;
    private final String redirect;

    /** @param redirect where the provider sends browsers back to; it has to be registered there */
    public OpenIdSignIn(
            OpenIdSettings settings,
            Jdbi jdbi,
            Commands commands,
            Sessions sessions,
            Ids ids,
            InstantSource time,
            String redirect) {
        this.settings = settings;
        this.provider = new OpenIdProvider(settings, time);
        this.commands = commands;
        this.sessions = sessions;
        this.log = new SignInLog(jdbi, time);
        this.ids = ids;
        this.redirect = redirect;
    }

    /** @param again whether the provider is to ask for a proof again, although it knows the browser */
    public Begun begin(String next, boolean again) {
        Kept kept = new Kept(ids.secret(), ids.secret(), ids.secret(), next);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.sha256(kept.verifier()));
        try {
            String page = provider.metadata().authorization().toString();
            return new Begun(
                    page + (page.contains("?") ? "&" : "?")
                            + "response_type=code&scope=openid+email+profile&code_challenge_method=S256"
                            + "&client_id=" + OpenIdProvider.encoded(settings.clientId())
                            + "&redirect_uri=" + OpenIdProvider.encoded(redirect)
                            + "&state=" + kept.state()
                            + "&nonce=" + kept.nonce()
                            + "&code_challenge=" + challenge
                            + (again ? "&prompt=login" : ""),
                    kept.text());
        } catch (OpenIdProvider.RefusedException e) {
            LOG.warn("sign-in by OpenID Connect does not work: {}", e.getMessage());
            throw ScimError.unavailable("The OpenID provider cannot be reached. Sign in with password and code, or try"
                            + " again later.")
                    .exception();
        }
    }

    /** The caller is whoever stands at the door. */
    public Done finish(Caller caller, Optional<String> cookie, Answer answer, String browser) {
        // Anybody can call this: what belongs to no sign-in that was begun here is not worth a row that stays for ever.
        Kept kept = cookie.flatMap(Kept::of)
                .filter(known -> answer.state().equals(Optional.of(known.state())))
                .orElseThrow(OpenIdSignIn::refused);
        try {
            return admitted(caller, kept, claims(kept, answer), browser);
        } catch (OpenIdProvider.RefusedException e) {
            LOG.warn("a sign-in by OpenID Connect was refused: {}", e.getMessage());
            log.turnedAway(caller, Optional.empty(), "", "by OpenID Connect: the provider's answer was not accepted");
            throw refused();
        }
    }

    private static ScimException refused() {
        return ScimError.forbidden(
                        "The sign-in did not work. Begin again; if it happens again, the server's log says why.")
                .exception();
    }

    private JWTClaimsSet claims(Kept kept, Answer answer) throws OpenIdProvider.RefusedException {
        if (answer.error().isPresent()) {
            throw new OpenIdProvider.RefusedException("the provider answered with an error");
        }
        if (answer.issuer()
                .filter(issuer -> !issuer.equals(settings.issuer().toString()))
                .isPresent()) {
            throw new OpenIdProvider.RefusedException("the answer is of another issuer (RFC 9207)");
        }
        String code = answer.code().orElseThrow(() -> new OpenIdProvider.RefusedException("the answer has no code"));
        return provider.claims(code, redirect, kept.verifier(), kept.nonce());
    }

    private Done admitted(Caller caller, Kept kept, JWTClaimsSet claims, String browser)
            throws OpenIdProvider.RefusedException {
        String name = name(claims);
        try {
            ArriveByOpenId.Arrived arrived =
                    commands.run(caller, new ArriveByOpenId(String.valueOf(claims.getSubject()), name, kind(claims)));
            log.cameIn(caller, arrived.administrator(), arrived.name(), "OpenID Connect");
            return new Done(
                    sessions.open(caller.tenant(), arrived.administrator(), arrived.account(), browser), kept.next());
        } catch (ScimException e) {
            log.turnedAway(
                    caller,
                    Optional.empty(),
                    "",
                    "by OpenID Connect: " + e.error().detail());
            throw e;
        }
    }

    /** An address that nobody has confirmed is a claim of whoever typed it. */
    private String name(JWTClaimsSet claims) throws OpenIdProvider.RefusedException {
        boolean unverified = settings.nameClaim().equals("email")
                && !"true".equals(String.valueOf(claims.getClaim("email_verified")));
        if (unverified || !(claims.getClaim(settings.nameClaim()) instanceof String name) || name.isBlank()) {
            throw new OpenIdProvider.RefusedException(
                    "the ID token has no usable claim %s; an email has to be a verified one; --openid-name-claim names"
                                    .formatted(settings.nameClaim())
                            + " another");
        }
        return name;
    }

    private Optional<Kind> kind(JWTClaimsSet claims) {
        List<String> values = settings.kindsClaim().map(claims::getClaim).stream()
                .flatMap(claim -> claim instanceof Collection<?> many
                        ? many.stream().map(String::valueOf)
                        : List.of(String.valueOf(claim)).stream())
                .toList();
        return settings.kinds().stream()
                .filter(given -> values.contains(given.value()))
                .map(OpenIdSettings.Given::kind)
                .findFirst();
    }
}
