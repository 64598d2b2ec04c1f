package org.rollcall.server.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.RoleId;

/**
 * One reason for which an account has a role (P-43). Several grants of one role are one role to the application.
 *
 * @param source the group of origin group, the expression of origin expression, the organization of origin default, the account of origin manual
 * @param until when a manual grant ends by itself
 */
public record Grant(
        RoleId role,
        Origin origin,
        UUID source,
        String reason,
        Optional<String> author,
        Optional<Instant> until,
        Instant since) {

    /** Where a grant comes from; synchronisation touches only {@code GROUP}, {@code EXPRESSION} and {@code DEFAULT}. */
    public enum Origin {
        MANUAL,
        GROUP,
        EXPRESSION,
        DEFAULT,
        RELEASED;

        /** Whether what a provider says of a person gives it. */
        public boolean mapped() {
            return this == GROUP || this == EXPRESSION;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Origin of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** What makes two grants the same grant. */
    public record Key(RoleId role, Origin origin, UUID source) {}

    /** The same grant, which nobody takes any more but an administrator: the provider that led to it has let go (P-8). */
    public Grant released() {
        return new Grant(role, Origin.RELEASED, source, reason, author, until, since);
    }

    /** The same grant, held since then. */
    public Grant since(Instant time) {
        return new Grant(role, origin, source, reason, author, until, time);
    }

    public Key key() {
        return new Key(role, origin, source);
    }

    /** True for grants that placement gives and takes; the others are out of its reach. */
    public boolean placed() {
        return origin.mapped() || origin == Origin.DEFAULT;
    }
}
