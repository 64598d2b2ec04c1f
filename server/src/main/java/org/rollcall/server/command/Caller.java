package org.rollcall.server.command;

import java.util.Optional;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;

/**
 * Who asks. Made from the credential alone.
 *
 * @param provider empty for an administrator and for the clock
 * @param actor the name in log and audit (P-23)
 * @param requestId ties log rows, refusals and answers to one request
 * @param dialect how its requests are read; known with the credential, so that it costs nothing to ask
 */
public record Caller(TenantId tenant, Optional<ProviderId> provider, String actor, String requestId, Mode dialect) {

    /** Somebody who sends no SCIM. */
    public Caller(TenantId tenant, String actor, String requestId) {
        this(tenant, Optional.empty(), actor, requestId, Mode.COMPAT);
    }

    /** The provider that asks. Only provider routes call this; the router lets nobody else reach them. */
    public ProviderId requireProvider() {
        return provider.orElseThrow(() -> new IllegalStateException("this caller is no provider"));
    }
}
