package org.rollcall.server.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;

/** What a document leaves out although something still needs it: said with the number and with what to do. */
final class Leftovers {

    private final Configured now;
    private final Configured next;
    private final Usage usage;

    Leftovers(Configured now, Configured next, Usage usage) {
        this.now = now;
        this.next = next;
        this.usage = usage;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        now.organizations().values().stream()
                .filter(organization -> !remains(organization.id()))
                .sorted(Comparator.comparing(o -> now.path(o.id()).canonical()))
                .forEach(organization -> problems.addAll(organization(organization)));
        now.roles().values().stream()
                .filter(role -> !next.roles().containsKey(role.id()))
                .sorted(Comparator.comparing(Configured.Role::name))
                .forEach(role -> problems.addAll(role(role)));
        return problems;
    }

    private boolean remains(OrganizationId id) {
        return Optional.ofNullable(next.organizations().get(id))
                .filter(Configured.Organization::active)
                .isPresent();
    }

    private List<Problem> organization(Configured.Organization organization) {
        List<Problem> problems = new ArrayList<>();
        String missing =
                "organization %s is not listed and would be removed, but ".formatted(now.path(organization.id()));
        long users = usage.of(organization.id()).live();
        if (users > 0 && organization.active()) {
            problems.add(new Problem(
                    "/organizations",
                    missing
                            + "%s in it. Move them first (rollcall user move), or list it"
                                    .formatted(users == 1 ? "1 user is" : users + " users are")));
        }
        providers(provider -> provider.namedOrganizations().contains(organization.id()))
                .ifPresent(names -> problems.add(new Problem(
                        "/organizations",
                        missing
                                + "the rules of provider %s name it. Change them in the same file, or list it"
                                        .formatted(names))));
        return problems;
    }

    private List<Problem> role(Configured.Role role) {
        List<Problem> problems = new ArrayList<>();
        String missing = "role %s is not listed and would be removed, but ".formatted(role.name());
        Usage.Grants grants = usage.of(role.id());
        if (grants.manual() > 0) {
            problems.add(new Problem(
                    "/roles",
                    missing
                            + "%s it by hand. Take it back first (rollcall user revoke), or list it"
                                    .formatted(have(grants.manual()))));
        }
        if (grants.placed() > 0) {
            problems.add(new Problem(
                    "/roles",
                    missing
                            + ("%s it through mapping rows or default roles. First apply a file that lists the role "
                                            + "and in which nothing grants it; remove the role in the next one")
                                    .formatted(have(grants.placed()))));
        }
        defaults(role.id())
                .ifPresent(paths -> problems.add(new Problem(
                        "/roles",
                        missing
                                + "it is a default role of %s. Change that in the same file, or list it"
                                        .formatted(paths))));
        providers(provider -> provider.namedRoles().contains(role.id()))
                .ifPresent(names -> problems.add(new Problem(
                        "/roles",
                        missing
                                + "the rules of provider %s name it. Change them in the same file, or list it"
                                        .formatted(names))));
        return problems;
    }

    private static String have(long users) {
        return users == 1 ? "1 user has" : users + " users have";
    }

    private Optional<String> defaults(RoleId role) {
        return joined(next.organizations().values().stream()
                .filter(organization -> organization.defaults().orElse(Set.of()).contains(role))
                .map(organization -> next.path(organization.id()).toString())
                .toList());
    }

    private Optional<String> providers(Predicate<Configured.Provider> names) {
        return joined(next.providers().values().stream()
                .filter(names)
                .map(Configured.Provider::name)
                .toList());
    }

    private static Optional<String> joined(List<String> names) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.stream().sorted().collect(Collectors.joining(", ")));
    }
}
