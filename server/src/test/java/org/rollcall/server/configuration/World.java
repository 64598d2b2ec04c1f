package org.rollcall.server.configuration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Command;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.placement.OrganizationMapping.Method;
import org.rollcall.server.placement.ProviderRules.Key;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.provider.Source;

/** A tenant in memory: an organization, a provider, and groups that tests create and delete. */
final class World {

    static final String PROVIDER = "okta";

    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
    private static final TenantId TENANT = new TenantId(ids().next());

    private final Ids ids = ids();
    private final ProviderId provider = new ProviderId(ids.next());
    private final Map<Groups.Of, Bound> groups = new HashMap<>();
    private final Map<OrganizationId, Usage.Accounts> accounts = new HashMap<>();
    private final Map<RoleId, Usage.Grants> grants = new HashMap<>();
    private Configured state = initial();

    private static Ids ids() {
        return new Ids(InstantSource.fixed(NOW), new Random(7));
    }

    private Configured initial() {
        OrganizationId id = new OrganizationId(ids.next());
        var organization = new Configured.Organization(
                id, Optional.empty(), "Default", true, false, Optional.empty(), Optional.empty());
        var okta = new Configured.Provider(
                provider,
                PROVIDER,
                Method.FIXED,
                id,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Duration.ofMinutes(15),
                List.of(),
                Optional.empty(),
                Source.SCIM,
                Mode.COMPAT,
                Caution.DEFAULT);
        return new Configured(1, Map.of(id, organization), Map.of(), Map.of(provider, okta), List.of());
    }

    // ---- what happens

    GroupId group(String name) {
        GroupId id = new GroupId(ids.next());
        named(id, name);
        return id;
    }

    void named(GroupId id, String name) {
        groups.values().removeIf(bound -> bound.group().equals(id));
        groups.put(key(Key.Kind.DISPLAY_NAME, name), new Bound(id, name, true));
    }

    /** The group's creation binds the rows that wait for it. */
    void binds(GroupId id, String name) {
        named(id, name);
        change(row -> row.bound().isEmpty() && row.key().value().equals(name), new Bound(id, name, true));
    }

    void delete(GroupId id) {
        groups.values().removeIf(bound -> bound.group().equals(id));
        change(row -> row.bound().filter(b -> b.group().equals(id)).isPresent(), new Bound(id, "", false));
    }

    private interface Which {
        boolean test(MappingRow<?> row);
    }

    private void change(Which which, Bound bound) {
        Configured.Provider p = provider();
        var next = new Configured.Provider(
                p.id(),
                p.name(),
                p.method(),
                p.organization(),
                p.organizationRows().stream()
                        .map(row -> bound(row, which, bound))
                        .toList(),
                p.byAttribute(),
                p.byExpression(),
                p.mapped(),
                p.roleRows().stream().map(row -> bound(row, which, bound)).toList(),
                p.allowed(),
                p.delay(),
                p.delayRows(),
                p.leaveDate(),
                p.source(),
                p.dialect(),
                p.caution());
        state = new Configured(
                state.version(), state.organizations(), state.roles(), Map.of(provider, next), List.of());
    }

    private static <T> MappingRow<T> bound(MappingRow<T> row, Which which, Bound bound) {
        return which.test(row) ? new MappingRow<>(row.id(), row.key(), Optional.of(bound), row.target()) : row;
    }

    private Groups.Of key(Key.Kind kind, String value) {
        return new Groups.Of(provider, MappingRow.canonical(new Key(kind, value)));
    }

    void accounts(String path, long live, long deleted) {
        accounts.put(organization(path), new Usage.Accounts(live, deleted));
    }

    void grants(String role, long manual, long placed) {
        grants.put(role(role), new Usage.Grants(manual, placed));
    }

    // ---- what an administrator does

    List<String> apply(String document) {
        return apply(document, false);
    }

    List<String> applyRebinding(String document) {
        return apply(document, true);
    }

    private List<String> apply(String document, boolean rebind) {
        List<String> lines = lines(decide(document, rebind).result());
        state = new Next(state, groups(), rebind, ids).of(Documents.configuration(document), usage());
        return lines;
    }

    Command.Decision<ApplyResult> decide(String document) {
        return decide(document, false);
    }

    private Command.Decision<ApplyResult> decide(String document, boolean rebind) {
        return new ApplyConfiguration(Documents.configuration(document), rebind)
                .decide(new ApplyConfiguration.Loaded(state, groups(), usage(), UniqueStock.NONE), context());
    }

    static List<String> lines(ApplyResult result) {
        return result.changes().stream()
                .map(change -> "%s %s: %s".formatted(change.op().label(), change.path(), change.detail()))
                .toList();
    }

    private Command.Context context() {
        return new Command.Context(
                NOW, new Rules(1, Map.of(), Map.of(), Map.of()), ids, new Caller(TENANT, "administrator", "request"));
    }

    // ---- what is there

    Configured state() {
        return state;
    }

    Configured.Provider provider() {
        return Optional.ofNullable(state.providers().get(provider)).orElseThrow();
    }

    List<Optional<GroupId>> organizationGroups() {
        return provider().organizationRows().stream()
                .map(row -> row.bound().map(Bound::group))
                .toList();
    }

    List<Optional<GroupId>> roleGroups() {
        return provider().roleRows().stream()
                .map(row -> row.bound().map(Bound::group))
                .toList();
    }

    Set<String> paths() {
        return state.organizationsByPath().keySet();
    }

    private OrganizationId organization(String path) {
        return Optional.ofNullable(state.organizationsByPath()
                        .get(OrganizationPath.of(path).canonical()))
                .orElseThrow();
    }

    private RoleId role(String name) {
        return Optional.ofNullable(state.rolesByName().get(name.toLowerCase(java.util.Locale.ROOT)))
                .orElseThrow();
    }

    private Groups groups() {
        return new Groups(groups);
    }

    private Usage usage() {
        return new Usage(accounts, grants);
    }
}
