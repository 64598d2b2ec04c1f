package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.rollcall.server.scim.RandomFilter.Attribute;
import org.rollcall.server.scim.RandomFilter.Kind;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the filter, the database finds the users and groups for whom it holds (B029 to B039, H-D11). */
class FilterPropertiesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final List<String> WORDS = List.of(
            "Ann",
            "ann",
            "ANNA",
            "nn",
            "bob",
            "Bob Jones",
            "\u00c4NNE",
            "\u00e4nne",
            "\u00df",
            "ss",
            "\u0130x",
            "ix",
            "%",
            "_",
            "a_b",
            "100%",
            "\\",
            "a\\b",
            "\"",
            "a\"b",
            "' or 1=1 --",
            "'; drop table account; --",
            "?",
            "{}",
            "$1",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "\uff21",
            "true",
            "False",
            "null",
            "7",
            "work",
            "home",
            " ",
            "a.b",
            "\n");

    private static final RunningServer SERVER = new RunningServer();
    private static List<JsonNode> users = List.of();
    private static List<JsonNode> groups = List.of();
    private static TestProvider okta;

    @BeforeContainer
    static void people() {
        SERVER.start();
        okta = SERVER.tenant().provider("okta");
        SERVER.tenant().provider("other").user("somebody else");
        Random random = new Random(7);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(created("/Users", user(random, i)));
        }
        for (int i = 0; i < 12; i++) {
            created("/Groups", group(random, i, ids));
        }
        users = all("/Users", "");
        groups = all("/Groups", "&attributes=displayName,externalId,members,id,meta");
    }

    @AfterContainer
    static void end() {
        SERVER.check();
        SERVER.stop();
    }

    @Property(tries = 300, seed = "4711")
    void ofUsersAgreesWithThatOfThoseWhoReadEveryUser(@ForAll("userFilters") RandomFilter filter) {
        agree("Users", users, filter);
    }

    @Property(tries = 150, seed = "4711")
    void ofGroupsAgreesWithThatOfThoseWhoReadEveryGroup(@ForAll("groupFilters") RandomFilter filter) {
        agree("Groups", groups, filter);
    }

    private static void agree(String resource, List<JsonNode> all, RandomFilter filter) {
        Set<String> expected = new TreeSet<>();
        all.stream()
                .filter(filter::holds)
                .forEach(one -> expected.add(one.get("id").asString()));
        String query = URLEncoder.encode(filter.text(), StandardCharsets.UTF_8);
        JsonNode found = okta.scim()
                .get("/%s?attributes=id&count=1000&filter=%s".formatted(resource, query))
                .json();
        Set<String> actual = new TreeSet<>();
        found.get("Resources").forEach(one -> actual.add(one.get("id").asString()));
        assertThat(actual).as(filter.text()).isEqualTo(expected);
        assertThat(found.get("totalResults").asInt()).isEqualTo(expected.size());
    }

    // ---- filters

    @Provide
    Arbitrary<RandomFilter> userFilters() {
        List<Attribute> attributes = List.of(
                new Attribute("userName", Kind.TEXT),
                new Attribute("displayName", Kind.TEXT),
                new Attribute("title", Kind.TEXT),
                new Attribute("name.familyName", Kind.TEXT),
                new Attribute("name.givenName", Kind.TEXT),
                new Attribute("urn:ietf:params:scim:schemas:core:2.0:User:nickName", Kind.TEXT),
                new Attribute("externalId", Kind.EXACT),
                new Attribute("id", Kind.EXACT),
                new Attribute("active", Kind.FLAG),
                new Attribute("emails", Kind.TEXT),
                new Attribute("emails.value", Kind.TEXT),
                new Attribute("emails.type", Kind.TEXT),
                new Attribute("emails.primary", Kind.FLAG),
                new Attribute("roles.display", Kind.TEXT),
                new Attribute(ENTERPRISE + ":department", Kind.TEXT),
                new Attribute(ENTERPRISE + ":manager.value", Kind.EXACT),
                new Attribute(ENTERPRISE + ":manager", Kind.EXACT),
                new Attribute("groups.value", Kind.TEXT),
                new Attribute("groups.display", Kind.TEXT),
                new Attribute("meta.created", Kind.TIME),
                new Attribute("meta.lastModified", Kind.TIME),
                new Attribute("meta.resourceType", Kind.EXACT));
        Attribute emails = new Attribute("emails", Kind.TEXT);
        Attribute memberships = new Attribute("groups", Kind.TEXT);
        Arbitrary<RandomFilter> inEmails = leaves(List.of(
                new Attribute("value", Kind.TEXT),
                new Attribute("type", Kind.TEXT),
                new Attribute("primary", Kind.FLAG)));
        Arbitrary<RandomFilter> inGroups =
                leaves(List.of(new Attribute("value", Kind.TEXT), new Attribute("display", Kind.TEXT)));
        Arbitrary<RandomFilter> elements = Arbitraries.oneOf(
                nested(inEmails, 2).map(inner -> new RandomFilter.Element(emails, inner)),
                nested(inGroups, 2).map(inner -> new RandomFilter.Element(memberships, inner)));
        return nested(Arbitraries.frequencyOf(weighing(4, leaves(attributes)), weighing(1, elements)), 3);
    }

    @Provide
    Arbitrary<RandomFilter> groupFilters() {
        Attribute members = new Attribute("members", Kind.TEXT);
        Arbitrary<RandomFilter> leaves = leaves(List.of(
                new Attribute("displayName", Kind.TEXT),
                new Attribute("externalId", Kind.EXACT),
                new Attribute("id", Kind.EXACT),
                new Attribute("members", Kind.TEXT),
                new Attribute("members.value", Kind.TEXT),
                new Attribute("members.display", Kind.TEXT),
                new Attribute("meta.created", Kind.TIME)));
        Arbitrary<RandomFilter> elements = nested(
                        leaves(List.of(new Attribute("value", Kind.TEXT), new Attribute("display", Kind.TEXT))), 2)
                .map(inner -> new RandomFilter.Element(members, inner));
        return nested(Arbitraries.frequencyOf(weighing(3, leaves), weighing(1, elements)), 3);
    }

    private static Arbitrary<RandomFilter> nested(Arbitrary<RandomFilter> leaves, int depth) {
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<RandomFilter> inner = nested(leaves, depth - 1);
        Arbitrary<List<RandomFilter>> terms = inner.list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.frequencyOf(
                weighing(4, leaves),
                weighing(1, inner.map(RandomFilter.Not::new)),
                weighing(1, terms.map(RandomFilter.And::new)),
                weighing(1, terms.map(RandomFilter.Or::new)));
    }

    private static Arbitrary<RandomFilter> leaves(List<Attribute> attributes) {
        Arbitrary<RandomFilter> present = Arbitraries.of(attributes).map(RandomFilter.Present::new);
        Arbitrary<RandomFilter> compare = Arbitraries.of(attributes).flatMap(FilterPropertiesTest::comparisons);
        return Arbitraries.frequencyOf(weighing(1, present), weighing(5, compare));
    }

    private static Arbitrary<RandomFilter> comparisons(Attribute attribute) {
        List<String> operators = switch (attribute.kind()) {
            case FLAG -> List.of("eq", "ne", "EQ");
            case TIME -> List.of("eq", "ne", "gt", "ge", "lt", "le");
            default -> List.of("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "Eq", "CO");
        };
        return Combinators.combine(Arbitraries.of(operators), literals(attribute))
                .as((operator, literal) -> new RandomFilter.Compare(attribute, operator, literal));
    }

    /** Mostly values that somebody has. */
    private static Arbitrary<String> literals(Attribute attribute) {
        if (attribute.kind() == Kind.FLAG) {
            return Arbitraries.of("true", "false");
        }
        List<String> had = java.util.stream.Stream.concat(users.stream(), groups.stream())
                .flatMap(one -> attribute.values(one).stream())
                .map(JsonNode::asString)
                .distinct()
                .toList();
        if (attribute.kind() == Kind.TIME) {
            return had.isEmpty() ? Arbitraries.just("2026-01-01T00:00:00Z") : Arbitraries.of(had);
        }
        Arbitrary<String> words = Arbitraries.of(WORDS);
        return had.isEmpty() ? words : Arbitraries.frequencyOf(weighing(2, words), weighing(3, Arbitraries.of(had)));
    }

    private static <T> Tuple2<Integer, Arbitrary<? extends T>> weighing(int weight, Arbitrary<? extends T> arbitrary) {
        return Tuple.of(weight, arbitrary);
    }

    // ---- people

    private static Map<String, Object> user(Random random, int number) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("userName", List.of("ann", "Bob", "x.y").get(number % 3) + number);
        user.put("active", random.nextInt(4) > 0);
        maybe(random, user, "displayName");
        maybe(random, user, "title");
        maybe(random, user, "nickName");
        maybe(random, user, "externalId");
        Map<String, Object> name = new LinkedHashMap<>();
        maybe(random, name, "familyName");
        maybe(random, name, "givenName");
        user.put("name", name);
        List<Object> emails = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Map<String, Object> email = new LinkedHashMap<>();
            email.put("value", word(random) + i);
            maybe(random, email, "type");
            if (i == 1 && random.nextBoolean()) {
                email.put("primary", random.nextBoolean());
            }
            emails.add(email);
        }
        user.put("emails", emails);
        user.put("roles", List.of(Map.of("value", word(random), "display", word(random))));
        Map<String, Object> enterprise = new LinkedHashMap<>();
        maybe(random, enterprise, "department");
        if (random.nextInt(3) == 0) {
            enterprise.put("manager", Map.of("value", word(random)));
        }
        user.put(ENTERPRISE, enterprise);
        return user;
    }

    private static Map<String, Object> group(Random random, int number, List<String> users) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("displayName", word(random) + number);
        maybe(random, group, "externalId");
        List<Object> members = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            members.add(Map.of("value", users.get(random.nextInt(users.size()))));
        }
        group.put("members", members);
        return group;
    }

    private static void maybe(Random random, Map<String, Object> object, String name) {
        if (random.nextInt(3) > 0) {
            object.put(name, word(random));
        }
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String created(String path, Map<String, Object> resource) {
        var answer = okta.scim().post(path, JSON.writeValueAsString(resource));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    private static List<JsonNode> all(String path, String attributes) {
        List<JsonNode> all = new ArrayList<>();
        okta.scim()
                .get(path + "?count=1000" + attributes)
                .json()
                .get("Resources")
                .forEach(all::add);
        return List.copyOf(all);
    }
}
