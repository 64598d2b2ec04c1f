package org.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Schemas;

class PatchPropertiesTest {

    @Property(seed = "1")
    void replacingEverythingByItselfChangesNothingQP58(@ForAll("users") Resource user) {
        assertThat(patched(user, replace(user.attributes()))).isEqualTo(user);
    }

    @Property(seed = "2")
    void addingWhatIsThereChangesNothingB069(@ForAll("users") Resource user) {
        assertThat(patched(user, operation("add", Optional.empty(), Optional.of(user.attributes()))))
                .isEqualTo(user);
    }

    @Property(seed = "3")
    void theDifferencesLeadFromOneToTheOther(@ForAll("users") Resource from, @ForAll("users") Resource to) {
        assertThat(patched(from, replace(difference(from.attributes(), to.attributes()))))
                .isEqualTo(to);
    }

    @Property(seed = "4")
    void applyingAReplacementTwiceIsApplyingItOnce(@ForAll("users") Resource from, @ForAll("users") Resource to) {
        Resource once = patched(from, replace(to.attributes()));

        assertThat(patched(once, replace(to.attributes()))).isEqualTo(once);
    }

    @Property(seed = "5")
    void operationsTogetherDoWhatTheyDoOneByOneB063(
            @ForAll("users") Resource user, @ForAll("users") Resource one, @ForAll("users") Resource two) {
        Json first = replace(one.attributes());
        Json second = operation("add", Optional.empty(), Optional.of(two.attributes()));

        assertThat(patched(user, first, second)).isEqualTo(patched(patched(user, first), second));
    }

    @Property(seed = "6")
    void whatWasAddedCanBeRemovedAgain(@ForAll("users") Resource user, @ForAll("emails") Json.Arr emails) {
        Assume.that(values(user).stream().noneMatch(values(emails)::contains));
        Json.Arr plain = new Json.Arr(emails.elements().stream()
                .<Json>map(email -> ((Json.Obj) email).without("primary"))
                .toList());

        Resource added = patched(user, operation("add", Optional.of("emails"), Optional.of(plain)));

        assertThat(values(added)).containsAll(values(user)).containsAll(values(plain));
        assertThat(patched(added, operation("remove", Optional.of("emails"), Optional.of(plain))))
                .isEqualTo(user);
    }

    @Property(seed = "7")
    void removingByFilterRemovesExactlyTheMatching(@ForAll("users") Resource user, @ForAll("types") String type) {
        Resource removed =
                patched(user, operation("remove", Optional.of("emails[type eq \"" + type + "\"]"), Optional.empty()));

        assertThat(emails(removed.attributes()))
                .isEqualTo(emails(user.attributes()).stream()
                        .filter(email -> !((Json.Obj) email).get("type").equals(Optional.of(Json.text(type))))
                        .toList());
    }

    @Property(seed = "8")
    void afterAnyFilteredReplacementTheValueIsThereAndAtMostOneIsPrimary(
            @ForAll("users") Resource user, @ForAll("types") String type) {
        Resource once = patched(
                user,
                operation(
                        "replace",
                        Optional.of("emails[type eq \"" + type + "\"].value"),
                        Optional.of(Json.text("new"))));

        assertThat(values(once)).contains("new");
        assertThat(emails(once.attributes()))
                .filteredOn(email -> ((Json.Obj) email).get("primary").equals(Optional.of(Json.bool(true))))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Provide
    Arbitrary<Resource> users() {
        Arbitrary<Optional<Json.Obj>> names = objects("givenName", "familyName", "middleName");
        Arbitrary<Optional<Json.Obj>> managers = objects("value");
        Arbitrary<Optional<Json>> departments = texts().optional();
        return Combinators.combine(
                        texts(), texts().optional(), bools().optional(), names, emails(), managers, departments)
                .as((userName, title, active, name, emails, manager, department) -> {
                    SequencedMap<String, Json> extension = new LinkedHashMap<>();
                    department.ifPresent(text -> extension.put("department", text));
                    manager.ifPresent(object -> extension.put("manager", object));
                    SequencedMap<String, Json> members = new LinkedHashMap<>();
                    members.put("userName", userName);
                    title.ifPresent(text -> members.put("title", text));
                    active.ifPresent(bool -> members.put("active", bool));
                    name.ifPresent(object -> members.put("name", object));
                    members.put("emails", emails);
                    members.put(Schemas.ENTERPRISE_USER, new Json.Obj(extension));
                    return Resource.canonical(USER, new Json.Obj(members));
                });
    }

    @Provide
    Arbitrary<Json.Arr> emails() {
        Arbitrary<Json> email = Combinators.combine(texts(), types().optional(), texts().optional())
                .as((value, type, display) -> {
                    Json.Obj object = Json.Obj.EMPTY.with("value", value);
                    Json.Obj typed = type.map(text -> object.with("type", Json.text(text)))
                            .orElse(object);
                    return display.<Json>map(text -> typed.with("display", text))
                            .orElse(typed);
                });
        Arbitrary<List<Json>> lists =
                email.list().ofMaxSize(4).uniqueElements(element -> ((Json.Obj) element).get("value"));
        return Combinators.combine(lists, Arbitraries.integers().between(0, 5)).as(PatchPropertiesTest::withPrimary);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("work", "home", "other");
    }

    private static Json.Arr withPrimary(List<Json> emails, int primary) {
        List<Json> marked = Stream.iterate(0, i -> i < emails.size(), i -> i + 1)
                .map(i -> i == primary ? ((Json.Obj) emails.get(i)).with("primary", Json.bool(true)) : emails.get(i))
                .toList();
        return new Json.Arr(marked);
    }

    private static Arbitrary<Json> texts() {
        return Arbitraries.of("a", "b", "c", "d", "\"", "ı", "😀").map(Json::text);
    }

    private static Arbitrary<Json> bools() {
        return Arbitraries.of(true, false).map(Json::bool);
    }

    private static Arbitrary<Optional<Json.Obj>> objects(String... names) {
        return Arbitraries.maps(Arbitraries.of(names), texts())
                .map(members -> new Json.Obj(new LinkedHashMap<>(members)))
                .map(object -> object.isEmpty() ? Optional.empty() : Optional.of(object));
    }

    private static Resource patched(Resource user, Json... operations) {
        Json.Obj body = Json.Obj.EMPTY.with("Operations", Json.Arr.of(operations));
        return PatchInterpreter.apply(user, USERS.readPatch(body).operations(), 100);
    }

    private static Json replace(Json.Obj value) {
        return operation("replace", Optional.empty(), Optional.of(value));
    }

    private static Json operation(String op, Optional<String> path, Optional<Json> value) {
        Json.Obj operation = Json.Obj.EMPTY.with("op", Json.text(op));
        Json.Obj withPath =
                path.map(text -> operation.with("path", Json.text(text))).orElse(operation);
        return value.<Json>map(json -> withPath.with("value", json)).orElse(withPath);
    }

    /** The members of the one, and null for what only the other has; taking a boolean away needs a remove. */
    private static Json.Obj difference(Json.Obj from, Json.Obj to) {
        SequencedMap<String, Json> members = new LinkedHashMap<>(to.members());
        from.members().forEach((name, before) -> {
            if (before instanceof Json.Bool && to.get(name).isEmpty()) {
                Assume.that(false);
            }
            Json after = to.get(name).orElse(Json.NULL);
            members.put(
                    name,
                    before instanceof Json.Obj old && after instanceof Json.Obj next ? difference(old, next) : after);
        });
        return new Json.Obj(members);
    }

    private static List<String> values(Resource user) {
        return values(new Json.Arr(emails(user.attributes())));
    }

    private static List<String> values(Json.Arr emails) {
        return emails.elements().stream()
                .flatMap(email -> ((Json.Obj) email).get("value").stream())
                .map(value -> ((Json.Text) value).value())
                .toList();
    }

    private static List<Json> emails(Json.Obj attributes) {
        return attributes.get("emails").orElse(Json.Arr.EMPTY) instanceof Json.Arr emails
                ? emails.elements()
                : List.of();
    }
}
