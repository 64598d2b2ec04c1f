package org.rollcall.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.testing.TestProvider.body;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Backup;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Who administered what, in a chain that shows when somebody tampers with it (P-93). */
class AuditTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
    }

    private List<JsonNode> audit() {
        return tenant.admin()
                .get("/api/v1/audit?limit=1000")
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    private List<String> actions() {
        return audit().stream().map(row -> row.get("action").asString()).toList();
    }

    private Answer verification(String query) {
        return tenant.admin().get("/api/v1/audit/verification" + query);
    }

    // ---- what it tells

    @Test
    void everyActOfAnAdministratorIsToldWithItsChangeSet() {
        TestProvider okta = tenant.provider("okta");
        String ana = okta.user("ana@example.org");
        tenant.apply("{'roles':[{'name':'Editor','permissions':['write']}]}");
        tenant.act("ana@example.org", "block", "{'reason':'laptop of Ana Novak lost'}");
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'stands in'}");
        tenant.admin().post("/api/v1/providers/" + okta.id() + "/disable", "");
        assertThat(actions())
                .containsExactly(
                        "tenant.create",
                        "administrator-token.create",
                        "provider.create",
                        "configuration.apply",
                        "user.block",
                        "user.grant",
                        "provider.disable");
        JsonNode block = audit().get(4);
        assertThat(block.at("/target/id").asString()).isEqualTo(ana);
        assertThat(block.at("/target/name").asString()).isEqualTo("ana@example.org");
        assertThat(block.get("actor").asString()).isEqualTo("administrator");
        assertThat(block.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(block.get("credential").asString())
                .isEqualTo(audit().get(1).at("/target/id").asString());
        assertThat(block.get("detail").asString()).isEqualTo("blocked");
        JsonNode told = tenant.log("blocked").getFirst();
        assertThat(block.get("changeSet")).isEqualTo(told.get("changeSet"));
        assertThat(block.get("requestId")).isEqualTo(told.get("requestId"));
    }

    @Test
    void credentialsAreToldByTheirHintAndNeverByTheirSecret() {
        Answer created =
                tenant.admin().post("/api/v1/providers", body("{'name':'okta','credential':'api-credentials'}"));
        Answer rotated = tenant.admin()
                .post("/api/v1/providers/" + created.id() + "/credentials", body("{'credential':'oauth-token'}"));
        assertThat(actions()).endsWith("provider.create", "provider.rotate");
        assertThat(audit().getLast().get("detail").asString())
                .startsWith("provider changed: credential rct_")
                .endsWith("issued");
        String all = audit().toString();
        assertThat(all).doesNotContain(created.at("/password"), rotated.at("/token"));
    }

    @Test
    void noPersonIsNamedInTheChainItself() {
        tenant.provider("okta").user("ana.novak@example.org");
        tenant.act("ana.novak@example.org", "block", "{'reason':'laptop of Ana lost'}");
        String rows = server.jdbi()
                .withHandle(handle -> String.join(
                        "\n",
                        handle.createQuery("select e::text from audit_entry e where tenant_id = :tenant")
                                .bind("tenant", tenant.id().value())
                                .mapTo(String.class)
                                .list()));
        assertThat(rows).contains("user.block").doesNotContain("novak", "Ana");
    }

    @Test
    void whatProvidersAndTheClockDoIsNotInIt() {
        TestProvider okta = tenant.provider("okta");
        int before = audit().size();
        String ana = okta.user("ana@example.org");
        okta.setActive(ana, false);
        server.advance(Duration.ofMinutes(16));
        tenant.awaitState(ana, "deactivated");
        assertThat(audit()).hasSize(before);
    }

    @Test
    void whatChangesNothingIsNotInIt() {
        tenant.apply("{'roles':[{'name':'Editor','permissions':['write']}]}");
        int before = audit().size();
        tenant.apply("{'roles':[{'name':'Editor','permissions':['write']}]}");
        tenant.admin()
                .put(
                        "/api/v1/configuration?dryRun=true",
                        body("{'roles':[{'name':'Writer','permissions':['write']}]}"));
        assertThat(tenant.act("nobody", "block", "{'reason':'none'}").status()).isEqualTo(404);
        assertThat(audit()).hasSize(before);
    }

    @Test
    void itComesInPagesAndAsCsv() {
        tenant.provider("okta");
        tenant.provider("entra");
        Answer first = tenant.admin().get("/api/v1/audit?limit=1&action=provider.create");
        assertThat(first.at("/items/0/target/name")).isEqualTo("okta");
        Answer second = tenant.admin().get("/api/v1/audit?limit=1&action=provider.create&after=" + first.at("/next"));
        assertThat(second.at("/items/0/target/name")).isEqualTo("entra");
        assertThat(tenant.admin().get("/api/v1/audit?after=x").status()).isEqualTo(400);
        Answer csv = tenant.admin().get("/api/v1/audit?limit=1&since=1h", "Accept", "text/csv");
        assertThat(csv.text()).startsWith("\"number\",\"time\",\"actor\"").contains("\"tenant.create\"");
        assertThat(csv.header("Link")).contains("/api/v1/audit?", "after=1>; rel=\"next\"");
        assertThat(server.tenant().admin().get("/api/v1/audit").text()).doesNotContain("okta", "entra");
    }

    // ---- the chain

    @Test
    void theChainIsExactWhileManyActAtOnce() {
        TestProvider okta = tenant.provider("okta");
        List<String> people = Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .map(okta::user)
                .toList();
        AtOnce.run(people.stream()
                .map(id -> (Callable<Answer>) () -> tenant.act(id, "block", "{'reason':'drill'}"))
                .toList());
        assertThat(audit())
                .extracting(row -> row.get("number").asLong())
                .containsExactlyElementsOf(
                        Stream.iterate(1L, n -> n + 1).limit(audit().size()).toList());
        assertThat(actions()).filteredOn("user.block"::equals).hasSize(8);
        Answer verified = verification("");
        assertThat(verified.at("/verified")).isEqualTo("true");
        assertThat(verified.json().get("rows").asInt()).isEqualTo(audit().size());
    }

    @Test
    void providersDoNotWaitForTheChain() throws Exception {
        TestProvider okta = tenant.provider("okta");
        try (Connection holder = server.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("select pg_advisory_xact_lock(hashtextextended('audit:%s', 0))"
                            .formatted(tenant.id().value()));
            okta.user("ana@example.org");
            holder.rollback();
        }
        assertThat(tenant.state("ana@example.org")).isEqualTo("active");
    }

    /** By hand from what the API and the documentation say, without the code of the product. */
    @Test
    void anybodyCanComputeTheFirstHash() throws Exception {
        JsonNode first = audit().getFirst();
        String canonical =
                "[1,\"%s\",\"%s\",\"operator\",null,null,\"tenant.create\",\"Tenant\",\"%s\",\"%s\",\"\",null,\"%s\"]"
                        .formatted(
                                tenant.id().value(),
                                first.get("time").asString(),
                                tenant.id().value(),
                                first.at("/target/name").asString(),
                                first.get("requestId").asString());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(new byte[32]);
        digest.update(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(first.get("hash").asString()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void theDatabaseRefusesToChangeOrRemoveRows() {
        for (String attack : List.of(
                "update audit_entry set actor = 'somebody'", "delete from audit_entry", "truncate audit_entry")) {
            assertThatThrownBy(() -> server.jdbi().useHandle(handle -> handle.execute(attack)))
                    .as(attack)
                    .hasMessageContaining("only ever added");
        }
    }

    // ---- tampering, on a copy

    @TempDir
    Path folder;

    private interface Attempt {
        void on(Jdbi jdbi);
    }

    /** What verifying says of a restored backup whose owner has changed rows. */
    private AuditLog.Verdict after(Attempt attempt, Optional<AuditLog.Anchor> anchor) {
        Path file = folder.resolve("rollcall.backup");
        TenantId id = tenant.id();
        try (TestDatabase copy = TestPostgres.newDatabase()) {
            Backup.write(server.dataSource(), file, InstantSource.system());
            Backup.restore(file, copy.dataSource());
            Jdbi jdbi = Jdbi.create(copy.dataSource());
            jdbi.useHandle(handle -> handle.execute("alter table audit_entry disable trigger user"));
            attempt.on(jdbi);
            return new AuditLog(jdbi).verify(id, anchor);
        }
    }

    private static Attempt sql(String statement) {
        return jdbi -> jdbi.useHandle(handle -> handle.execute(statement));
    }

    @Test
    void aRestoredChainFits() {
        tenant.provider("okta");
        assertThat(after(jdbi -> {}, Optional.empty()).misfit()).isEmpty();
    }

    @Test
    void theFirstRowThatDoesNotFitIsSaid() {
        tenant.provider("okta");
        tenant.provider("entra");
        assertThat(after(sql("update audit_entry set target_name = 'ping' where number = 3"), Optional.empty())
                        .misfit())
                .hasValueSatisfying(misfit -> {
                    assertThat(misfit.number()).isEqualTo(3);
                    assertThat(misfit.problem()).contains("content");
                });
        assertThat(after(sql("delete from audit_entry where number = 2"), Optional.empty())
                        .misfit())
                .hasValueSatisfying(misfit -> assertThat(misfit.number()).isEqualTo(2));
        assertThat(after(sql("update audit_entry set previous = sha256('x') where number = 4"), Optional.empty())
                        .misfit())
                .hasValueSatisfying(misfit -> assertThat(misfit.number()).isEqualTo(4));
    }

    @Test
    void aCutChainIsNoticedByWhoeverNotedItsEnd() {
        tenant.provider("okta");
        Answer end = verification("");
        String noted = end.at("/rows") + ":" + end.at("/hash");
        AuditLog.Verdict cut = after(sql("delete from audit_entry where number = 3"), AuditLog.Anchor.of(noted));
        assertThat(cut.misfit())
                .hasValueSatisfying(misfit -> assertThat(misfit.number()).isEqualTo(3));
        tenant.provider("entra");
        assertThat(verification("?anchor=" + noted).at("/verified")).isEqualTo("true");
        String other = noted.replaceAll("[0-9a-f]{64}$", "0".repeat(64));
        assertThat(verification("?anchor=" + other).at("/misfit/number")).isEqualTo("3");
        assertThat(verification("?anchor=3").status()).isEqualTo(400);
    }
}
