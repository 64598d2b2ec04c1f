package org.rollcall.server.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.OrganizationId;

/**
 * The organization of an account, and why.
 *
 * @param cause the group that put the account there, for origin {@code GROUP}
 * @param reason in words, as placement said it (P-80)
 */
public record Seat(OrganizationId organization, Origin origin, Optional<UUID> cause, String reason, Instant since) {

    /** The same seat, held since then. */
    public Seat since(Instant time) {
        return new Seat(organization, origin, cause, reason, time);
    }

    /** Who put the account there (P-30 to P-35). */
    public enum Origin {
        FIXED,
        GROUP,
        ATTRIBUTE,
        EXPRESSION,
        FALLBACK,
        /** In the fallback, because the expression failed (P-33). */
        ERROR,
        MANUAL,
        /** Where its earlier owner left it, until a mapping of the new one has a place for it (P-6). */
        ADOPTED,
        /** By hand, and mapping does not move it (P-35). */
        PINNED;

        /** Whether what the provider says of the person put it there; leaving such a one is harm (P-70). */
        public boolean mapped() {
            return this == GROUP || this == ATTRIBUTE || this == EXPRESSION;
        }

        /** Whether nothing that the provider says of the person leads anywhere else. */
        public boolean fallback() {
            return this == FALLBACK || this == ERROR;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Origin of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
