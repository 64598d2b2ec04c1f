package org.rollcall.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** F37: the database asks for a repetition now and then, or always. */
class RetriedTransactionsTest {

    /** Serialization failures instead of commits: so many from now on. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private static volatile String state = "40001";

    private static final Faults FAULTS = new Faults() {
        @Override
        public String statement(String sql) {
            return sql.equals("commit") && FAILURES.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                    ? "do $$ begin raise exception 'test' using errcode = '%s'; end $$".formatted(state)
                    : sql;
        }
    };

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), FAULTS);

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void oneUser() {
        state = "40001";
        tenant = server.tenant();
        okta = tenant.provider("okta");
        ana = okta.user("ana@example.org");
    }

    private Answer change(String title) {
        return okta.patchUser(ana, "{'op':'replace','path':'title','value':'%s'}".formatted(title));
    }

    @Test
    void threeFailuresAreRepeatedAndNobodyNotices() {
        FAILURES.set(3);
        assertThat(change("Captain").status()).isEqualTo(200);
        assertThat(tenant.log("user updated")).hasSize(1);
        assertThat(tenant.eventsOf(ana)).hasSize(2);
    }

    /** As when an organization is removed while somebody is put into it: who comes second decides once more. */
    @Test
    void aRowThatWasTakenAwayMeanwhileLetsTheCommandDecideAgain() {
        state = "23503";
        FAILURES.set(1);
        assertThat(change("Captain").status()).isEqualTo(200);
        assertThat(tenant.log("user updated")).hasSize(1);
    }

    @Test
    void whatNeverSucceedsIsAskedToTryAgainLaterAndHasChangedNothing() {
        Answer busy = server.unchangedBy(() -> {
            FAILURES.set(1_000);
            try {
                return change("Captain");
            } finally {
                FAILURES.set(0);
            }
        });
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Retry-After")).isNotEmpty();
        assertThat(change("Captain").status()).isEqualTo(200);
    }
}
