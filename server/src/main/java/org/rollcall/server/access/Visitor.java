package org.rollcall.server.access;

import java.time.Instant;
import java.util.UUID;
import org.rollcall.server.base.TenantId;

/**
 * Somebody signed in.
 *
 * @param csrf what every form of this session carries, so that no other site can send one
 * @param confirmed when password and code were last given
 */
public record Visitor(TenantId tenant, UUID administrator, String name, UUID session, String csrf, Instant confirmed) {

    /** Redacted. */
    @Override
    public String toString() {
        return "Visitor[redacted]";
    }
}
