package org.rollcall.server.configuration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.server.base.Names;
import org.rollcall.server.configuration.Configuration.ByAttribute;
import org.rollcall.server.configuration.Configuration.ByExpression;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.configuration.Configuration.Fixed;
import org.rollcall.server.configuration.Configuration.Reference;

/** Every name of an organization or a role must lead somewhere: into the body, or to what is there. */
final class References {

    private References() {}

    /** Adds the names that lead nowhere, as far as the body itself has the section they point into. */
    static void within(Configuration configuration, List<Problem> problems) {
        configuration
                .organizations()
                .ifPresent(all -> organizations(
                        configuration, canonical(all, o -> o.path().canonical()), problems));
        configuration
                .roles()
                .ifPresent(all -> roles(configuration, canonical(all, r -> Names.canonical(r.name())), problems));
    }

    /** Adds the names that lead nowhere, where the body leaves a section as it is. */
    static void outside(
            Configuration configuration, Set<String> organizations, Set<String> roles, List<Problem> problems) {
        if (configuration.organizations().isEmpty()) {
            organizations(configuration, organizations, problems);
        }
        if (configuration.roles().isEmpty()) {
            roles(configuration, roles, problems);
        }
    }

    private static <T> Set<String> canonical(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.toSet());
    }

    private static void organizations(Configuration configuration, Set<String> known, List<Problem> problems) {
        configuration.providers().stream()
                .flatMap(provider -> organizationsOf(provider.organization()))
                .filter(reference ->
                        !known.contains(OrganizationPath.of(reference.text()).canonical()))
                .map(reference ->
                        problem(reference, "there is no organization \"%s\"; write the whole path, like Company/Sales"))
                .forEach(problems::add);
    }

    private static Stream<Reference> organizationsOf(Configuration.OrganizationMethod method) {
        return switch (method) {
            case Fixed fixed -> Stream.of(fixed.organization());
            case ByGroup byGroup ->
                Stream.concat(
                        byGroup.rows().stream().map(Configuration.OrganizationRow::organization),
                        Stream.of(byGroup.fallback()));
            case ByAttribute byAttribute -> Stream.of(byAttribute.parent(), byAttribute.fallback());
            case ByExpression byExpression -> Stream.of(byExpression.fallback());
        };
    }

    private static void roles(Configuration configuration, Set<String> known, List<Problem> problems) {
        Stream<Reference> defaults = configuration.organizations().stream()
                .flatMap(List::stream)
                .map(Configuration.Organization::defaultRoles)
                .flatMap(Optional::stream)
                .flatMap(List::stream);
        Stream<Reference> mapped = configuration.providers().stream()
                .map(Configuration.Provider::roles)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .flatMap(row -> row.roles().stream());
        Stream<Reference> allowed = configuration.providers().stream()
                .map(Configuration.Provider::allowedRoles)
                .flatMap(Optional::stream)
                .flatMap(List::stream);
        Stream.of(defaults, mapped, allowed)
                .flatMap(Function.identity())
                .filter(reference -> !known.contains(Names.canonical(reference.text())))
                .map(reference -> problem(reference, "there is no role \"%s\""))
                .forEach(problems::add);
    }

    private static Problem problem(Reference reference, String detail) {
        return new Problem(reference.pointer(), detail.formatted(reference.text()));
    }
}
