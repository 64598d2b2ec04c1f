package org.rollcall.server.command;

import java.util.Optional;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.permission.Powers;

/**
 * Who asks. Made from the credential alone.
 *
 * @param provider empty for an administrator, an application and the clock
 * @param application the one that asks; it reads the feed, and changes nobody
 * @param actor the name in log and audit (P-23)
 * @param requestId ties log rows, refusals and answers to one request
 * @param dialect how its requests are read; known with the credential, so that it costs nothing to ask
 * @param origin where the request came from
 * @param powers what an administrator may do (P-111); a provider has doors instead
 */
public record Caller(
        TenantId tenant,
        Optional<ProviderId> provider,
        Optional<ApplicationId> application,
        String actor,
        String requestId,
        Mode dialect,
        Origin origin,
        Powers powers) {

    private static final String CLOCK = "clock";

    /** By which credential, and from which address. Nobody's requests and those of this process have neither. */
    public record Origin(Optional<CredentialId> credential, Optional<String> address) {
        public static final Origin INSIDE = new Origin(Optional.empty(), Optional.empty());
    }

    /** Whoever is no application. */
    public Caller(
            TenantId tenant,
            Optional<ProviderId> provider,
            String actor,
            String requestId,
            Mode dialect,
            Origin origin,
            Powers powers) {
        this(tenant, provider, Optional.empty(), actor, requestId, dialect, origin, powers);
    }

    /** Somebody who sends no SCIM. */
    public Caller(TenantId tenant, String actor, String requestId) {
        this(tenant, Optional.empty(), actor, requestId, Mode.COMPAT, Origin.INSIDE, Powers.ALL);
    }

    /** The clock, which does what is due. */
    public static Caller clock(TenantId tenant, String requestId) {
        return new Caller(tenant, CLOCK, requestId);
    }

    /** Whether a person is responsible: what administrators do is kept in the audit log (P-93). */
    public boolean answersForIt() {
        return provider.isEmpty() && application.isEmpty() && !actor.equals(CLOCK);
    }

    /** The provider that asks. Only provider routes call this; the router lets nobody else reach them. */
    public ProviderId requireProvider() {
        return provider.orElseThrow(() -> new IllegalStateException("this caller is no provider"));
    }

    /** The application that asks. Only applications' own routes call this; the router lets nobody else reach them. */
    public ApplicationId requireApplication() {
        return application.orElseThrow(() -> new IllegalStateException("this caller is no application"));
    }
}
