package org.rollcall.server.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.configuration.Configured.Role;
import org.rollcall.server.profile.NameAttribute;

/** The difference between two configurations, in words. What the preview shows and what the log keeps. */
final class Differences {

    private static final String NONE = "none";

    private final Configured before;
    private final Configured after;
    private final Groups groups;
    private final List<Change> changes = new ArrayList<>();

    private Differences(Configured before, Configured after, Groups groups) {
        this.before = before;
        this.after = after;
        this.groups = groups;
    }

    static List<Change> of(Configured before, Configured after, Groups groups) {
        Differences differences = new Differences(before, after, groups);
        differences.roles();
        differences.organizations();
        differences.providers();
        differences.changes.addAll(SchemaDifferences.of(before.schemas(), after.schemas()));
        return List.copyOf(differences.changes);
    }

    // ---- roles

    private void roles() {
        after.roles().values().stream()
                .sorted(Comparator.comparing(Role::name))
                .forEach(role -> Optional.ofNullable(before.roles().get(role.id()))
                        .ifPresentOrElse(
                                old -> changed(old, role), () -> changes.add(Change.add(path(role), text(role)))));
        before.roles().values().stream()
                .filter(role -> !after.roles().containsKey(role.id()))
                .sorted(Comparator.comparing(Role::name))
                .forEach(role -> changes.add(Change.remove(path(role), text(role))));
    }

    private void changed(Role old, Role role) {
        String path = path(role);
        spelled(path, old.name(), role.name());
        if (!old.permissions().equals(role.permissions())) {
            changes.add(Change.change(
                    path,
                    "permissions" + minus(old.permissions(), role.permissions(), " -"),
                    minus(role.permissions(), old.permissions(), " +").strip()));
        }
        if (old.administrative() != role.administrative()) {
            changes.add(Change.change(path, administrative(old), administrative(role)));
        }
    }

    private static String minus(SortedSet<String> all, SortedSet<String> without, String sign) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest.isEmpty() ? "" : sign + String.join(sign, rest);
    }

    private static String path(Role role) {
        return "roles/" + role.name();
    }

    private static String text(Role role) {
        String permissions = "permissions " + list(List.copyOf(role.permissions()));
        return role.administrative() ? permissions + "; administrative" : permissions;
    }

    private static String administrative(Role role) {
        return role.administrative() ? "administrative" : "not administrative";
    }

    // ---- organizations

    private void organizations() {
        sorted(after)
                .forEach(organization -> Optional.ofNullable(
                                before.organizations().get(organization.id()))
                        .filter(Organization::active)
                        .ifPresentOrElse(
                                old -> changed(old, organization),
                                () -> changes.add(
                                        Change.add(path(after, organization), defaults(after, organization)))));
        sorted(before)
                .filter(organization -> Optional.ofNullable(
                                after.organizations().get(organization.id()))
                        .filter(Organization::active)
                        .isEmpty())
                .forEach(organization -> changes.add(Change.remove(path(before, organization), "")));
    }

    private static Stream<Organization> sorted(Configured in) {
        return in.organizations().values().stream()
                .filter(Organization::active)
                .sorted(Comparator.comparing(o -> in.path(o.id()).canonical()));
    }

    private void changed(Organization old, Organization organization) {
        String path = path(after, organization);
        spelled(path, old.name(), organization.name());
        if (!old.defaults().equals(organization.defaults())) {
            changes.add(Change.change(path, defaults(before, old), defaults(after, organization)));
        }
        changed(path + "/retention", retention(old), retention(organization));
    }

    private static String retention(Organization organization) {
        return organization.retention().map(Delay::format).orElse("that of its parent");
    }

    private static String path(Configured in, Organization organization) {
        return "organizations/" + in.path(organization.id());
    }

    private static String defaults(Configured in, Organization organization) {
        return organization
                .defaults()
                .map(roles -> "default roles " + list(in.roleNames(roles)))
                .orElse("default roles of its parent");
    }

    // ---- providers

    private void providers() {
        after.providers().values().stream()
                .sorted(Comparator.comparing(Configured.Provider::name))
                .forEach(provider -> provider(provider(before, provider.id()), provider));
    }

    private static Configured.Provider provider(Configured in, ProviderId id) {
        return Objects.requireNonNull(in.providers().get(id), "a configuration neither makes nor removes providers");
    }

    private void provider(Configured.Provider old, Configured.Provider provider) {
        String path = "providers/" + provider.name();
        changed(path + "/organization", method(before, old), method(after, provider));
        new RowDifferences<OrganizationId>(
                        path + "/organization",
                        row -> groups.find(provider.id(), row.key()),
                        (side, id) -> configured(side).path(id).toString(),
                        id -> false)
                .of(old.organizationRows(), provider.organizationRows())
                .forEach(changes::add);
        changed(path + "/roles", roles(old), roles(provider));
        new RowDifferences<Set<RoleId>>(
                        path + "/roles",
                        row -> groups.find(provider.id(), row.key()),
                        (side, roles) -> String.join(", ", configured(side).roleNames(roles)),
                        after::administrative)
                .of(old.roleRows(), provider.roleRows())
                .forEach(changes::add);
        changed(path + "/allowedRoles", allowed(before, old), allowed(after, provider));
        changed(path + "/deactivationDelay", Delay.format(old.delay()), Delay.format(provider.delay()));
        new RowDifferences<Duration>(
                        path + "/deactivationDelays",
                        row -> groups.find(provider.id(), row.key()),
                        (side, delay) -> Delay.format(delay),
                        delay -> false)
                .of(old.delayRows(), provider.delayRows())
                .forEach(changes::add);
        changed(path + "/leaveDate", leaveDate(old), leaveDate(provider));
        changed(
                path + "/kind",
                old.source().kind().label(),
                provider.source().kind().label());
        changed(path + "/silentAfter", silentAfter(old), silentAfter(provider));
        changed(path + "/dialect", old.dialect().label(), provider.dialect().label());
        changed(
                path + "/fallbackDelay",
                Delay.format(old.caution().fallbackDelay()),
                Delay.format(provider.caution().fallbackDelay()));
        changed(path + "/brake", BrakeText.of(old.caution()), BrakeText.of(provider.caution()));
    }

    private Configured configured(RowDifferences.Side side) {
        return side == RowDifferences.Side.BEFORE ? before : after;
    }

    private static String method(Configured in, Configured.Provider provider) {
        OrganizationPath path = in.path(provider.organization());
        return switch (provider.method()) {
            case FIXED -> "fixed " + path;
            case BY_GROUP -> "by group, fallback " + path;
            case BY_ATTRIBUTE ->
                "%s, fallback %s".formatted(method(in, provider.byAttribute().orElseThrow()), path);
            case BY_EXPRESSION ->
                "by expression %s, fallback %s"
                        .formatted(provider.byExpression().orElseThrow(), path);
        };
    }

    private static String method(Configured in, Configured.ByAttribute by) {
        return "by attribute %s below %s%s"
                .formatted(by.attribute(), in.path(by.parent()), by.creates() ? ", made if missing" : "");
    }

    private static String allowed(Configured in, Configured.Provider provider) {
        return provider.allowed().map(roles -> list(in.roleNames(roles))).orElse("any");
    }

    private static String silentAfter(Configured.Provider provider) {
        return provider.source().silentAfter().map(Delay::format).orElse(NONE);
    }

    private static String leaveDate(Configured.Provider provider) {
        return provider.leaveDate().map(NameAttribute::toString).orElse(NONE);
    }

    private static String roles(Configured.Provider provider) {
        return provider.mapped() ? "by group" : "managed by hand";
    }

    // ---- words

    private void changed(String path, String old, String now) {
        if (!old.equals(now)) {
            changes.add(Change.change(path, old, now));
        }
    }

    private void spelled(String path, String old, String now) {
        if (!old.equals(now)) {
            changes.add(Change.change(path, "spelled " + old, now));
        }
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? NONE : String.join(", ", names);
    }
}
