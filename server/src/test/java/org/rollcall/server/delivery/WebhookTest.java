package org.rollcall.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** P-101: webhooks are signed, in order for each person, tried again, seen when they fail, and call nobody inside. */
class WebhookTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer()
            .delivering(new WebhookSettings(
                    Optional.of(new WebhookKey("a key of this test, of 32 bytes.".getBytes(StandardCharsets.UTF_8))),
                    List.of(Cidr.of("127.0.0.1").orElseThrow())));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the receiver got, in the order in which it came. */
    private record Got(String id, long timestamp, String signature, String body) {
        JsonNode event() {
            return JSON.readTree(body);
        }

        String user() {
            return event().at("/user/userName").asString();
        }

        String type() {
            return event().get("type").asString();
        }
    }

    /** A receiver that remembers, and answers as a test says. */
    private static final class Receiver implements AutoCloseable {
        private final HttpServer http;
        private final List<Got> got = new CopyOnWriteArrayList<>();
        private volatile ToIntFunction<Got> answer = message -> 204;

        Receiver() throws IOException {
            http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", this::take);
            http.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            var headers = exchange.getRequestHeaders();
            Got message = new Got(
                    headers.getFirst("webhook-id"),
                    Long.parseLong(headers.getFirst("webhook-timestamp")),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int status = answer.applyAsInt(message);
            got.add(message);
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }

        String url() {
            return "http://127.0.0.1:%d/hook?x=1".formatted(http.getAddress().getPort());
        }

        List<String> told() {
            return got.stream()
                    .map(message -> message.type() + " " + message.user())
                    .toList();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private TestTenant tenant;
    private TestProvider okta;
    private Receiver receiver;
    private String hook;
    private String secret;

    @BeforeEach
    void aReceiver() throws IOException {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        receiver = new Receiver();
        hook = hook("Files");
        secret = set(hook, receiver.url()).at("/secret");
        assertThat(secret).startsWith("whsec_");
    }

    @AfterEach
    void close() {
        tenant.admin().delete(hook);
        receiver.close();
    }

    private String hook(String name) {
        String id = tenant.admin()
                .post("/api/v1/applications", "{\"name\":\"%s\"}".formatted(name))
                .id();
        return "/api/v1/applications/" + id + "/webhook";
    }

    private Answer set(String webhook, String url) {
        return tenant.admin().put(webhook, "{\"url\":\"%s\"}".formatted(url));
    }

    private void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    private void awaitTold(String... told) {
        await(() -> assertThat(receiver.told()).containsExactly(told));
    }

    /** Setting it again wakes who delivers. */
    private void later(Duration by) {
        server.advance(by);
        assertThat(set(hook, receiver.url()).status()).isEqualTo(200);
    }

    private JsonNode deliveries() {
        return tenant.admin().get(hook + "/deliveries").json().get("items");
    }

    /** The specification, by hand. */
    private static String signed(String secret, Got message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String content = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEventIsPostedAsInTheFeedAndSigned() throws Exception {
        okta.user("ana");
        awaitTold("user.added ana");
        Got message = receiver.got.getFirst();
        assertThat(message.event()).isEqualTo(tenant.events().get(0));
        assertThat(message.signature()).isEqualTo(signed(secret, message));
        assertThat(message.id()).endsWith("_" + tenant.events().get(0).get("id").asString());
        await(() ->
                assertThat(tenant.admin().get(hook).json().has("waitingSince")).isFalse());
        assertThat(server.dump()).doesNotContain(secret);
    }

    /** H-W7. */
    @Test
    void afterARotationBothSecretsSignForAWhile() throws Exception {
        String next = tenant.admin().post(hook + "/secret", "{}").at("/secret");
        okta.user("ana");
        awaitTold("user.added ana");
        Got message = receiver.got.getFirst();
        assertThat(message.signature()).isEqualTo(signed(next, message) + " " + signed(secret, message));
    }

    /** F16: who waits is only the person concerned, and nothing is out of order. */
    @Test
    void whatIsNotTakenIsTriedAgainUnderTheSameIdAndHoldsUpItsPersonOnly() {
        receiver.answer = message -> message.user().equals("ana") ? 500 : 200;
        String ana = okta.user("ana");
        okta.setActive(ana, false);
        okta.user("ben");
        awaitTold("user.added ana", "user.added ben");
        await(() -> assertThat(deliveries()).hasSize(2));
        assertThat(deliveries().get(0).get("problem").asString()).isEqualTo("answered 500");
        assertThat(deliveries().get(1).get("attempts").asInt()).isZero();

        receiver.answer = message -> 202;
        later(Duration.ofMinutes(1));
        awaitTold("user.added ana", "user.added ben", "user.added ana", "user.blocked ana");
        assertThat(receiver.got.get(2).id()).isEqualTo(receiver.got.get(0).id());
        await(() -> assertThat(deliveries()).isEmpty());
    }

    @Test
    void afterDaysItIsGivenUpIsSeenAndCanBeDeliveredAgain() {
        receiver.answer = message -> 500;
        okta.user("ana");
        for (int attempt = 1; attempt <= 16; attempt++) {
            int attempts = attempt;
            await(() -> assertThat(receiver.got).hasSize(attempts));
            await(() -> assertThat(deliveries().at("/0/attempts").asInt()).isEqualTo(attempts));
            later(Duration.ofHours(13));
        }
        await(() -> assertThat(deliveries().get(0).has("deadAt")).isTrue());
        assertThat(tenant.admin().get(hook).at("/dead")).isEqualTo("1");
        receiver.answer = message -> 200;
        okta.user("ben");
        await(() -> assertThat(receiver.told()).endsWith("user.added ben"));
        assertThat(tenant.admin().post(hook + "/redeliver", "{}").at("/events")).isEqualTo("1");
        await(() -> assertThat(receiver.told()).endsWith("user.added ana"));
        assertThat(new HashSet<>(receiver.got.stream()
                        .filter(m -> m.user().equals("ana"))
                        .map(Got::id)
                        .toList()))
                .hasSize(1);
        await(() -> assertThat(deliveries()).isEmpty());
    }

    /** H-W3, F17. */
    @Test
    void aRedirectIsAFailureAnd410SwitchesOff() {
        receiver.answer = message -> 307;
        okta.user("ana");
        await(() -> assertThat(deliveries().at("/0/problem").asString()).isEqualTo("answered 307"));
        assertThat(receiver.got).hasSize(1);
        receiver.answer = message -> 410;
        okta.user("ben");
        await(() ->
                assertThat(tenant.admin().get(hook).json().has("switchedOffAt")).isTrue());
        okta.user("cy");
        receiver.answer = message -> 200;
        assertThat(set(hook, receiver.url()).json().has("secret"))
                .as("the same host")
                .isFalse();
        later(Duration.ofMinutes(1));
        await(() -> assertThat(new HashSet<>(receiver.told()))
                .containsExactlyInAnyOrder("user.added ana", "user.added ben", "user.added cy"));
    }

    /** F15: one that hangs delays nobody else. */
    @Test
    void aSlowReceiverDoesNotDelayAnother() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answer = message -> {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 200;
            };
            String other = hook("Slow");
            set(other, slow.url());
            for (int i = 0; i < 20; i++) {
                okta.user("u" + i);
            }
            await(() -> assertThat(receiver.got).hasSize(20));
            assertThat(slow.got).isEmpty();
            hangs.countDown();
            await(() -> assertThat(slow.got).hasSize(20));
            tenant.admin().delete(other);
        }
    }

    /** F11, N5. */
    @Test
    void twoNodesDeliverEachEventOnceAndInOrder() {
        tenant.apply("""
                {'organizations':[{'name':'Default'}],'roles':[],'providers':[{'name':'okta',
                 'organization':{'fixed':'Default'},'brake':{'people':1000,'share':'100%'}}]}""");
        var second = server.anotherNode(Faults.NONE);
        TestProvider there = okta.at(second.url());
        List<String> users =
                IntStream.range(0, 5).mapToObj(i -> okta.user("u" + i)).toList();
        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? okta : there).setActive(users.get(i % 5), i / 5 % 2 == 1);
        }
        await(() -> assertThat(receiver.got).hasSize(25));
        Map<String, List<String>> byUser = new ConcurrentHashMap<>();
        receiver.got.forEach(message -> byUser.computeIfAbsent(message.user(), u -> new ArrayList<>())
                .add(message.event().get("id").asString()));
        assertThat(new HashSet<>(receiver.got.stream().map(Got::id).toList())).hasSize(25);
        byUser.forEach((user, ids) -> assertThat(ids)
                .as(user)
                .isEqualTo(tenant.events()
                        .valueStream()
                        .filter(event -> event.at("/user/userName").asString().equals(user))
                        .map(event -> event.get("id").asString())
                        .toList()));
    }

    /** H-W1. */
    @Test
    void addressesInsideAreRefusedWhenSetAndWhenSent() throws Exception {
        for (String host : List.of(
                "127.1",
                "167772161",
                "0x7f.1",
                "[::1]",
                "[::ffff:a00:1]",
                "[::]",
                "0",
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "[fd00::1]",
                "[fe80::1]",
                "100.64.0.1",
                "[64:ff9b::7f00:1]",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "[2002:7f00:1::]",
                "[::127.0.0.1]")) {
            assertThat(set(hook, "https://" + host + "/").status()).as(host).isEqualTo(400);
        }
        for (String url : List.of(
                "ftp://127.0.0.1/",
                "https://user@127.0.0.1/",
                "https://127.0.0.1/#x",
                "127.0.0.1",
                "https:///x",
                "http://93.184.215.14/")) {
            assertThat(set(hook, url).status()).as(url).isEqualTo(400);
        }
        assertThat(tenant.admin().get(hook).at("/url")).isEqualTo(receiver.url());
        InetAddress outside = InetAddress.ofLiteral("93.184.215.14");
        InetAddress inside = InetAddress.ofLiteral("10.0.0.7");
        List<InetAddress[]> answers = new ArrayList<>(
                List.of(new InetAddress[] {outside}, new InetAddress[] {inside}, new InetAddress[] {outside, inside}));
        Reachable reachable = new Reachable(List.of(), List.of(), host -> answers.removeFirst());
        URI url = reachable.url("https://changes.its.mind.example/");
        for (int i = 0; i < 2; i++) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> reachable.address(url)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("private addresses");
        }
    }

    /** Each event would make a delivery, and so on. */
    @Test
    void thisServerItselfIsNotCalled() {
        String own = server.app().url();
        Answer refused = set(hook, own + "/hook");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("this server itself");
    }

    /** What is in the address may be secret, and the audit log stays. */
    @Test
    void pathAndQueryOfTheAddressAreNotLogged() {
        assertThat(tenant.log("application changed").toString())
                .contains("webhook http://127.0.0.1")
                .doesNotContain("x=1");
        assertThat(server.count("select count(*) from audit_entry x where x::text like '%hook?x=1%'"))
                .isZero();
    }

    @Test
    void aWebhookThatIsRemovedAndSetAgainGoesOnWhereItWas() {
        okta.user("ana");
        awaitTold("user.added ana");
        await(() ->
                assertThat(tenant.admin().get(hook).json().has("waitingSince")).isFalse());
        tenant.admin().delete(hook);
        assertThat(set(hook, receiver.url()).status()).isEqualTo(200);
        okta.user("ben");
        awaitTold("user.added ana", "user.added ben");
    }

    @Test
    void aNodeWithAnotherKeyLeavesItToTheOthers() {
        UUID node = UUID.randomUUID();
        DatabaseTime time = new DatabaseTime(server::now);
        ApplicationId application = new ApplicationId(UUID.fromString(hook.split("/", -1)[4]));
        try (Poster poster = new Poster();
                Feed feed = new Feed(server.jdbi())) {
            Deliverer foreign = new Deliverer(
                    new Ledger(server.jdbi(), time, node),
                    feed,
                    poster,
                    new Reachable(List.of(), List.of(), InetAddress::getAllByName),
                    Optional.of(new WebhookKey("another key, of 32 bytes as well".getBytes(StandardCharsets.UTF_8))),
                    server::now,
                    Faults.NONE);
            assertThat(foreign.round(new Ledger.Key(tenant.id(), application))).isFalse();
        }
        assertThat(tenant.admin().get(hook).at("/problem")).contains("another key");
        assertThat(server.count("select count(*) from webhook where lease_node = '%s'".formatted(node)))
                .isZero();
        okta.user("ana");
        awaitTold("user.added ana");
    }

    @Test
    void whileTooManyWaitTheOldestIsTriedSoonAndOnceItIsTakenSoAreTheOthers() {
        receiver.answer = message -> 500;
        okta.user("ana");
        okta.user("ben");
        await(() -> assertThat(deliveries().findValuesAsString("attempts")).containsExactly("1", "1"));
        String mine = " where tenant_id = '" + tenant.id().value() + "'";
        server.jdbi().useHandle(handle -> {
            handle.execute("update webhook_delivery set attempts = 10, due_at = due_at + interval '12 hours'" + mine);
            handle.execute("""
                    insert into webhook_delivery (tenant_id, application_id, position, account_id, attempts, due_at)
                    select tenant_id, application_id, 1000000 + n, account_id, 0, due_at
                    from (select * from webhook_delivery%s order by position limit 1) d, generate_series(1, 1000) n""".formatted(mine));
        });
        okta.user("cy");
        String probed = "select count(*) from webhook_delivery" + mine + " and attempts = 9";
        await(() -> assertThat(server.count(probed)).isEqualTo(1));
        receiver.answer = message -> 200;
        later(Duration.ofMinutes(6));
        await(() -> assertThat(receiver.told().subList(2, 4)).containsExactly("user.added ana", "user.added ben"));
        server.jdbi()
                .useHandle(handle -> handle.execute("delete from webhook_delivery" + mine + " and position > 1000000"));
        later(Duration.ZERO);
        await(() -> assertThat(receiver.told()).hasSize(5).endsWith("user.added cy"));
    }

    @Test
    void whatWasNotTakenIsALagAndAProblemUntilItIs() {
        receiver.answer = message -> message.user().equals("ana") ? 500 : 200;
        okta.user("ana");
        await(() -> assertThat(deliveries()).hasSize(1));
        okta.user("ben");
        awaitTold("user.added ana", "user.added ben");
        await(() ->
                assertThat(tenant.admin().get(hook).json().has("waitingSince")).isFalse());
        assertThat(tenant.admin().get(hook).at("/problem")).isEqualTo("answered 500");
        server.advance(Duration.ofSeconds(3));
        assertThat(tenant.admin()
                        .get("/api/v1/applications")
                        .json()
                        .at("/items/0/lagSeconds")
                        .asLong())
                .isPositive();
        receiver.answer = message -> 200;
        later(Duration.ofMinutes(1));
        await(() -> assertThat(deliveries()).isEmpty());
        assertThat(tenant.admin().get(hook).json().has("problem")).isFalse();
    }

    @Test
    void whoAnswers410ToWhatWaitedGetsNothingNew() {
        receiver.answer = message -> 500;
        okta.user("ana");
        await(() -> assertThat(deliveries()).hasSize(1));
        receiver.answer = message -> 410;
        server.advance(Duration.ofMinutes(1));
        okta.user("ben");
        await(() ->
                assertThat(tenant.admin().get(hook).json().has("switchedOffAt")).isTrue());
        assertThat(receiver.told()).doesNotContain("user.added ben");
    }

    @Test
    void anotherHostGetsAnotherSecretAndTheOldOneSignsNothingThere() throws Exception {
        try (Receiver other = new Receiver()) {
            String fresh = set(hook, other.url()).at("/secret");
            assertThat(fresh).startsWith("whsec_").isNotEqualTo(secret);
            okta.user("ana");
            await(() -> assertThat(other.got).hasSize(1));
            assertThat(other.got.getFirst().signature()).isEqualTo(signed(fresh, other.got.getFirst()));
        }
    }
}
