package org.rollcall.server.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** P-81: what a configuration would mean for everybody is what it means when it is applied, person by person. */
class ConfigurationPreviewTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREVIEW = "/api/v1/configuration/preview";
    private static final String FIXED = """
            {'organizations':[{'name':'Default','defaultRoles':['Member']},{'name':'Staff'}],
             'roles':[{'name':'Member'},{'name':'Editor'}],
             'providers':[{'name':'okta','organization':{'fixed':'Default'}}]}""";
    private static final String BY_GROUP = FIXED.replace(
            "{'fixed':'Default'}", "{'byGroup':[{'group':'Staff','organization':'Staff'}],'fallback':'Default'}");

    /** A row as log and preview tell it. */
    private static String told(JsonNode row) {
        return Stream.of("user", "action", "field", "old", "new", "cause")
                .map(name -> row.path(name).asString(""))
                .toList()
                .toString();
    }

    private static List<String> foreseen(TestTenant tenant, String configuration) {
        Answer answer = server.unchangedBy(() -> tenant.admin()
                .post(
                        PREVIEW,
                        configuration.replace('\'', '"'),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/x-ndjson"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text()
                .lines()
                .map(JSON::readTree)
                .map(ConfigurationPreviewTest::told)
                .toList();
    }

    private static Answer counted(TestTenant tenant, String configuration) {
        return server.unchangedBy(() -> tenant.admin().post(PREVIEW, configuration.replace('\'', '"')));
    }

    /** The whole log, page by page, without what is about the configuration itself. */
    private static List<String> log(TestTenant tenant) {
        List<String> rows = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            JsonNode page = tenant.admin()
                    .get("/api/v1/log?limit=1000&after=" + after.get())
                    .json();
            page.get("items")
                    .valueStream()
                    .filter(row -> !row.path("action").asString().equals("configuration changed"))
                    .map(ConfigurationPreviewTest::told)
                    .forEach(rows::add);
            after = Optional.ofNullable(page.get("next")).map(JsonNode::asString);
        }
        return rows;
    }

    private static List<String> done(TestTenant tenant, String configuration) {
        int before = log(tenant).size();
        tenant.apply(configuration);
        return log(tenant).subList(before, log(tenant).size());
    }

    // ---- preview = reality

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatARandomConfigurationWouldDoToARandomCompanyIsWhatItDoes(long seed) {
        Random random = new Random(seed);
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        tenant.apply(company(random));
        String[] people = IntStream.range(0, 25)
                .mapToObj(n -> okta.user("u%d@example.org".formatted(n)))
                .toArray(String[]::new);
        for (int group = 0; group < 4; group++) {
            okta.group(
                    "G" + group,
                    Stream.of(people).filter(p -> random.nextInt(3) == 0).toArray(String[]::new));
        }
        okta.setActive(people[random.nextInt(25)], false);
        server.settle();
        for (int change = 0; change < 3; change++) {
            String next = company(random);
            List<String> foreseen = foreseen(tenant, next);
            assertThat(done(tenant, next)).as(next).containsExactlyElementsOf(foreseen);
        }
    }

    private static String company(Random random) {
        String roles = random.nextInt(4) == 0
                ? ""
                : "'roles':[%s],".formatted(rows(random, "'roles':['%s']", "Member", "Editor", "Chief"));
        String organizations = "Company/A,Company/B,Company";
        String method = random.nextInt(5) == 0
                ? "{'fixed':'Company/A'}"
                : "{'byGroup':[%s],'fallback':'%s'}"
                        .formatted(
                                rows(random, "'organization':'%s'", organizations.split(",")),
                                random.nextBoolean() ? "Company" : "Default");
        return """
                {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':[%s],
                   'organizations':[{'name':'A','defaultRoles':[%s]},{'name':'B'}]}],
                 'roles':[{'name':'Member'},{'name':'Editor'},{'name':'Chief','administrative':true}],
                 'providers':[{'name':'okta',%s'organization':%s,'fallbackDelay':'%s','brake':%s}]}""".formatted(
                        random.nextBoolean() ? "'Member'" : "",
                        random.nextBoolean() ? "'Editor'" : "'Member','Chief'",
                        roles,
                        method,
                        random.nextBoolean() ? "0s" : "5m",
                        random.nextBoolean() ? "'off'" : "{'people':%d,'share':'0%%'}".formatted(random.nextInt(8)));
    }

    private static String rows(Random random, String target, String... targets) {
        return IntStream.range(0, 4)
                .boxed()
                .filter(group -> random.nextInt(4) > 0)
                .map(group -> "{'group':'G%d',%s}"
                        .formatted(group, target.formatted(targets[random.nextInt(targets.length)])))
                .collect(java.util.stream.Collectors.joining(","));
    }

    @Test
    void theBrakeHoldsThoseWhomThePreviewNamesAlsoBeyondOneChunk() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        String held = BY_GROUP.replace("{'name':'okta',", "{'name':'okta','brake':{'people':210,'share':'0%'},");
        tenant.apply(held);
        int people = 2 * Limits.PLACER_CHUNK + 20;
        String[] ids = AtOnce.run(
                        4,
                        part -> IntStream.range(0, people / 4)
                                .mapToObj(n -> okta.user("u%d-%d@example.org".formatted(part, n)))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toArray(String[]::new);
        okta.group("Staff", ids);
        server.settle();
        String next = held.replace("'organization':'Staff'", "'organization':'Default'");
        JsonNode counts = counted(tenant, next).json();
        assertThat(counts.at("/people/placed").asInt()).isEqualTo(people);
        assertThat(counts.at("/people/changed").asInt()).isEqualTo(210);
        assertThat(counts.at("/people/held").asInt()).isEqualTo(people - 210);
        List<String> foreseen = foreseen(tenant, next);
        assertThat(done(tenant, next)).containsExactlyElementsOf(foreseen);
    }

    // ---- how it is told

    @Test
    void itIsCountedForEachOrganizationAndRole() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        tenant.apply(FIXED);
        okta.group("Staff", okta.user("a@example.org"), okta.user("b@example.org"));
        okta.user("c@example.org");
        JsonNode answer = counted(
                        tenant,
                        BY_GROUP.replace(
                                "'organizations':[{'name':'Default','defaultRoles':['Member']},{'name':'Staff'}]",
                                "'organizations':[{'name':'Default','defaultRoles':['Member']},"
                                        + "{'name':'Staff','defaultRoles':['Member','Editor']}]"))
                .json();
        assertThat(answer.at("/changes")).isNotEmpty();
        assertThat(answer.at("/people/placed").asInt()).isEqualTo(3);
        assertThat(answer.at("/people/changed").asInt()).isEqualTo(2);
        assertThat(answer.get("organizations").toString())
                .isEqualTo("[{\"organization\":\"Default\",\"joining\":0,\"leaving\":2},"
                        + "{\"organization\":\"Staff\",\"joining\":2,\"leaving\":0}]");
        assertThat(answer.get("roles").toString())
                .as("Member is had before and after, for another reason")
                .isEqualTo("[{\"role\":\"Editor\",\"gained\":2,\"lost\":0}]");
        assertThat(answer.at("/items/0/user").asString()).isEqualTo("a@example.org");
        assertThat(answer.at("/items/0/cause").asString()).contains("row 1 (group \"Staff\")");
        assertThat(answer.get("rows").asInt()).isEqualTo(answer.get("items").size());
    }

    @Test
    void allRowsCanBeHadForASpreadsheetAndNoneIsAFormula() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        tenant.apply(FIXED);
        okta.group("Staff", okta.user("=1+1"));
        Answer csv = tenant.admin().post(PREVIEW, BY_GROUP.replace('\'', '"'), "Accept", "text/csv");
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.text().lines())
                .hasSizeGreaterThan(1)
                .first()
                .isEqualTo("\"user\",\"action\",\"field\",\"old\",\"new\",\"cause\"");
        assertThat(csv.text()).contains("\"'=1+1\",\"organization changed\"");
    }

    @Test
    void nobodyIsPlacedForWhatMattersToNobody() {
        TestTenant tenant = server.tenant();
        TestProvider okta = tenant.provider("okta");
        tenant.apply(FIXED);
        okta.user("a@example.org");
        JsonNode answer = counted(tenant, FIXED.replace("{'name':'Staff'}", "{'name':'Staff'},{'name':'New'}"))
                .json();
        assertThat(answer.get("changes")).hasSize(1);
        assertThat(answer.at("/people/placed").asInt()).isZero();
        assertThat(counted(tenant, FIXED).json().get("changes")).isEmpty();
    }

    @Test
    void whatCannotBeAppliedIsRefusedWithItsPlaces() {
        TestTenant tenant = server.tenant();
        tenant.provider("okta");
        Answer refused = counted(tenant, FIXED.replace("'fixed':'Default'", "'fixed':'Nowhere'"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/providers/0/organization/fixed");
    }
}
