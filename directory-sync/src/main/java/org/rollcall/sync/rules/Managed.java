package org.rollcall.sync.rules;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Target;

/**
 * Which attributes of a user the tool decides about. Whatever else the server has is not looked at.
 *
 * @param parts each attribute by its whole name, with its parts as far as it is complex and has one value
 * @param moving those whose change is a move
 */
public record Managed(SequencedMap<String, Set<String>> parts, Set<String> moving) {

    static Managed of(Settings settings) {
        SequencedMap<String, Set<String>> parts = new LinkedHashMap<>();
        Stream.of("externalId", "userName", "active").forEach(name -> parts.put(name, Set.of()));
        Set<String> moving = new TreeSet<>();
        settings.people().mapping().keySet().forEach(target -> add(parts, target));
        settings.rules().attributes().keySet().forEach(target -> add(parts, target));
        if (settings.rules().organization().isPresent()) {
            add(parts, settings.rules().organizationTarget());
            moving.add(settings.rules().organizationTarget().whole());
        }
        if (settings.rules().roles().isPresent()) {
            parts.put("roles", Set.of());
            moving.add("roles");
        }
        return new Managed(parts, moving);
    }

    private static void add(SequencedMap<String, Set<String>> parts, Target target) {
        Optional<String> part = target.sub().filter(sub -> target.type().isEmpty());
        Set<String> known = new TreeSet<>(parts.getOrDefault(target.whole(), Set.of()));
        part.ifPresent(known::add);
        parts.put(target.whole(), known);
    }
}
