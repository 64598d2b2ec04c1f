package org.rollcall.server.application;

import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.placement.Rules;

/**
 * Which people and events an application follows. An empty list is no restriction.
 *
 * @param organizations paths, such as {@code Company/Sales}; those below them are meant, too
 * @param roles names of roles of which a person has at least one
 * @param types types of events
 */
public record Subscription(List<String> organizations, List<String> roles, List<String> types) {

    public static final Subscription ALL = new Subscription(List.of(), List.of(), List.of());

    /** Every type that an event can have. */
    public static final List<String> TYPES = List.of(
            "user.added",
            "user.deleted",
            "user.restored",
            "user.deactivated",
            "user.purged",
            "user.reactivated",
            "user.blocked",
            "user.unblocked",
            "user.updated",
            "user.groups");

    public Subscription {
        organizations = List.copyOf(organizations);
        roles = List.copyOf(roles);
        types = List.copyOf(types);
        if (Math.max(organizations.size(), roles.size()) > Limits.SUBSCRIPTION) {
            throw ScimError.invalidValue(
                            "a subscription names at most %d organizations and roles".formatted(Limits.SUBSCRIPTION))
                    .exception();
        }
        types.stream().filter(type -> !TYPES.contains(type)).findFirst().ifPresent(unknown -> {
            throw ScimError.invalidValue("there is no type of event %s; types are %s"
                            .formatted(ScimError.excerpt(unknown), String.join(", ", TYPES)))
                    .exception();
        });
    }

    List<UUID> organizations(Rules rules) {
        return organizations.stream()
                .map(path -> rules.at(path)
                        .map(Rules.Organization::id)
                        .map(OrganizationId::value)
                        .orElseThrow(() -> unknown("organization", path)))
                .distinct()
                .toList();
    }

    List<UUID> roles(Rules rules) {
        return roles.stream()
                .map(name -> rules.roles().values().stream()
                        .filter(known -> Names.canonical(known.name()).equals(Names.canonical(name)))
                        .findFirst()
                        .map(Rules.Role::id)
                        .map(RoleId::value)
                        .orElseThrow(() -> unknown("role", name)))
                .distinct()
                .toList();
    }

    private static RuntimeException unknown(String what, String name) {
        return ScimError.invalidValue("there is no %s %s".formatted(what, ScimError.excerpt(name)))
                .exception();
    }

    /** For the log. */
    String words() {
        return "organizations %s, roles %s, events %s".formatted(some(organizations), some(roles), some(types));
    }

    private static String some(List<String> names) {
        return names.isEmpty() ? "all" : String.join(", ", names);
    }
}
