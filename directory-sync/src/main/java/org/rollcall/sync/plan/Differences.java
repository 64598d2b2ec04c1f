package org.rollcall.sync.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.plan.Step.ChangePerson;
import org.rollcall.sync.plan.Step.Difference;
import org.rollcall.sync.rules.Desired;
import org.rollcall.sync.rules.Managed;

/** Compares one person with the server's user, attribute by attribute. */
final class Differences {

    private static final String NOTHING = "nothing";

    private final Managed managed;

    Differences(Managed managed) {
        this.managed = managed;
    }

    /** The change that makes the server's user what it should be; empty when it is. */
    Optional<ChangePerson> between(Desired desired, Json.Obj current, String server) {
        Json.Obj wanted = desired.attributes();
        List<Json> operations = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        managed.parts().forEach((name, parts) -> {
            Optional<Json> to = wanted.get(name);
            Optional<Json> from = value(current, name);
            if (!same(to, from, parts)) {
                operations.addAll(operations(name, to, from));
                differences.add(new Difference(name, shown(from), shown(to)));
            }
        });
        if (operations.isEmpty()) {
            return Optional.empty();
        }
        boolean active = desired.active();
        boolean was = value(current, "active").map(Json.bool(true)::equals).orElse(true);
        byte[] bytes = JsonWriter.write(new Json.Arr(operations)).getBytes(StandardCharsets.UTF_8);
        return Optional.of(new ChangePerson(
                kind(active, was, differences), desired.id(), server, desired.userName(), bytes, differences));
    }

    /** Whoever is gone is only made inactive; the rest stays as it was last known. */
    static ChangePerson deactivation(String id, String server, String userName) {
        Json operation = operation("replace", "active").with("value", Json.bool(false));
        return new ChangePerson(
                Kind.DEACTIVATE,
                id,
                server,
                userName,
                JsonWriter.write(Json.Arr.of(operation)).getBytes(StandardCharsets.UTF_8),
                List.of(new Difference("active", "true", "false, no longer found in the directory")));
    }

    private Kind kind(boolean active, boolean was, List<Difference> differences) {
        if (was && !active) {
            return Kind.DEACTIVATE;
        }
        if (active && !was) {
            return Kind.ACTIVATE;
        }
        return differences.stream().anyMatch(difference -> managed.moving().contains(difference.attribute()))
                ? Kind.MOVE
                : Kind.UPDATE;
    }

    /** The value of an attribute by its whole name; no value and an empty one are the same (RFC 7643 section 2.5). */
    static Optional<Json> value(Json.Obj user, String name) {
        int colon = name.lastIndexOf(':');
        Optional<Json> found = colon < 0
                ? user.get(name)
                : user.get(name.substring(0, colon))
                        .filter(Json.Obj.class::isInstance)
                        .flatMap(extension -> ((Json.Obj) extension).get(name.substring(colon + 1)));
        return found.filter(json -> !(json instanceof Json.Null) && !json.equals(Json.Arr.EMPTY));
    }

    private static boolean same(Optional<Json> to, Optional<Json> from, Set<String> parts) {
        if (to.isEmpty() || from.isEmpty()) {
            return to.isEmpty() && from.isEmpty();
        }
        if (!parts.isEmpty() && to.get() instanceof Json.Obj wanted && from.get() instanceof Json.Obj current) {
            return parts.stream().allMatch(part -> wanted.get(part).equals(current.get(part)));
        }
        return covers(to.get(), from.get());
    }

    /** Servers add parts such as {@code display} or {@code $ref}; those are theirs. */
    private static boolean covers(Json wanted, Json current) {
        if (wanted instanceof Json.Arr some && current instanceof Json.Arr all) {
            return some.elements().size() == all.elements().size()
                    && some.elements().stream()
                            .allMatch(one -> all.elements().stream().anyMatch(other -> covers(one, other)));
        }
        if (wanted instanceof Json.Obj some && current instanceof Json.Obj all) {
            return some.members().entrySet().stream()
                    .allMatch(member -> all.get(member.getKey())
                            .filter(other -> covers(member.getValue(), other))
                            .isPresent());
        }
        return wanted.equals(current);
    }

    /** A part that is to go would stay when the rest is replaced, so what is there is removed first. */
    private static List<Json> operations(String name, Optional<Json> to, Optional<Json> from) {
        if (to.isEmpty()) {
            return List.of(operation("remove", name));
        }
        Json replace = operation("replace", name).with("value", to.get());
        return to.get() instanceof Json.Obj && from.isPresent()
                ? List.of(operation("remove", name), replace)
                : List.of(replace);
    }

    private static Json.Obj operation(String op, String path) {
        return Json.Obj.EMPTY.with("op", Json.text(op)).with("path", Json.text(path));
    }

    private static String shown(Optional<Json> value) {
        return value.map(Differences::shown).orElse(NOTHING);
    }

    private static String shown(Json value) {
        return switch (value) {
            case Json.Text text -> Text.excerpt(text.value());
            case Json.Arr list ->
                list.elements().isEmpty()
                        ? NOTHING
                        : Text.excerpt(String.join(
                                ", ",
                                list.elements().stream().map(Differences::shown).toList()));
            case Json.Obj object ->
                object.get("value")
                        .map(Differences::shown)
                        .orElseGet(() -> Text.excerpt(String.join(
                                " ",
                                object.members().values().stream()
                                        .map(Differences::shown)
                                        .toList())));
            default -> Text.excerpt(JsonWriter.write(value));
        };
    }
}
