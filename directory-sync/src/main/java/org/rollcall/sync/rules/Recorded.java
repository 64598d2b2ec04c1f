package org.rollcall.sync.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.directory.Entry;

/** Recorded entries with what the rules must answer for them (P-122). */
public final class Recorded {

    private Recorded() {}

    /** How one case went; no mismatch is a success. */
    public record Result(String name, List<String> mismatches) {}

    /**
     * Runs the cases of a document.
     *
     * @throws Failure when the document is no list of cases
     */
    public static List<Result> run(Rules rules, Json document) {
        if (!(document instanceof Json.Obj object)
                || !(object.get("cases").orElse(Json.NULL) instanceof Json.Arr cases)
                || cases.elements().isEmpty()) {
            throw Failure.usage("The file needs a list named cases, each with name, entry and expect.");
        }
        List<Result> results = new ArrayList<>();
        for (Json element : cases.elements()) {
            String name = "case " + (results.size() + 1);
            if (!(element instanceof Json.Obj one)) {
                throw Failure.usage(name + " is no section with name, entry and expect.");
            }
            String title = text(one, "name").orElse(name);
            results.add(new Result(title, run(rules, one, title)));
        }
        return results;
    }

    private static List<String> run(Rules rules, Json.Obj one, String title) {
        Json.Obj expected = section(one, "expect", title);
        List<String> mismatches = new ArrayList<>();
        Json.Obj actual = actual(rules, entry(section(one, "entry", title), title), texts(one.get("groups")));
        expected.members().forEach((key, wanted) -> {
            Json found = actual.get(key).orElse(Json.NULL);
            if (!matches(wanted, found)) {
                mismatches.add(
                        "%s: expected %s, was %s".formatted(key, JsonWriter.write(wanted), JsonWriter.write(found)));
            }
        });
        if (!mismatches.isEmpty()) {
            actual.get("error").ifPresent(error -> mismatches.add("error: " + JsonWriter.write(error)));
        }
        return mismatches;
    }

    private static Json.Obj actual(Rules rules, Entry entry, List<String> groups) {
        try {
            Rules.Decision decision = rules.decide(entry, groups);
            Json.Obj attributes = Json.Obj.EMPTY;
            for (var value : decision.attributes().entrySet()) {
                attributes = attributes.with(value.getKey(), Json.text(value.getValue()));
            }
            Json.Obj actual = Json.Obj.EMPTY
                    .with("active", Json.bool(decision.active()))
                    .with("roles", Json.Arr.ofTexts(decision.roles()))
                    .with("attributes", attributes);
            return decision.organization().isPresent()
                    ? actual.with(
                            "organization", Json.text(decision.organization().get()))
                    : actual;
        } catch (RuleException e) {
            return Json.Obj.EMPTY.with("error", Json.text(e.words()));
        }
    }

    /** Roles in any order; of attributes only those named; of an error a part of its words. */
    private static boolean matches(Json wanted, Json found) {
        if (wanted instanceof Json.Obj some && found instanceof Json.Obj all) {
            return some.members().entrySet().stream()
                    .allMatch(member -> all.get(member.getKey()).equals(Optional.of(member.getValue())));
        }
        if (wanted instanceof Json.Arr && found instanceof Json.Arr) {
            return texts(Optional.of(wanted)).stream()
                    .sorted()
                    .toList()
                    .equals(texts(Optional.of(found)).stream().sorted().toList());
        }
        if (wanted instanceof Json.Text part && found instanceof Json.Text whole && !part.equals(whole)) {
            return whole.value().startsWith("rule ") && whole.value().contains(part.value());
        }
        return wanted.equals(found);
    }

    private static Entry entry(Json.Obj recorded, String title) {
        NavigableMap<String, List<String>> attributes = Entry.noAttributes();
        recorded.members().forEach((name, value) -> {
            if (!name.equals("dn") && !name.equals("enabled")) {
                attributes.put(name, texts(Optional.of(value)).stream().sorted().toList());
            }
        });
        String dn = text(recorded, "dn").orElse("cn=" + title.replaceAll("[^A-Za-z0-9 ]", " "));
        boolean enabled = !recorded.get("enabled").equals(Optional.of(Json.bool(false)));
        return new Entry(dn, dn, "", enabled, attributes, new int[0]);
    }

    private static Json.Obj section(Json.Obj one, String key, String title) {
        if (one.get(key).orElse(Json.NULL) instanceof Json.Obj section) {
            return section;
        }
        throw Failure.usage("%s has no section %s.".formatted(title, key));
    }

    private static Optional<String> text(Json.Obj object, String name) {
        return object.get(name).filter(Json.Text.class::isInstance).map(text -> ((Json.Text) text).value());
    }

    private static List<String> texts(Optional<Json> value) {
        Json json = value.orElse(Json.Arr.EMPTY);
        List<Json> elements = json instanceof Json.Arr list ? list.elements() : List.of(json);
        return elements.stream()
                .map(element -> element instanceof Json.Text text ? text.value() : JsonWriter.write(element))
                .toList();
    }
}
