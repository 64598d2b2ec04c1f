package org.rollcall.server.configuration;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.configuration.Configured.Role;
import org.rollcall.server.db.Tx;
import org.rollcall.server.provider.ProviderKind;
import org.rollcall.server.schema.TenantExtension;

/** Answers the configuration in force as the JSON that {@link ConfigurationReader} reads, sorted by name. */
public final class ReadConfiguration {

    private final Tx tx;

    public ReadConfiguration(Tx tx) {
        this.tx = tx;
    }

    /** Applying the answer changes nothing. */
    public Json.Obj read(TenantId tenant) {
        return tx.read(pipeline -> json(new ConfigurationStore(tenant.value(), pipeline).read()));
    }

    static Json.Obj json(Configured configured) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("organizations", new Tree(configured).below(Optional.empty()));
        members.put(
                "roles",
                array(configured.roles().values().stream()
                        .sorted(Comparator.comparing(role -> Names.canonical(role.name())))
                        .map(ReadConfiguration::role)
                        .toList()));
        members.put(
                "providers",
                array(configured.providers().values().stream()
                        .sorted(Comparator.comparing(provider -> Names.canonical(provider.name())))
                        .map(provider -> provider(configured, provider))
                        .toList()));
        if (!configured.schemas().isEmpty()) {
            members.put(
                    "schemas",
                    array(configured.schemas().stream()
                            .map(ReadConfiguration::schema)
                            .toList()));
        }
        return new Json.Obj(members);
    }

    /** The active organizations by their parents. */
    private record Tree(Configured in, Map<Optional<OrganizationId>, List<Organization>> children) {

        Tree(Configured in) {
            this(
                    in,
                    in.organizations().values().stream()
                            .filter(Organization::active)
                            .sorted(Comparator.comparing(organization -> Names.canonical(organization.name())))
                            .collect(groupingBy(Organization::parent)));
        }

        Json below(Optional<OrganizationId> parent) {
            return array(children.getOrDefault(parent, List.of()).stream()
                    .map(this::organization)
                    .toList());
        }

        private Json organization(Organization organization) {
            SequencedMap<String, Json> members = new LinkedHashMap<>();
            members.put("name", Json.text(organization.name()));
            organization.saidDefaults().ifPresent(roles -> members.put("defaultRoles", names(in, roles)));
            organization.retention().ifPresent(kept -> members.put("retention", Json.text(Delay.format(kept))));
            Json children = below(Optional.of(organization.id()));
            if (!children.equals(Json.Arr.EMPTY)) {
                members.put("organizations", children);
            }
            return new Json.Obj(members);
        }
    }

    private static Json role(Role role) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(role.name()));
        members.put("permissions", Json.Arr.ofTexts(List.copyOf(role.permissions())));
        if (role.administrative()) {
            members.put("administrative", Json.bool(true));
        }
        return new Json.Obj(members);
    }

    private static Json schema(TenantExtension extension) {
        Json.Obj json = extension
                .schema()
                .toJson()
                .without("schemas")
                .with("resourceType", Json.text(extension.resourceType()));
        return extension.required() ? json.with("required", Json.bool(true)) : json;
    }

    // ---- providers

    private static Json provider(Configured in, Configured.Provider provider) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(provider.name()));
        members.put("organization", method(in, provider));
        if (provider.mapped()) {
            members.put(
                    "roles",
                    array(provider.roleRows().stream()
                            .map(row -> row(row, "roles", names(in, row.target())))
                            .toList()));
        }
        provider.allowed().ifPresent(allowed -> members.put("allowedRoles", names(in, allowed)));
        members.put("deactivationDelay", Json.text(Delay.format(provider.delay())));
        if (!provider.delayRows().isEmpty()) {
            members.put(
                    "deactivationDelays",
                    array(provider.delayRows().stream()
                            .map(row -> row(row, "delay", Json.text(Delay.format(row.target()))))
                            .toList()));
        }
        provider.leaveDate().ifPresent(date -> members.put("leaveDate", Json.text(date.toString())));
        if (provider.source().kind() != ProviderKind.SCIM) {
            members.put("kind", Json.text(provider.source().kind().label()));
        }
        provider.source().silentAfter().ifPresent(time -> members.put("silentAfter", Json.text(Delay.format(time))));
        if (provider.dialect() != Mode.COMPAT) {
            members.put("dialect", Json.text(provider.dialect().label()));
        }
        members.put("fallbackDelay", Json.text(Delay.format(provider.caution().fallbackDelay())));
        members.put("brake", BrakeText.json(provider.caution()));
        return new Json.Obj(members);
    }

    private static Json method(Configured in, Configured.Provider provider) {
        Json organization = path(in, provider.organization());
        return switch (provider.method()) {
            case FIXED -> Json.Obj.EMPTY.with("fixed", organization);
            case BY_GROUP ->
                Json.Obj.EMPTY
                        .with(
                                "byGroup",
                                array(provider.organizationRows().stream()
                                        .map(row -> row(row, "organization", path(in, row.target())))
                                        .toList()))
                        .with("fallback", organization);
            case BY_ATTRIBUTE ->
                Json.Obj.EMPTY
                        .with(
                                "byAttribute",
                                byAttribute(in, provider.byAttribute().orElseThrow()))
                        .with("fallback", organization);
            case BY_EXPRESSION ->
                Json.Obj.EMPTY
                        .with(
                                "byExpression",
                                Json.text(provider.byExpression().orElseThrow().source()))
                        .with("fallback", organization);
        };
    }

    private static Json byAttribute(Configured in, Configured.ByAttribute by) {
        return Json.Obj.EMPTY
                .with("attribute", Json.text(by.attribute().toString()))
                .with("parent", path(in, by.parent()))
                .with("create", Json.bool(by.creates()));
    }

    private static Json row(MappingRow<?> row, String name, Json target) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        Json value = Json.text(row.key().value());
        switch (row.key().kind()) {
            case DISPLAY_NAME -> members.put("group", value);
            case EXTERNAL_ID -> members.put("group", Json.Obj.EMPTY.with("externalId", value));
            case EXPRESSION -> members.put("when", value);
        }
        members.put(name, target);
        return new Json.Obj(members);
    }

    private static Json path(Configured in, OrganizationId id) {
        return Json.text(in.path(id).toString());
    }

    private static Json names(Configured in, Set<RoleId> roles) {
        return Json.Arr.ofTexts(in.roleNames(roles));
    }

    private static Json array(List<Json> elements) {
        return new Json.Arr(elements);
    }
}
