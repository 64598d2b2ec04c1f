package org.rollcall.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

/** Who waits for the database together is asked for together, and still gets an answer of its own. */
class LookupTest {

    private static final int ASKERS = 64;

    private static TestDatabase postgres;
    private static Database database;

    @BeforeAll
    static void open() {
        postgres = TestPostgres.migrated();
        database = Database.open(new Database.Location(postgres.jdbcUrl(), postgres.user(), postgres.password()), 2);
    }

    @AfterAll
    static void close() {
        database.close();
        postgres.close();
    }

    private static Lookup<Integer> lookup(String sql) {
        return new Lookup<>(database.tx(Faults.NONE), sql, row -> row.getInt(1));
    }

    @Test
    void everybodyWhoAsksAtOnceGetsTheRowsOfTheOwnQuestion() {
        Lookup<Integer> squares = lookup("select n * n from generate_series(1, 100) n where n = ?");

        List<List<Integer>> answers = AtOnce.run(ASKERS, squares::ask);

        assertThat(answers.getFirst()).as("nothing for 0").isEmpty();
        assertThat(answers.subList(1, ASKERS))
                .isEqualTo(
                        IntStream.range(1, ASKERS).mapToObj(n -> List.of(n * n)).toList());
    }

    @Test
    void aQuestionThatFailsFailsAlone() {
        Lookup<Integer> inverse = lookup("select 100 / ?");

        List<Object> answers = AtOnce.run(ASKERS, divisor -> {
            Throwable failure = catchThrowable(() -> inverse.ask(divisor));
            return failure == null ? inverse.ask(divisor) : failure;
        });

        assertThat(answers.getFirst()).isInstanceOf(DatabaseException.class);
        assertThat(answers.subList(1, ASKERS))
                .isEqualTo(IntStream.range(1, ASKERS)
                        .mapToObj(n -> List.of(100 / n))
                        .toList());
    }
}
