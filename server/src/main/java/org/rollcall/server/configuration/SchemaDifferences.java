package org.rollcall.server.configuration;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.Names;
import org.rollcall.server.schema.TenantExtension;

/** The difference between two lists of schema extensions, in words. */
final class SchemaDifferences {

    private final List<Change> changes = new ArrayList<>();

    private SchemaDifferences() {}

    static List<Change> of(List<TenantExtension> before, List<TenantExtension> after) {
        SchemaDifferences differences = new SchemaDifferences();
        Map<String, TenantExtension> old = byKey(before);
        Map<String, TenantExtension> now = byKey(after);
        now.forEach((key, extension) -> Optional.ofNullable(old.get(key))
                .ifPresentOrElse(same -> differences.changed(same, extension), () -> differences.added(extension)));
        old.forEach((key, extension) -> {
            if (!now.containsKey(key)) {
                differences.changes.add(Change.remove(path(extension), words(extension)));
            }
        });
        return List.copyOf(differences.changes);
    }

    private static Map<String, TenantExtension> byKey(List<TenantExtension> extensions) {
        return extensions.stream()
                .collect(toMap(TenantExtension::key, one -> one, (first, second) -> first, LinkedHashMap::new));
    }

    private void added(TenantExtension extension) {
        changes.add(Change.add(path(extension), words(extension)));
        attributes(extension).values().forEach(one -> changes.add(Change.add(one.path(), words(one.attribute()))));
    }

    private void changed(TenantExtension old, TenantExtension now) {
        int said = changes.size();
        if (!head(old).equals(head(now))) {
            changes.add(Change.change(path(now), head(old), head(now)));
        }
        Map<String, Placed> before = attributes(old);
        Map<String, Placed> after = attributes(now);
        after.forEach((key, one) -> Optional.ofNullable(before.get(key))
                .ifPresentOrElse(
                        same -> changed(one.path(), same.attribute(), one.attribute()),
                        () -> changes.add(Change.add(one.path(), words(one.attribute())))));
        before.forEach((key, one) -> {
            if (!after.containsKey(key)) {
                changes.add(Change.remove(one.path(), words(one.attribute())));
            }
        });
        if (changes.size() == said && !old.equals(now)) {
            // Attributes are published in their order.
            changes.add(Change.change(path(now), "order " + names(old), names(now)));
        }
    }

    private void changed(String path, Attribute old, Attribute now) {
        if (!words(old).equals(words(now))) {
            changes.add(Change.change(path, words(old), words(now)));
        }
    }

    // ---- words

    private static String path(TenantExtension extension) {
        return "schemas/" + extension.schema().id();
    }

    /** An attribute or sub-attribute, and what it is called in a difference. */
    private record Placed(String path, Attribute attribute) {}

    private static Map<String, Placed> attributes(TenantExtension extension) {
        Map<String, Placed> attributes = new LinkedHashMap<>();
        for (Attribute attribute : extension.schema().attributes()) {
            put(attributes, extension, attribute.name(), attribute);
            attribute.subAttributes().forEach(sub -> put(attributes, extension, attribute + "." + sub, sub));
        }
        return attributes;
    }

    private static void put(Map<String, Placed> into, TenantExtension extension, String name, Attribute attribute) {
        into.put(Names.key(name), new Placed(path(extension) + "/" + name, attribute));
    }

    private static String names(TenantExtension extension) {
        return extension.schema().attributes().stream().map(Attribute::name).collect(Collectors.joining(", "));
    }

    private static String words(TenantExtension extension) {
        return head(extension) + "; " + names(extension);
    }

    private static String head(TenantExtension extension) {
        return Stream.of(
                        "extends " + extension.resourceType(),
                        extension.required() ? "required" : "",
                        "id " + extension.schema().id(),
                        "name " + extension.schema().name(),
                        extension.schema().description())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String words(Attribute attribute) {
        return Stream.of(
                        attribute.name() + " " + attribute.type().wireName(),
                        attribute.multiValued() ? "multiValued" : "",
                        attribute.required() ? "required" : "",
                        attribute.caseExact() ? "caseExact" : "",
                        otherThan("readWrite", attribute.mutability().wireName()),
                        otherThan("default", "returned " + attribute.returned().wireName()),
                        otherThan(
                                "none",
                                "unique on the " + attribute.uniqueness().wireName()),
                        listed("values", attribute.canonicalValues()),
                        listed("refers to", attribute.referenceTypes()),
                        attribute.description())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String otherThan(String usual, String words) {
        return words.endsWith(usual) ? "" : words;
    }

    private static String listed(String what, List<String> values) {
        return values.isEmpty() ? "" : what + " " + String.join(", ", values);
    }
}
