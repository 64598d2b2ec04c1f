package org.rollcall.server.access;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;

/**
 * One-time codes by which whoever can read the server's own output makes the first administrator. Each node has one of
 * its own; all are void when there is an administrator.
 */
public final class SetupCodes {

    static final String WRONG =
            "this code is not the one that the server printed, or the first administrator exists already";

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 24;

    private final Jdbi jdbi;
    private final SecureRandom random;
    private final InstantSource time;

    public SetupCodes(Jdbi jdbi, SecureRandom random, InstantSource time) {
        this.jdbi = jdbi;
        this.random = random;
        this.time = time;
    }

    /** Whether a tenant's console still has nobody who could sign in. */
    public boolean needed(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select not exists (select 1 from console_administrator where tenant_id = :tenant and verifier is not null)")
                .bind("tenant", tenant.value())
                .mapTo(Boolean.class)
                .one());
    }

    /** A code that works: the known one while it does, else a new one; empty when none is needed. */
    public Optional<String> code(TenantId tenant, Optional<String> known) {
        return needed(tenant)
                ? Optional.of(known.filter(code -> works(tenant, code)).orElseGet(() -> issue(tenant)))
                : Optional.empty();
    }

    /** Removes the administrators there are, as the operator of the machine asks; a new code. */
    public String startOver(Commands commands, Caller operator) {
        String code = random(random);
        commands.run(operator, new StartOver(digest(code)));
        return code;
    }

    /** A one-time code of 120 bits, for people to type. */
    static String random(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining())
                .replaceAll("(.{4})(?!$)", "$1-");
    }

    private String issue(TenantId tenant) {
        String code = random(random);
        jdbi.useHandle(handle -> handle.execute(
                "insert into console_setup_code (tenant_id, digest, created_at) values (?, ?, ?)",
                tenant.value(),
                digest(code),
                time.instant()));
        return code;
    }

    /** Whether a code opens the way. */
    public boolean works(TenantId tenant, String code) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from console_setup_code where tenant_id = :tenant and digest = :digest)
                        and not exists (select 1 from console_administrator where tenant_id = :tenant and verifier is not null)""")
                .bind("tenant", tenant.value())
                .bind("digest", digest(code))
                .mapTo(Boolean.class)
                .one());
    }

    /** As people type it: in any case, with or without hyphens. */
    static byte[] digest(String code) {
        return Digests.sha256(code.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
    }
}
