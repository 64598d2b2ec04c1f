package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Names;

/**
 * The rules of one provider as a form shows and sends them: the texts of its section in the configuration.
 *
 * @param byGroup whether groups decide the organization
 * @param organization the fixed one, or the fallback
 * @param organizations rows of organization mapping
 * @param mapped whether groups give roles
 * @param roles rows of role mapping
 */
public record ProviderRulesForm(
        boolean byGroup,
        String organization,
        List<OrganizationRow> organizations,
        boolean mapped,
        List<RoleRow> roles,
        String delay) {

    /** A group and the organization of its members; {@code external} when the group is named by externalId. */
    public record OrganizationRow(String group, boolean external, String organization) {}

    /** A group and the roles of its members. */
    public record RoleRow(String group, boolean external, List<String> roles) {}

    public ProviderRulesForm {
        organizations = List.copyOf(organizations);
        roles = List.copyOf(roles);
    }

    /** The rules in a configuration. */
    static ProviderRulesForm of(Json.Obj configuration, String provider) {
        Json.Obj section = elements(configuration, "providers").stream()
                .map(Json.Obj.class::cast)
                .filter(candidate -> Names.canonical(text(candidate, "name")).equals(Names.canonical(provider)))
                .findFirst()
                .orElse(Json.Obj.EMPTY);
        Json.Obj method = section.get("organization").map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
        boolean byGroup = method.get("byGroup").isPresent();
        return new ProviderRulesForm(
                byGroup,
                text(method, byGroup ? "fallback" : "fixed"),
                elements(method, "byGroup").stream()
                        .map(Json.Obj.class::cast)
                        .map(row -> new OrganizationRow(group(row), external(row), text(row, "organization")))
                        .toList(),
                section.get("roles").isPresent(),
                elements(section, "roles").stream()
                        .map(Json.Obj.class::cast)
                        .map(row -> new RoleRow(
                                group(row),
                                external(row),
                                elements(row, "roles").stream()
                                        .map(role -> ((Json.Text) role).value())
                                        .toList()))
                        .toList(),
                text(section, "deactivationDelay"));
    }

    private static String text(Json.Obj object, String name) {
        return object.get(name)
                .filter(Json.Text.class::isInstance)
                .map(value -> ((Json.Text) value).value())
                .orElse("");
    }

    private static List<Json> elements(Json.Obj object, String name) {
        Optional<Json> value = object.get(name);
        return value.filter(Json.Arr.class::isInstance)
                .map(array -> ((Json.Arr) array).elements())
                .orElse(List.of());
    }

    private static boolean external(Json.Obj row) {
        return row.get("group").filter(Json.Obj.class::isInstance).isPresent();
    }

    private static String group(Json.Obj row) {
        return external(row) ? text((Json.Obj) row.get("group").orElseThrow(), "externalId") : text(row, "group");
    }

    /** The provider's section of a configuration. */
    Json.Obj section(String provider) {
        Json.Obj section = Json.Obj.EMPTY.with("name", Json.text(provider)).with("organization", method());
        Json.Obj mappedSection = mapped
                ? section.with(
                        "roles",
                        new Json.Arr(roles.stream().map(ProviderRulesForm::row).toList()))
                : section;
        return delay.isEmpty() ? mappedSection : mappedSection.with("deactivationDelay", Json.text(delay));
    }

    private Json method() {
        return byGroup
                ? Json.Obj.EMPTY
                        .with(
                                "byGroup",
                                new Json.Arr(organizations.stream()
                                        .map(ProviderRulesForm::row)
                                        .toList()))
                        .with("fallback", Json.text(organization))
                : Json.Obj.EMPTY.with("fixed", Json.text(organization));
    }

    private static Json row(OrganizationRow row) {
        return Json.Obj.EMPTY
                .with("group", key(row.group(), row.external()))
                .with("organization", Json.text(row.organization()));
    }

    private static Json row(RoleRow row) {
        return Json.Obj.EMPTY
                .with("group", key(row.group(), row.external()))
                .with("roles", Json.Arr.ofTexts(row.roles()));
    }

    private static Json key(String group, boolean external) {
        return external ? Json.Obj.EMPTY.with("externalId", Json.text(group)) : Json.text(group);
    }
}
