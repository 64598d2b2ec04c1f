package org.rollcall.server.command;

import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;

/**
 * Who asks. Made from the credential alone.
 *
 * @param provider empty for an administrator and for the clock
 * @param actor the name in log and audit (P-23)
 * @param requestId ties log rows, refusals and answers to one request
 */
public record Caller(TenantId tenant, Optional<ProviderId> provider, String actor, String requestId) {

    /** The provider that asks. Only provider routes call this; the router lets nobody else reach them. */
    public ProviderId requireProvider() {
        return provider.orElseThrow(() -> new IllegalStateException("this caller is no provider"));
    }
}
