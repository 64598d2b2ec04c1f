package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Names;

/**
 * The rules of one provider as a form shows and sends them: the texts of its section in the configuration. What the form
 * does not show stays as it is stored.
 *
 * @param organization the fixed one, or the fallback
 * @param organizations rows of organization mapping
 * @param mapped whether groups give roles
 * @param roles rows of role mapping
 */
public record ProviderRulesForm(
        Method method,
        String organization,
        List<OrganizationRow> organizations,
        boolean mapped,
        List<RoleRow> roles,
        String delay) {

    /** What decides the organization. */
    public enum Method {
        FIXED("fixed"),
        BY_GROUP("byGroup"),
        /** One that is set in the configuration; the form can keep it. */
        OTHER("other");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        /** As the form sends it. */
        public String word() {
            return word;
        }

        static Method of(String word) {
            return Stream.of(values())
                    .filter(method -> method.word.equals(word))
                    .findFirst()
                    .orElse(FIXED);
        }

        private static Method of(Json.Obj organization) {
            boolean fixed = organization.get(FIXED.word).isPresent();
            return organization.get(BY_GROUP.word).isPresent() ? BY_GROUP : fixed ? FIXED : OTHER;
        }
    }

    /** Whether groups decide the organization. */
    public boolean byGroup() {
        return method == Method.BY_GROUP;
    }

    /** A group and the organization of its members; {@code external} when the group is named by externalId. */
    public record OrganizationRow(String group, boolean external, String organization) {}

    /** A group and the roles of its members. */
    public record RoleRow(String group, boolean external, List<String> roles) {}

    public ProviderRulesForm {
        organizations = List.copyOf(organizations);
        roles = List.copyOf(roles);
    }

    /** The provider's section of a configuration. */
    static Json.Obj stored(Json.Obj configuration, String provider) {
        return elements(configuration, "providers").stream()
                .map(Json.Obj.class::cast)
                .filter(candidate -> Names.canonical(text(candidate, "name")).equals(Names.canonical(provider)))
                .findFirst()
                .orElse(Json.Obj.EMPTY);
    }

    /** The rules in a provider's section of a configuration. */
    static ProviderRulesForm of(Json.Obj section) {
        Json.Obj method = section.get("organization").map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
        Method decides = Method.of(method);
        return new ProviderRulesForm(
                decides,
                text(method, decides == Method.FIXED ? "fixed" : "fallback"),
                elements(method, "byGroup").stream()
                        .map(Json.Obj.class::cast)
                        .map(row -> new OrganizationRow(group(row), external(row), text(row, "organization")))
                        .toList(),
                section.get("roles").isPresent(),
                elements(section, "roles").stream()
                        .map(Json.Obj.class::cast)
                        .filter(row -> row.get("when").isEmpty())
                        .map(row -> new RoleRow(
                                group(row),
                                external(row),
                                elements(row, "roles").stream()
                                        .map(role -> ((Json.Text) role).value())
                                        .toList()))
                        .toList(),
                text(section, "deactivationDelay"));
    }

    /** The expression that decides the organization; it is shown, and changed in the configuration only (P-33). */
    static Optional<String> expression(Json.Obj section) {
        Json.Obj method = section.get("organization").map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
        return Optional.of(text(method, "byExpression")).filter(expression -> !expression.isEmpty());
    }

    /** Rows of role mapping by expression; they are shown, and changed in the configuration only. */
    private static Stream<Json> byExpression(Json.Obj section) {
        return elements(section, "roles").stream()
                .filter(row -> ((Json.Obj) row).get("when").isPresent());
    }

    /** The same rows in words. */
    static List<String> roleExpressions(Json.Obj section) {
        return byExpression(section)
                .map(Json.Obj.class::cast)
                .map(row -> "%s: %s"
                        .formatted(
                                text(row, "when"),
                                elements(row, "roles").stream()
                                        .map(role -> ((Json.Text) role).value())
                                        .collect(Collectors.joining(", "))))
                .toList();
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

    /** The section with what the form says. */
    Json.Obj in(Json.Obj section) {
        Json.Obj placed = method == Method.OTHER ? section : section.with("organization", organizationMethod());
        Json.Obj granted = mapped
                ? placed.with(
                        "roles",
                        new Json.Arr(Stream.concat(roles.stream().map(ProviderRulesForm::row), byExpression(section))
                                .toList()))
                : placed.without("roles");
        return delay.isEmpty()
                ? granted.without("deactivationDelay")
                : granted.with("deactivationDelay", Json.text(delay));
    }

    private Json organizationMethod() {
        return byGroup()
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
