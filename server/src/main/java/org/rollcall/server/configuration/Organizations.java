package org.rollcall.server.configuration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.configuration.Configuration.Reference;
import org.rollcall.server.configuration.Configured.Organization;

/**
 * The next tree of organizations. One that is left out goes; if users are still in it, deleted ones too, its row stays
 * deactivated, because a deleted user can be restored. Writing it again brings it back. One that a mapping made stays.
 */
final class Organizations {

    private final Configured now;
    private final Usage usage;
    private final Map<String, RoleId> roles;
    private final Ids ids;
    private final Map<OrganizationId, Organization> result = new HashMap<>();

    Organizations(Configured now, Usage usage, Map<String, RoleId> roles, Ids ids) {
        this.now = now;
        this.usage = usage;
        this.roles = roles;
        this.ids = ids;
    }

    Map<OrganizationId, Organization> of(List<Configuration.Organization> wanted) {
        Map<String, OrganizationId> known = now.organizationsByPath();
        Map<String, OrganizationId> made = new HashMap<>();
        for (Configuration.Organization organization : wanted) {
            String path = organization.path().canonical();
            OrganizationId id = Optional.ofNullable(known.get(path)).orElseGet(() -> new OrganizationId(ids.next()));
            Optional<OrganizationId> parent =
                    organization.path().parent().map(p -> Objects.requireNonNull(made.get(p.canonical())));
            made.put(path, id);
            result.put(
                    id,
                    new Organization(
                            id,
                            parent,
                            organization.path().name(),
                            true,
                            Optional.ofNullable(now.organizations().get(id))
                                    .filter(Organization::made)
                                    .isPresent(),
                            organization.defaultRoles().map(this::ids),
                            organization.retention()));
        }
        made().forEach(organization -> result.putIfAbsent(organization.id(), organization));
        now.organizations().values().stream().filter(this::stillUsed).forEach(this::keep);
        return result;
    }

    /** What a mapping made stays while people are in it, below what is listed; whoever writes files need not know of it. */
    private List<Organization> made() {
        return now.organizations().values().stream()
                .filter(organization -> organization.made() && organization.active())
                .filter(organization -> usage.of(organization.id()).live() > 0)
                .filter(organization ->
                        organization.parent().filter(result::containsKey).isPresent())
                .toList();
    }

    private Set<RoleId> ids(List<Reference> names) {
        return names.stream()
                .map(name -> Objects.requireNonNull(roles.get(Names.canonical(name.text()))))
                .collect(Collectors.toSet());
    }

    private boolean stillUsed(Organization organization) {
        Usage.Accounts accounts = usage.of(organization.id());
        return accounts.live() + accounts.deleted() > 0;
    }

    private void keep(Organization organization) {
        if (result.putIfAbsent(organization.id(), organization.deactivated()) == null) {
            organization.parent().map(now::organization).ifPresent(this::keep);
        }
    }
}
