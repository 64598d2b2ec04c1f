package org.rollcall.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
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

/** F22, F37: the database asks for a repetition now and then, or always. */
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

    /** F22 */
    @Test
    void theVictimOfADeadlockIsRepeated() {
        state = "40P01";
        FAILURES.set(3);
        assertThat(change("Captain").status()).isEqualTo(200);
        assertThat(tenant.log("user updated")).hasSize(1);
    }

    /** F22: nobody waits for ever, and what waited too long changed nothing. */
    @Test
    void whoWaitedTooLongForALockIsAskedToTryAgainLater() {
        state = "55P03";
        Answer busy = server.unchangedBy(() -> {
            FAILURES.set(1);
            return change("Captain");
        });
        assertThat(FAILURES.get()).isZero();
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Retry-After")).isNotEmpty();
    }

    /** F22: whoever needs the row waits for it, and nobody else does. */
    @Test
    void aGroupWhoseRowIsHeldKeepsNoOtherGroupWaiting() throws SQLException {
        String held = okta.group("Held");
        String free = okta.group("Free");
        try (Connection other = server.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock =
                    other.prepareStatement("select 1 from group_record where group_id = ?::uuid for update")) {
                lock.setString(1, held);
                lock.execute();
            }
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> okta.addMembers(held, ana));
            assertThat(okta.addMembers(free, ana).status()).isEqualTo(204);
            assertThat(waiting).isNotDone();
            other.rollback();
            assertThat(waiting.join().status()).isEqualTo(204);
        }
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
