package org.rollcall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.ScimError;
import org.rollcall.server.db.DatabaseException;

/** What an exception becomes. */
class ErrorsTest {

    private static final String REQUEST = "request-1";

    private static ScimError of(Throwable failure) {
        return Errors.of(failure, REQUEST);
    }

    /** Q-P108: never 401, after which a provider would stop for good. */
    @Test
    void aDatabaseThatIsAwayIs503WhicheverWayItWasAsked() {
        assertThat(of(new DatabaseException(new SQLException("gone", "08006"))).status())
                .isEqualTo(503);
        assertThat(of(new ConnectionException(new SQLTransientConnectionException("no connection")))
                        .status())
                .isEqualTo(503);
        assertThat(Errors.scim(of(new ConnectionException(new SQLException("gone", "57P01"))), MediaTypes.SCIM)
                        .headers())
                .containsKey("Retry-After");
    }

    /** Q-P75. */
    @Test
    void aMistakeOfOursIs500AndTellsNothingButItsNumber() {
        ScimError broken = of(new IllegalStateException("the inside"));
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.detail()).contains(REQUEST).doesNotContain("inside");
        assertThat(of(new DatabaseException(new SQLException("syntax", "42601")))
                        .status())
                .isEqualTo(500);
    }
}
