package org.rollcall.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.app.App;
import org.rollcall.server.app.Config;
import org.rollcall.server.base.Ids;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.faults.LossyProxy.Loss;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.Invariants;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;
import org.rollcall.server.testing.TestProvider;

/** F6: the connection breaks during COMMIT. The server asks the database before it answers, and never runs blindly again. */
class LostAnswerTest {

    private static final String CANARY = "lost@example.org";

    private static final AtomicReference<Runnable> BEFORE_COMMIT = new AtomicReference<>(() -> {});
    private static final Faults FAULTS = new Faults() {
        @Override
        public void at(String point) {
            if (point.equals("before-commit")) {
                BEFORE_COMMIT.get().run();
            }
        }
    };

    private static TestDatabase database;
    private static LossyProxy proxy;
    private static App app;

    private TestProvider okta;

    @BeforeAll
    static void aServerBehindAProxy() {
        database = TestPostgres.migrated();
        int port = Integer.parseInt(database.jdbcUrl().replaceAll(".*:([0-9]+)/.*", "$1"));
        proxy = LossyProxy.before("127.0.0.1", port);
        Database.Location location = new Database.Location(
                database.jdbcUrl().replace(":" + port + "/", ":" + proxy.port() + "/"),
                database.user(),
                database.password());
        app = App.start(
                new Config(
                        "127.0.0.1",
                        0,
                        0,
                        Path.of("unused"),
                        Optional.of(location),
                        Optional.empty(),
                        4,
                        List.of(),
                        false),
                new App.World(Schemas.standard(), new DatabaseTime(InstantSource.system()), FAULTS, Ids.system()));
    }

    @BeforeEach
    void aProvider() {
        Client admin = new Client(app.url(), "Bearer " + app.administratorToken(Optional.empty()));
        String name = "okta " + Ids.system().publicKey(8);
        Answer created =
                admin.post("/api/v1/providers", body("{'name':'%s','credential':'oauth-token'}".formatted(name)));
        okta = new TestProvider(created.id(), new Client(created.at("/baseUrl"), "Bearer " + created.at("/token")));
    }

    @AfterEach
    void nothingHalf() {
        BEFORE_COMMIT.set(() -> {});
        new Invariants(Jdbi.create(database.dataSource())).check();
    }

    @AfterAll
    static void end() {
        app.close();
        proxy.close();
        database.close();
    }

    private static long users() {
        return Jdbi.create(database.dataSource())
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from user_record where user_name_canonical = :name and deleted_at is null")
                        .bind("name", CANARY)
                        .mapTo(Long.class)
                        .one());
    }

    private Answer create(Loss loss) {
        BEFORE_COMMIT.set(() -> proxy.lose(loss, CANARY));
        Answer answer = okta.scim().post("/Users", body("{'userName':'%s'}".formatted(CANARY)));
        BEFORE_COMMIT.set(() -> {});
        assertThat(proxy.sprung()).isTrue();
        return answer;
    }

    @Test
    void aCommitWhoseAnswerWasLostIsFoundAndAnsweredAsDone() {
        Answer created = create(Loss.ANSWER);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(users()).isEqualTo(1);
        assertThat(okta.scim().get("/Users/" + created.id()).status()).isEqualTo(200);
        assertThat(okta.scim().delete("/Users/" + created.id()).status()).isEqualTo(204);
    }

    /** Q-P77. */
    @Test
    void aCommitThatNeverArrivedIsAskedToBeRepeatedAndLeftNothing() {
        Answer lost = create(Loss.MESSAGE);

        assertThat(lost.status()).as(lost.text()).isEqualTo(503);
        assertThat(Duration.ofSeconds(Long.parseLong(lost.header("Retry-After"))))
                .isPositive();
        assertThat(users()).isZero();
        Answer again = okta.scim().post("/Users", body("{'userName':'%s'}".formatted(CANARY)));
        assertThat(again.status()).isEqualTo(201);
        assertThat(okta.scim().delete("/Users/" + again.id()).status()).isEqualTo(204);
    }
}
