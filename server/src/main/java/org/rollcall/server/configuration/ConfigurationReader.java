package org.rollcall.server.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.configuration.Configuration.ByAttribute;
import org.rollcall.server.configuration.Configuration.ByExpression;
import org.rollcall.server.configuration.Configuration.ByGroup;
import org.rollcall.server.configuration.Configuration.DelayRow;
import org.rollcall.server.configuration.Configuration.Fixed;
import org.rollcall.server.configuration.Configuration.Organization;
import org.rollcall.server.configuration.Configuration.OrganizationMethod;
import org.rollcall.server.configuration.Configuration.OrganizationRow;
import org.rollcall.server.configuration.Configuration.Reference;
import org.rollcall.server.configuration.Configuration.Role;
import org.rollcall.server.configuration.Configuration.RoleRow;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;
import org.rollcall.server.provider.ProviderKind;

/**
 * Reads a configuration, strictly: an unknown key is a problem, because a misspelt one would be silently without
 * effect. Names that refer to a section that is absent from the body are checked later, against what is there.
 */
public final class ConfigurationReader {

    /** What a provider has that says nothing else. */
    static final Duration DEFAULT_DELAY = Duration.ofMinutes(15);

    private static final List<String> METHODS = List.of("fixed", "byGroup", "byAttribute", "byExpression");

    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationReader() {}

    /**
     * The configuration in a body.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration read(Json body) {
        ConfigurationReader reader = new ConfigurationReader();
        Configuration configuration = reader.configuration(new Node(body, "", reader.problems));
        References.within(configuration, reader.problems);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    private Configuration configuration(Node body) {
        Node.Fields fields = body.object("organizations", "roles", "providers", "schemas");
        Configuration configuration = new Configuration(
                fields.get("organizations").map(this::organizations),
                fields.get("roles").map(this::roles),
                fields.get("providers").map(this::providers).orElse(List.of()),
                fields.get("schemas").map(SchemaExtensionsReader::read));
        int items = items(configuration);
        if (items > Limits.CONFIGURATION_ITEMS) {
            body.problem("has %d organizations, roles and mapping rows, more than %d"
                    .formatted(items, Limits.CONFIGURATION_ITEMS));
        }
        return configuration;
    }

    private static int items(Configuration configuration) {
        int rows = configuration.providers().stream()
                .mapToInt(provider -> provider.roles().map(List::size).orElse(0)
                        + (provider.organization() instanceof ByGroup by
                                ? by.rows().size()
                                : 0))
                .sum();
        return rows
                + configuration.organizations().map(List::size).orElse(0)
                + configuration.roles().map(List::size).orElse(0);
    }

    // ---- organizations

    private List<Organization> organizations(Node node) {
        List<Organization> result = new ArrayList<>();
        organizations(node, List.of(), result);
        if (node.json().equals(Json.Arr.EMPTY)) {
            node.problem("must not be empty: users need an organization to be in");
        }
        return result;
    }

    private void organizations(Node node, List<String> parent, List<Organization> into) {
        List<Node> elements = node.elements(Limits.CONFIGURATION_ITEMS);
        if (parent.size() == Limits.ORGANIZATION_DEPTH && !elements.isEmpty()) {
            node.problem("organizations are nested deeper than " + Limits.ORGANIZATION_DEPTH);
            return;
        }
        Map<String, String> taken = new HashMap<>();
        for (Node element : elements) {
            Node.Fields fields = element.object("name", "defaultRoles", "retention", "organizations");
            Optional<String> name = fields.require("name").flatMap(n -> name(n, taken));
            Optional<List<Reference>> defaults =
                    fields.get("defaultRoles").map(roles -> references(roles, "default role"));
            Optional<Duration> retention = fields.get("retention").flatMap(ConfigurationReader::retention);
            List<String> path = new ArrayList<>(parent);
            path.add(name.orElse("?"));
            name.ifPresent(known ->
                    into.add(new Organization(element.pointer(), new OrganizationPath(path), defaults, retention)));
            fields.get("organizations").ifPresent(children -> organizations(children, path, into));
        }
    }

    // ---- roles

    private List<Role> roles(Node node) {
        Map<String, String> taken = new HashMap<>();
        return node.elements(Limits.CONFIGURATION_ITEMS).stream()
                .flatMap(element -> role(element, taken).stream())
                .toList();
    }

    private Optional<Role> role(Node node, Map<String, String> taken) {
        Node.Fields fields = node.object("name", "permissions", "administrative");
        Optional<String> name = fields.require("name").flatMap(n -> name(n, taken));
        SortedSet<String> permissions = new TreeSet<>();
        fields.get("permissions").stream()
                .flatMap(list -> list.elements(Limits.CONFIGURATION_LIST).stream())
                .forEach(permission -> permission(permission, permissions));
        boolean administrative =
                fields.get("administrative").flatMap(Node::bool).orElse(false);
        return name.map(n -> new Role(node.pointer(), n, permissions, administrative));
    }

    private static void permission(Node node, SortedSet<String> into) {
        node.text().ifPresent(permission -> {
            if (permission.isEmpty() || permission.codePoints().anyMatch(ConfigurationReader::blank)) {
                node.problem("a permission is one word without blanks, such as app.read");
            } else if (permission.length() > Limits.NAME_LENGTH) {
                node.problem("is longer than %d characters".formatted(Limits.NAME_LENGTH));
            } else if (!into.add(permission)) {
                node.problem("the permission \"%s\" is listed twice".formatted(permission));
            }
        });
    }

    private static boolean blank(int character) {
        return Character.isWhitespace(character) || Character.isISOControl(character);
    }

    // ---- providers

    private List<Configuration.Provider> providers(Node node) {
        Map<String, String> taken = new HashMap<>();
        return node.elements(Limits.PROVIDERS).stream()
                .flatMap(element -> provider(element, taken).stream())
                .toList();
    }

    private Optional<Configuration.Provider> provider(Node node, Map<String, String> taken) {
        Node.Fields fields = node.object(
                "name",
                "organization",
                "roles",
                "allowedRoles",
                "deactivationDelay",
                "deactivationDelays",
                "leaveDate",
                "kind",
                "silentAfter",
                "dialect",
                "brake",
                "fallbackDelay");
        Optional<Reference> name = fields.require("name")
                .flatMap(n -> n.text().filter(text -> unique(n, text, taken)).map(text -> reference(n, text)));
        Optional<OrganizationMethod> method = fields.require("organization").flatMap(this::method);
        Optional<List<RoleRow>> roles = fields.get("roles").map(this::roleRows);
        Optional<List<Reference>> allowed = fields.get("allowedRoles").map(list -> references(list, "role"));
        allowed.ifPresent(only -> within(only, roles.orElse(List.of())));
        Duration delay = fields.get("deactivationDelay")
                .flatMap(written -> delay(written, Limits.DEACTIVATION_DELAY))
                .orElse(DEFAULT_DELAY);
        List<DelayRow> delays =
                fields.get("deactivationDelays").map(this::delayRows).orElse(List.of());
        Optional<NameAttribute> leaveDate = fields.get("leaveDate").flatMap(ConfigurationReader::attribute);
        Optional<ProviderKind> kind = fields.get("kind").flatMap(ConfigurationReader::kind);
        Optional<Duration> silentAfter =
                fields.get("silentAfter").flatMap(written -> delay(written, Limits.LONGEST_SILENCE));
        Caution caution = caution(fields);
        Mode dialect =
                fields.get("dialect").flatMap(ConfigurationReader::dialect).orElse(Mode.COMPAT);
        return name.flatMap(n -> method.map(m -> new Configuration.Provider(
                n, m, roles, allowed, delay, delays, leaveDate, kind, silentAfter, dialect, caution)));
    }

    /** A row that gives what its provider may not give would never do anything (P-42). */
    private void within(List<Reference> allowed, List<RoleRow> rows) {
        Set<String> names =
                allowed.stream().map(role -> Names.canonical(role.text())).collect(Collectors.toSet());
        rows.stream()
                .flatMap(row -> row.roles().stream())
                .filter(role -> !names.contains(Names.canonical(role.text())))
                .map(role ->
                        new Problem(role.pointer(), "the role \"%s\" is not in allowedRoles".formatted(role.text())))
                .forEach(problems::add);
    }

    private static Optional<ProviderKind> kind(Node node) {
        Optional<ProviderKind> kind = node.text().flatMap(ProviderKind::of);
        if (node.isText() && kind.isEmpty()) {
            node.problem("must be " + ProviderKind.labels());
        }
        return kind;
    }

    private static Optional<Mode> dialect(Node node) {
        Optional<String> text = node.text();
        Optional<Mode> mode = text.flatMap(Mode::of);
        if (text.isPresent() && mode.isEmpty()) {
            node.problem("must be compat or strict");
        }
        return mode;
    }

    private Optional<OrganizationMethod> method(Node node) {
        Node.Fields fields = node.object("fixed", "byGroup", "byAttribute", "byExpression", "fallback");
        long methods =
                METHODS.stream().filter(name -> fields.get(name).isPresent()).count();
        Optional<Node> fixed = fields.get("fixed");
        boolean fallbackToo = fixed.isPresent() && fields.get("fallback").isPresent();
        if (fields.present() && (methods != 1 || fallbackToo)) {
            node.problem("is one of \"fixed\", \"byGroup\" with \"fallback\", \"byAttribute\" with \"fallback\", "
                    + "\"byExpression\" with \"fallback\"");
            return Optional.empty();
        }
        if (fixed.isPresent()) {
            return fixed.flatMap(this::reference).map(Fixed::new);
        }
        Optional<Reference> fallback = fields.require("fallback").flatMap(this::reference);
        if (fields.get("byExpression").isPresent()) {
            return fields.get("byExpression")
                    .flatMap(Expressions::text)
                    .flatMap(expression -> fallback.map(f -> new ByExpression(expression, f)));
        }
        Optional<List<OrganizationRow>> rows = fields.get("byGroup").map(this::organizationRows);
        return rows.isPresent()
                ? rows.flatMap(r -> fallback.map(f -> new ByGroup(r, f)))
                : fields.get("byAttribute").flatMap(by -> byAttribute(by, fallback));
    }

    private Optional<OrganizationMethod> byAttribute(Node node, Optional<Reference> fallback) {
        Node.Fields fields = node.object("attribute", "parent", "create");
        Optional<NameAttribute> attribute = fields.require("attribute").flatMap(ConfigurationReader::attribute);
        Optional<Reference> parent =
                fields.require("parent").flatMap(this::reference).filter(this::hasRoomBelow);
        boolean creates = fields.get("create").flatMap(Node::bool).orElse(false);
        return attribute.flatMap(a -> parent.flatMap(p -> fallback.map(f -> new ByAttribute(a, p, creates, f))));
    }

    private static Optional<NameAttribute> attribute(Node node) {
        Optional<String> text = node.text();
        Optional<NameAttribute> attribute =
                text.filter(path -> path.length() <= Limits.LOG_VALUE).flatMap(NameAttribute::parse);
        if (text.isPresent() && attribute.isEmpty()) {
            node.problem("must be the path of a SCIM attribute, like title, name.familyName or "
                    + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department");
        }
        return attribute;
    }

    private boolean hasRoomBelow(Reference parent) {
        boolean room = OrganizationPath.of(parent.text()).names().size() < Limits.ORGANIZATION_DEPTH;
        if (!room) {
            problems.add(new Problem(
                    parent.pointer(), "nothing can be below it: organizations nest " + Limits.ORGANIZATION_DEPTH));
        }
        return room;
    }

    private List<OrganizationRow> organizationRows(Node node) {
        Map<ProviderRules.Key, Integer> taken = new HashMap<>();
        List<OrganizationRow> rows = new ArrayList<>();
        for (Node element : node.elements(Limits.CONFIGURATION_ITEMS)) {
            Node.Fields fields = element.object("group", "organization");
            Optional<ProviderRules.Key> key = fields.require("group").flatMap(g -> key(g, element, taken));
            Optional<Reference> target = fields.require("organization").flatMap(this::reference);
            key.flatMap(k -> target.map(t -> new OrganizationRow(k, t))).ifPresent(rows::add);
        }
        return rows;
    }

    private List<RoleRow> roleRows(Node node) {
        Map<ProviderRules.Key, Integer> taken = new HashMap<>();
        List<RoleRow> rows = new ArrayList<>();
        for (Node element : node.elements(Limits.CONFIGURATION_ITEMS)) {
            Node.Fields fields = element.object("group", "when", "roles");
            Optional<ProviderRules.Key> key = condition(element, fields, taken);
            Optional<List<Reference>> roles = fields.require("roles").map(r -> references(r, "role"));
            roles.filter(List::isEmpty).ifPresent(none -> element.problem("names no role"));
            key.flatMap(k -> roles.map(r -> new RoleRow(k, r))).ifPresent(rows::add);
        }
        return rows;
    }

    private List<DelayRow> delayRows(Node node) {
        Map<ProviderRules.Key, Integer> taken = new HashMap<>();
        List<DelayRow> rows = new ArrayList<>();
        for (Node element : node.elements(Limits.DELAY_ROWS)) {
            Node.Fields fields = element.object("group", "when", "delay");
            Optional<ProviderRules.Key> key = condition(element, fields, taken);
            Optional<Duration> delay = fields.require("delay").flatMap(d -> delay(d, Limits.DEACTIVATION_DELAY));
            key.flatMap(k -> delay.map(d -> new DelayRow(k, d))).ifPresent(rows::add);
        }
        return rows;
    }

    /** A row for a group, or by an expression. */
    private Optional<ProviderRules.Key> condition(Node row, Node.Fields fields, Map<ProviderRules.Key, Integer> taken) {
        if (fields.get("when").isPresent() && fields.get("group").isPresent()) {
            row.problem("has \"group\" or \"when\", not both");
        }
        return fields.get("when").isPresent()
                ? fields.get("when")
                        .flatMap(Expressions::condition)
                        .map(ConfigurationReader::byExpression)
                        .filter(key -> first(key, row, taken))
                : fields.require("group").flatMap(group -> key(group, row, taken));
    }

    private static ProviderRules.Key byExpression(Expression<Boolean> when) {
        return new ProviderRules.Key(ProviderRules.Key.Kind.EXPRESSION, when.source());
    }

    /** A group by name, or {@code {"externalId": …}}. */
    private Optional<ProviderRules.Key> key(Node group, Node row, Map<ProviderRules.Key, Integer> taken) {
        Optional<ProviderRules.Key> key = group.isText() ? byName(group) : byExternalId(group);
        return key.filter(k -> first(k, row, taken));
    }

    private static boolean first(ProviderRules.Key key, Node row, Map<ProviderRules.Key, Integer> taken) {
        Integer earlier = taken.putIfAbsent(MappingRow.canonical(key), taken.size());
        if (earlier != null) {
            row.problem("names the same group as row %d of this list".formatted(earlier + 1));
        }
        return earlier == null;
    }

    private static Optional<ProviderRules.Key> byName(Node group) {
        return group.text()
                .map(String::strip)
                .filter(name -> visible(group, name, Limits.LOG_VALUE))
                .map(name -> new ProviderRules.Key(ProviderRules.Key.Kind.DISPLAY_NAME, name));
    }

    private static Optional<ProviderRules.Key> byExternalId(Node group) {
        return group.object("externalId")
                .require("externalId")
                .flatMap(id -> id.text().filter(text -> visible(id, text, Limits.LOG_VALUE)))
                .map(text -> new ProviderRules.Key(ProviderRules.Key.Kind.EXTERNAL_ID, text));
    }

    private static Caution caution(Node.Fields fields) {
        return new Caution(
                fields.get("brake").map(BrakeText::read).orElse(Caution.DEFAULT.brake()),
                fields.get("fallbackDelay")
                        .flatMap(node -> delay(node, Limits.FALLBACK_DELAY))
                        .orElse(Caution.DEFAULT_FALLBACK_DELAY));
    }

    private static Optional<Duration> retention(Node node) {
        Optional<String> text = node.text();
        Optional<Duration> period = text.flatMap(Delay::parse)
                .filter(d -> d.compareTo(Limits.RETENTION_MIN) >= 0 && d.compareTo(Limits.RETENTION_MAX) <= 0);
        if (text.isPresent() && period.isEmpty()) {
            node.problem("must be from %s to %s, written like 90d"
                    .formatted(Delay.format(Limits.RETENTION_MIN), Delay.format(Limits.RETENTION_MAX)));
        }
        return period;
    }

    private static Optional<Duration> delay(Node node, Duration most) {
        Optional<String> text = node.text();
        Optional<Duration> delay = text.flatMap(Delay::parse);
        boolean allowed = delay.filter(d -> d.compareTo(most) <= 0).isPresent();
        if (text.isPresent() && !allowed) {
            node.problem("must be from 0s to %s, written like 0s, 15m, 24h or 7d".formatted(Delay.format(most)));
        }
        return delay;
    }

    // ---- names

    /** The name of something new in this list. */
    private static Optional<String> name(Node node, Map<String, String> taken) {
        return node.text()
                .map(String::strip)
                .filter(name -> visible(node, name, Limits.NAME_LENGTH))
                .filter(name -> withoutSlash(node, name))
                .filter(name -> unique(node, name, taken));
    }

    private static boolean visible(Node node, String name, int limit) {
        if (name.isBlank()) {
            node.problem("must not be empty");
            return false;
        }
        if (name.length() > limit) {
            node.problem("is longer than %d characters".formatted(limit));
            return false;
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            node.problem("contains a control character");
            return false;
        }
        return true;
    }

    private static boolean withoutSlash(Node node, String name) {
        if (name.contains("/")) {
            node.problem("must not contain \"/\", which joins the names of a path");
            return false;
        }
        return true;
    }

    private static boolean unique(Node node, String name, Map<String, String> taken) {
        String earlier = taken.putIfAbsent(Names.canonical(name), name);
        if (earlier != null) {
            node.problem("\"%s\" is here twice%s".formatted(name, earlier.equals(name) ? "" : ", also as " + earlier));
        }
        return earlier == null;
    }

    private Optional<Reference> reference(Node node) {
        return node.text().map(text -> reference(node, text));
    }

    private static Reference reference(Node node, String text) {
        return new Reference(node.pointer(), text);
    }

    private List<Reference> references(Node node, String what) {
        Map<String, String> taken = new HashMap<>();
        return node.elements(Limits.CONFIGURATION_LIST).stream()
                .flatMap(
                        element -> element
                                .text()
                                .filter(text -> once(element, text, what, taken))
                                .map(text -> reference(element, text))
                                .stream())
                .toList();
    }

    private static boolean once(Node node, String text, String what, Map<String, String> taken) {
        boolean first = taken.putIfAbsent(Names.canonical(text), text) == null;
        if (!first) {
            node.problem("the %s \"%s\" is listed twice".formatted(what, text));
        }
        return first;
    }
}
