package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.rollcall.scim.JsonDomain;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.GroupPatch;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Schemas;

/** Whatever is sent is understood or refused (H-D22), and what is kept is always canonical. */
@Domain(DomainContext.Global.class)
@Domain(JsonDomain.class)
class HostileRequestTest {

    private static final List<String> NAMES = List.of(
            "userName",
            "displayName",
            "active",
            "name",
            "name.givenName",
            "emails",
            "emails.value",
            "members",
            "id",
            "meta",
            "groups",
            "password",
            "schemas",
            "externalId",
            "value",
            "type",
            "primary",
            "$ref",
            "shoeSize",
            "",
            "__proto__",
            Schemas.USER,
            Schemas.USER + ":title",
            Schemas.ENTERPRISE_USER,
            Schemas.ENTERPRISE_USER + ":manager",
            "urn:example:x",
            "urn:example:x:y",
            "emails[type eq \"work\"]",
            "emails[type eq \"work\"].value",
            "emails[value pr]",
            "members[value eq \"a\"]",
            "members[display co \"a\"]",
            "emails[",
            "name[formatted pr]");

    @Property(seed = "1")
    void aBodyIsReadIntoCanonicalFormOrRefused(@ForAll("bodies") Json.Obj body) {
        read(USERS, body.with("userName", Json.text("a"))).ifPresent(HostileRequestTest::requireCanonical);
        read(GROUPS, body.with("displayName", Json.text("a"))).ifPresent(HostileRequestTest::requireCanonical);
    }

    @Property(seed = "2")
    void readingWhatWasReadChangesNothing(@ForAll("bodies") Json.Obj body) {
        read(USERS, body.with("userName", Json.text("a")))
                .ifPresent(resource ->
                        assertThat(read(USERS, resource.attributes())).contains(resource));
    }

    @Property(seed = "3")
    void aPatchIsAppliedIntoCanonicalFormOrRefused(@ForAll("bodies") Json.Obj body, @ForAll("patches") Json.Obj patch) {
        read(USERS, body.with("userName", Json.text("a")))
                .ifPresent(before -> orRefused(() -> {
                    Resource after = PatchInterpreter.apply(
                            before, USERS.readPatch(patch).operations(), 100);
                    requireCanonical(after);
                    assertThat(after.text("userName")).isPresent();
                }));
    }

    @Property(seed = "4")
    void aPatchOfAGroupLeavesMembersOutOfTheDocument(@ForAll("patches") Json.Obj patch) {
        Resource group = new Resource(GROUP, Json.Obj.EMPTY.with("displayName", Json.text("g")));

        orRefused(() -> {
            GroupPatch split = GroupPatch.split(GROUP, GROUPS.readPatch(patch).operations());
            Resource after = PatchInterpreter.apply(group, split.attributes(), 100);
            requireCanonical(after);
            assertThat(after.attributes().get("members")).isEmpty();
        });
    }

    @Property(seed = "5")
    void noNoteHoldsAValueOrSpeaksOfThePassword(@ForAll("bodies") Json.Obj body) {
        Json.Obj secret = body.with("password", Json.text("canary")).with("userName", Json.text("a"));

        orRefused(() -> assertThat(USERS.readResource(secret).notes().toString())
                .doesNotContain("canary")
                .doesNotContain("password"));
    }

    private static Optional<Resource> read(RequestReader reader, Json body) {
        try {
            return Optional.of(reader.readResource(body).resource());
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isIn(400, 413);
            return Optional.empty();
        }
    }

    private static void orRefused(Runnable call) {
        try {
            call.run();
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isIn(400, 413);
        }
    }

    private static void requireCanonical(Resource resource) {
        Json.Obj attributes = resource.attributes();
        assertThat(attributes).isEqualTo(Unassigned.pruned(attributes));
        assertThat(attributes.members().keySet()).allSatisfy(name -> {
            boolean known = resource.type().schema().attribute(name).isPresent() || name.equals("externalId");
            assertThat(known || name.indexOf(':') >= 0).as(name).isTrue();
        });
        assertThat(attributes.members()).doesNotContainKeys("id", "meta", "schemas", "groups", "password", "members");
        assertThat(attributes.members())
                .doesNotContainKey(resource.type().schema().id());
        assertThat(resource.type()).isIn(USER, GROUP);
    }

    @Provide
    Arbitrary<Json.Obj> bodies() {
        return objects(Arbitraries.defaultFor(Json.class));
    }

    @Provide
    Arbitrary<Json.Obj> patches() {
        Arbitrary<String> ops = Arbitraries.of("add", "Remove", "REPLACE", "delete");
        Arbitrary<Json> operation = Combinators.combine(
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(9, Arbitraries.of("add", "Remove", "REPLACE")),
                                net.jqwik.api.Tuple.of(1, ops)),
                        Arbitraries.of(NAMES).optional(),
                        values().optional())
                .as((op, path, value) -> {
                    Json.Obj object = Json.Obj.EMPTY.with("op", Json.text(op));
                    Json.Obj withPath = path.map(text -> object.with("path", Json.text(text)))
                            .orElse(object);
                    return value.<Json>map(json -> withPath.with("value", json)).orElse(withPath);
                });
        return operation
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(operations -> Json.Obj.EMPTY.with("Operations", new Json.Arr(operations)));
    }

    private static Arbitrary<Json> values() {
        Arbitrary<Json> scalars = Arbitraries.of("a", "True", "", "work").map(Json::text);
        Arbitrary<Json> leaves =
                Arbitraries.oneOf(scalars, Arbitraries.of(true, false).map(Json::bool), Arbitraries.just(Json.NULL));
        Arbitrary<Json> objects = objects(leaves).map(object -> object);
        return Arbitraries.oneOf(
                leaves,
                objects,
                objects.list().ofMaxSize(3).map(Json.Arr::new),
                objects(objects).map(o -> o));
    }

    private static Arbitrary<Json.Obj> objects(Arbitrary<Json> values) {
        return Arbitraries.maps(Arbitraries.of(NAMES), values)
                .ofMaxSize(4)
                .map(members -> new Json.Obj(new java.util.LinkedHashMap<>(members)));
    }
}
