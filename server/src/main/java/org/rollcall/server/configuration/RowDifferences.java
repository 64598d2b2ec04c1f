package org.rollcall.server.configuration;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.placement.ProviderRules;

/**
 * The difference between two lists of mapping rows, in words.
 *
 * @param <T> what rows map to
 * @param path of the list
 * @param named the live group that has a row's name or externalId now
 * @param target a target in words, as of before or after
 * @param administrative whether rows to this target never bind by themselves
 */
record RowDifferences<T>(
        String path,
        Function<MappingRow<T>, Optional<Bound>> named,
        BiFunction<Side, T, String> target,
        Predicate<T> administrative) {

    private static final int NAMES_SHOWN = 10;

    /** Of which configuration. */
    enum Side {
        BEFORE,
        AFTER
    }

    List<Change> of(List<MappingRow<T>> before, List<MappingRow<T>> after) {
        Map<ProviderRules.Key, MappingRow<T>> old = byKey(before);
        Map<ProviderRules.Key, MappingRow<T>> now = byKey(after);
        List<Change> changes = new ArrayList<>();
        now.forEach((key, row) -> Optional.ofNullable(old.get(key))
                .ifPresentOrElse(same -> changed(same, row, changes), () -> changes.add(added(row))));
        old.forEach((key, row) -> {
            if (!now.containsKey(key)) {
                changes.add(Change.remove(path(row), target.apply(Side.BEFORE, row.target())));
            }
        });
        order(old, now).ifPresent(changes::add);
        return changes;
    }

    private static <T> Map<ProviderRules.Key, MappingRow<T>> byKey(List<MappingRow<T>> rows) {
        return rows.stream()
                .collect(toMap(MappingRow::canonicalKey, row -> row, (first, second) -> first, LinkedHashMap::new));
    }

    private Change added(MappingRow<T> row) {
        String to = target.apply(Side.AFTER, row.target());
        if (row.bound().isPresent() || row.key().kind() == ProviderRules.Key.Kind.EXPRESSION) {
            return Change.add(path(row), to);
        }
        String waiting = administrative.test(row.target())
                ? " (no such group yet; the role is administrative, so only an apply with rebind binds it later)"
                : " (waits for a group of this " + attribute(row) + " to be created)";
        return Change.add(path(row), to + waiting);
    }

    private void changed(MappingRow<T> old, MappingRow<T> row, List<Change> changes) {
        if (!old.key().equals(row.key())) {
            changes.add(Change.change(
                    path(row), "spelled " + old.key().value(), row.key().value()));
        }
        if (!old.target().equals(row.target())) {
            changes.add(Change.change(
                    path(row), target.apply(Side.BEFORE, old.target()), target.apply(Side.AFTER, row.target())));
        }
        if (!group(old).equals(group(row))) {
            changes.add(Change.bind(path(row), state(old), words(row.bound())));
        } else {
            named.apply(row)
                    .filter(there -> !row.bound().map(Bound::group).equals(Optional.of(there.group())))
                    .ifPresent(there -> changes.add(notice(row, there)));
        }
    }

    private static Optional<?> group(MappingRow<?> row) {
        return row.bound().map(Bound::group);
    }

    private Change notice(MappingRow<T> row, Bound there) {
        return Change.notice(
                path(row),
                "%s; the group \"%s\" that has this %s now gains nothing until you apply with rebind"
                        .formatted(state(row), there.name(), attribute(row)));
    }

    private static String state(MappingRow<?> row) {
        if (row.bound().isEmpty()) {
            return "bound to no group";
        }
        Bound bound = row.bound().get();
        return bound.live() ? words(row.bound()) : "bound to a group that was deleted";
    }

    private static String words(Optional<Bound> bound) {
        return bound.map(b -> "bound to group \"%s\"".formatted(b.name())).orElse("bound to no group");
    }

    /** The order of rows that were there before; places that shift by additions and removals go without saying. */
    private Optional<Change> order(
            Map<ProviderRules.Key, MappingRow<T>> old, Map<ProviderRules.Key, MappingRow<T>> now) {
        List<ProviderRules.Key> before =
                old.keySet().stream().filter(now::containsKey).toList();
        List<ProviderRules.Key> after =
                now.keySet().stream().filter(old::containsKey).toList();
        if (before.equals(after)) {
            return Optional.empty();
        }
        int same = 0;
        while (before.get(same).equals(after.get(same))) {
            same++;
        }
        return Optional.of(Change.change(path, "order " + names(before, same, now), names(after, same, now)));
    }

    private static <T> String names(
            List<ProviderRules.Key> keys, int from, Map<ProviderRules.Key, MappingRow<T>> rows) {
        String names = keys.stream()
                .skip(from)
                .limit(NAMES_SHOWN)
                .map(key ->
                        Optional.ofNullable(rows.get(key)).orElseThrow().key().value())
                .collect(Collectors.joining(", ", from == 0 ? "" : "…, ", ""));
        return keys.size() > from + NAMES_SHOWN ? names + ", …" : names;
    }

    private String path(MappingRow<T> row) {
        return switch (row.key().kind()) {
            case DISPLAY_NAME -> path + "/group \"" + row.key().value() + "\"";
            case EXTERNAL_ID -> path + "/group with externalId \"" + row.key().value() + "\"";
            case EXPRESSION -> path + "/when " + row.key().value();
        };
    }

    private static String attribute(MappingRow<?> row) {
        return switch (row.key().kind()) {
            case DISPLAY_NAME -> "name";
            case EXTERNAL_ID -> "externalId";
            case EXPRESSION -> "expression";
        };
    }
}
