package org.rollcall.server.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;

/** Proving who one is: password and one-time code, together. What is wrong with them is never said. */
public final class SignIn {

    private static final String WRONG =
            "Name, password or code is wrong. Codes change every 30 seconds and work once: wait for the next one.";

    private static final String WAY = "password and code";

    /** What somebody enters. */
    public record Entered(String name, String password, String code) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Entered[redacted]";
        }
    }

    private final Jdbi jdbi;
    private final Commands commands;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Passwords passwords;
    private final InstantSource time;
    private final SignInLog log;

    public SignIn(Jdbi jdbi, Commands commands, Sessions sessions, SecureRandom random, InstantSource time) {
        this.jdbi = jdbi;
        this.commands = commands;
        this.sessions = sessions;
        this.attempts = new Attempts(jdbi);
        this.passwords = new Passwords(random);
        this.time = time;
        this.log = new SignInLog(jdbi, time);
    }

    private record Proved(Administrator administrator, Passwords.Derived derived, long step) {}

    // ---- coming in

    /** The cookie of a new session; the caller is whoever stands at the door. */
    public String signIn(Caller caller, Entered entered, String browser) {
        Administrator administrator = prove(caller, entered).administrator();
        log.cameIn(caller, administrator.id(), administrator.name(), WAY);
        return sessions.open(caller.tenant(), administrator.id(), browser);
    }

    /** The same person again, for what must not be done by somebody who found a browser open. */
    public void confirm(Caller caller, Visitor visitor, String password, String code) {
        prove(caller, new Entered(visitor.name(), password, code));
        sessions.confirmed(visitor);
    }

    private Proved prove(Caller caller, Entered entered) {
        TenantId tenant = caller.tenant();
        Instant now = time.instant();
        String name = Names.canonical(entered.name());
        Attempts.Of ofName = Attempts.Of.name(name);
        Optional<Attempts.Of> ofAddress = caller.origin().address().map(Attempts.Of::address);
        List<Attempts.Of> counted =
                Stream.concat(Stream.of(ofName), ofAddress.stream()).toList();
        counted.forEach(what -> attempts.wait(tenant, what, now).ifPresent(SignIn::refuseFor));
        counted.forEach(what -> attempts.begin(tenant, what, now));
        Optional<Administrator> administrator = find(tenant, name);
        // The same work for a name that nobody has, so that time tells nothing.
        Passwords.Derived derived = Passwords.derive(
                entered.password(), administrator.map(Administrator::salt).orElseGet(() -> new byte[16]));
        Proved proved = administrator
                .filter(a -> Passwords.matches(derived, a.verifier()))
                .flatMap(a -> OneTimeCodes.step(Passwords.unseal(a.sealedOtp(), derived), entered.code(), now)
                        .filter(step -> use(a, step))
                        .map(step -> new Proved(a, derived, step)))
                .orElseThrow(() -> turnedAway(caller, administrator));
        counted.forEach(what -> attempts.succeeded(tenant, what));
        return proved;
    }

    private ScimException turnedAway(Caller caller, Optional<Administrator> administrator) {
        log.turnedAway(
                caller,
                administrator.map(Administrator::id),
                administrator.map(Administrator::name).orElse(""),
                administrator.isPresent() ? "wrong " + WAY : "unknown name");
        return ScimError.forbidden(WRONG).exception();
    }

    private static void refuseFor(Duration wait) {
        throw new ScimException(ScimError.tooManyRequests(
                "There were too many attempts. Wait %d seconds, then try again.".formatted(wait.toSeconds() + 1)));
    }

    private Optional<Administrator> find(TenantId tenant, String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from console_administrator where tenant_id = :tenant and name_canonical = :name"
                                + " and verifier is not null")
                .bind("tenant", tenant.value())
                .bind("name", name)
                .map((row, context) -> Administrator.of(row))
                .findOne());
    }

    /** True for one of all who present the same code. */
    private boolean use(Administrator administrator, long step) {
        return jdbi.withHandle(handle ->
                        handle.execute("""
                        update console_administrator set otp_step = ?
                        where tenant_id = ? and administrator_id = ? and otp_step < ?""", step, administrator.tenant().value(), administrator.id(), step))
                == 1;
    }

    // ---- becoming somebody

    /** Makes the first administrator and signs in; the caller is whoever has the code. */
    public String setUp(Caller caller, String code, Entered entered, OneTimeSecret secret, String browser) {
        String name = named(entered.name());
        CreateAdministrator.Proof proof = proof(entered.password(), secret, entered.code());
        UUID id = commands.run(caller, new CreateAdministrator(SetupCodes.digest(code), name, proof));
        return sessions.open(caller.tenant(), id, browser);
    }

    /** Lets whoever was invited in; the caller is whoever has the code. */
    public String join(Caller caller, String code, Entered entered, OneTimeSecret secret, String browser) {
        CreateAdministrator.Proof proof = proof(entered.password(), secret, entered.code());
        UUID id = commands.run(caller, new AcceptInvitation(SetupCodes.digest(code), proof))
                .id();
        return sessions.open(caller.tenant(), id, browser);
    }

    static String named(String text) {
        String name = text.strip();
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw ScimError.invalidValue("Enter a name, such as your e-mail address.")
                    .exception();
        }
        return name;
    }

    private CreateAdministrator.Proof proof(String password, OneTimeSecret secret, String code) {
        requireLength(password);
        return sealed(password, secret.bytes(), stepOf(secret, code));
    }

    private static void requireLength(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < Limits.PASSWORD_MIN || length > Limits.PASSWORD_MAX) {
            throw ScimError.invalidValue("A password has %d to %d characters; several words are easiest to remember."
                            .formatted(Limits.PASSWORD_MIN, Limits.PASSWORD_MAX))
                    .exception();
        }
    }

    private long stepOf(OneTimeSecret secret, String code) {
        return OneTimeCodes.step(secret.bytes(), code, time.instant())
                .orElseThrow(() -> ScimError.invalidValue(
                                "The code does not fit. Enter the six digits that your app shows now; if they never"
                                        + " fit, the clock of your phone or of the server is wrong.")
                        .exception());
    }

    private CreateAdministrator.Proof sealed(String password, byte[] secret, long step) {
        byte[] salt = passwords.salt();
        Passwords.Derived derived = Passwords.derive(password, salt);
        return new CreateAdministrator.Proof(salt, derived.verifier(), passwords.seal(secret, derived), step);
    }

    // ---- changing

    /** A new password; every session ends. */
    public void changePassword(Caller caller, Visitor visitor, Entered current, String next) {
        Proved proved = prove(caller, new Entered(visitor.name(), current.password(), current.code()));
        byte[] secret = Passwords.unseal(proved.administrator().sealedOtp(), proved.derived());
        requireLength(next);
        commands.run(caller, new ChangeProof(visitor, sealed(next, secret, proved.step()), "password changed"));
    }

    /** Another authenticator app; every session ends. */
    public void changeSecret(Caller caller, Visitor visitor, Entered current, OneTimeSecret next, String nextCode) {
        Proved proved = prove(caller, new Entered(visitor.name(), current.password(), current.code()));
        long step = stepOf(next, nextCode);
        commands.run(
                caller,
                new ChangeProof(
                        visitor,
                        sealed(current.password(), next.bytes(), Math.max(step, proved.step())),
                        "authenticator changed"));
    }
}
