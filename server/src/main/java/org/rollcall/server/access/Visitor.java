package org.rollcall.server.access;

import java.time.Instant;
import java.util.UUID;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.permission.Powers;

/**
 * Somebody signed in.
 *
 * @param csrf what every form of this session carries, so that no other site can send one
 * @param confirmed when password and code were last given
 * @param powers what it may do, as of this request
 */
public record Visitor(
        TenantId tenant, UUID administrator, String name, UUID session, String csrf, Instant confirmed, Powers powers) {

    /** Redacted. */
    @Override
    public String toString() {
        return "Visitor[redacted]";
    }
}
