package org.rollcall.server.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.rollcall.server.base.Limits;

/**
 * What speaks for a provider, and when its silence is an alarm (P-20, P-125).
 *
 * @param silentAfter after how long without a run something is wrong, as an administrator says; empty when the tool says
 *     it itself. Only a directory-sync tool is expected at all
 */
public record Source(ProviderKind kind, Optional<Duration> silentAfter) {

    /** An identity provider. */
    public static final Source SCIM = new Source(ProviderKind.SCIM, Optional.empty());

    /** What is wrong with a time, in words; a kind that is not waited for has none. */
    public static final String TIMES = "must be from 1m to %dd, and only a provider of the kind %s has one"
            .formatted(Limits.LONGEST_SILENCE.toDays(), ProviderKind.DIRECTORY_SYNC.label());

    /** Whether the time, if there is one, can be waited for. */
    public boolean valid() {
        return silentAfter.isEmpty()
                || (kind == ProviderKind.DIRECTORY_SYNC
                        && silentAfter.get().compareTo(Limits.SHORTEST_SILENCE) >= 0
                        && silentAfter.get().compareTo(Limits.LONGEST_SILENCE) <= 0);
    }

    /** From a row of the table {@code provider}, with the time as {@code silent_seconds}. */
    public static Source of(ResultSet row) throws SQLException {
        ProviderKind kind = ProviderKind.of(row.getString("kind")).orElseThrow();
        Duration silent = Duration.ofSeconds(row.getLong("silent_seconds"));
        return new Source(kind, row.wasNull() ? Optional.empty() : Optional.of(silent));
    }
}
