package org.rollcall.server.directory;

import static org.rollcall.scim.filter.Operator.EQ;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.filter.TypedLiteral;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.db.SqlArray;

/**
 * Compiles a filter to a condition on rows: what has a column uses its index, everything else reads the stored
 * document. Names and values are always parameters, so no filter can become SQL (H-D11). Each condition is true or
 * false, never unknown, so that {@code not} means what it says.
 */
public final class FilterSql {

    /** A condition with its positional arguments. */
    public record Condition(String sql, List<Object> arguments) {
        public static final Condition TRUE = new Condition("true", List.of());
        static final Condition FALSE = new Condition("false", List.of());

        static Condition of(String sql, Object... arguments) {
            return new Condition(sql, List.of(arguments));
        }

        /** Whether this is {@code userName eq}, and nothing else: one user at most. */
        boolean isUserName() {
            return sql.equals(USER_NAME);
        }
    }

    /** What the rows are, by the alias {@code r}; members are the users of the membership {@code m}. */
    public enum Rows {
        USERS,
        GROUPS,
        MEMBERS
    }

    /** A value in a row: an expression of type text, or jsonb for a complex one. */
    private record Operand(String sql, List<Object> arguments) {}

    static final String USER_NAME = "r.user_name_canonical = ?";

    private static final String SCHEMAS = "schemas";

    private final Rows rows;

    public FilterSql(Rows rows) {
        this.rows = rows;
    }

    public Condition compile(TypedFilter filter) {
        return switch (filter) {
            case TypedFilter.And and -> joined(and.terms(), " and ");
            case TypedFilter.Or or -> joined(or.terms(), " or ");
            case TypedFilter.Not not -> {
                Condition inner = compile(not.filter());
                yield new Condition("not (" + inner.sql() + ")", inner.arguments());
            }
            case TypedFilter.Compare compare -> compare(compare);
            case TypedFilter.Present present -> present(present.attribute());
            case TypedFilter.Fixed fixed -> fixed.holds() ? Condition.TRUE : Condition.FALSE;
            case TypedFilter.ValuePath path -> valuePath(path);
        };
    }

    private Condition joined(List<TypedFilter> terms, String operator) {
        List<Condition> conditions = terms.stream().map(this::compile).toList();
        return new Condition(
                conditions.stream().map(Condition::sql).collect(Collectors.joining(operator, "(", ")")),
                conditions.stream().flatMap(c -> c.arguments().stream()).toList());
    }

    // ---- comparisons

    private Condition compare(TypedFilter.Compare asked) {
        TypedFilter.Compare compare = ReferenceFilter.byId(asked);
        return column(compare).or(() -> relation(compare)).orElseGet(() -> claimed(compare));
    }

    private Condition claimed(TypedFilter.Compare compare) {
        Condition exact = document(compare);
        return ClaimedValue.of(compare, rows).map(holder -> and(holder, exact)).orElse(exact);
    }

    /** What has a column of its own. */
    private Optional<Condition> column(TypedFilter.Compare compare) {
        String path = compare.attribute().path().print();
        return switch (path) {
            case "id" ->
                Optional.of(rows == Rows.GROUPS ? text(compare, "r.group_id::text") : text(compare, "r.user_id::text"))
                        .map(c -> compare.operator() == EQ ? id(compare) : c);
            case "userName" -> userName(compare);
            case "externalId" -> externalId(compare);
            case "active" ->
                compare.value() instanceof TypedLiteral.Bool value && compare.operator() == EQ
                        ? Optional.of(Condition.of("r.active = ?", value.value()))
                        : Optional.empty();
            case "displayName" ->
                rows == Rows.GROUPS && compare.operator() == EQ
                        ? Optional.of(Condition.of("r.display_name_canonical = ?", Names.canonical(literal(compare))))
                        : Optional.empty();
            case "emails", "emails.value" ->
                compare.operator() == EQ
                        ? Optional.of(and(email(literal(compare)), document(compare)))
                        : Optional.empty();
            case "meta.created" -> Optional.of(time(compare, "r.created_at"));
            case "meta.lastModified" -> Optional.of(time(compare, "r.last_modified"));
            case "meta.resourceType" ->
                Optional.of(text(compare, rows == Rows.GROUPS ? "'Group'::text" : "'User'::text"));
            case "meta.version" -> Optional.of(text(compare, "('W/\"' || r.version || '\"')"));
            case "meta.location" -> Optional.of(location(compare));
            default -> Optional.empty();
        };
    }

    private Condition id(TypedFilter.Compare compare) {
        String column = rows == Rows.GROUPS ? "r.group_id" : "r.user_id";
        return UserId.parse(literal(compare))
                .map(id -> Condition.of(column + " = ?", id.value()))
                .orElse(Condition.FALSE);
    }

    /** A location is known by the id in which it ends. */
    private Condition location(TypedFilter.Compare compare) {
        String column = rows == Rows.GROUPS ? "r.group_id" : "r.user_id";
        Condition found = ReferenceFilter.id(literal(compare), rows == Rows.GROUPS ? "Groups" : "Users")
                .flatMap(UserId::parse)
                .map(id -> Condition.of(column + " = ?", id.value()))
                .orElse(Condition.FALSE);
        return switch (compare.operator()) {
            case EQ -> found;
            case NE -> new Condition("not (" + found.sql() + ")", found.arguments());
            default -> throw unsupported(compare.attribute().path().print());
        };
    }

    private static Optional<Condition> userName(TypedFilter.Compare compare) {
        if (compare.operator() != EQ) {
            return Optional.empty();
        }
        return Optional.of(canonical(literal(compare))
                .map(name -> Condition.of(USER_NAME, name))
                .orElse(Condition.FALSE));
    }

    private static Optional<String> canonical(String name) {
        try {
            return Optional.of(UserName.of(name).canonical());
        } catch (ScimException nobodyHasSuchAName) {
            return Optional.empty();
        }
    }

    private static Optional<Condition> externalId(TypedFilter.Compare compare) {
        return compare.operator() == EQ
                ? Optional.of(Condition.of("(r.external_id_hash is not null and r.external_id_hash = ?)", (Object)
                        Digests.sha256(literal(compare))))
                : Optional.empty();
    }

    private static Condition email(String value) {
        String canonical = value.toLowerCase(Locale.ROOT);
        return canonical.length() <= Limits.INDEXED_EMAIL
                ? Condition.of("r.emails @> ?", SqlArray.texts(List.of(canonical), v -> v))
                : Condition.TRUE;
    }

    private static Condition time(TypedFilter.Compare compare, String column) {
        return compare.value() instanceof TypedLiteral.Instant instant
                ? Condition.of("%s %s ?".formatted(column, symbol(compare.operator())), instant.value())
                : Condition.FALSE;
    }

    // ---- memberships

    /** {@code groups} of a user and {@code members} of a group are rows. */
    private Optional<Condition> relation(TypedFilter.Compare compare) {
        return related(compare.attribute().attribute().name())
                .map(from -> identified(compare, from)
                        .orElseGet(() -> any(compare, new Operand(from, List.of()), member(compare.attribute()))));
    }

    /** Who has one member, or is in one group, is found by index. */
    private Optional<Condition> identified(TypedFilter.Compare compare, String from) {
        boolean id = compare.operator() == EQ && part(compare.attribute()).equals("value");
        String column = rows == Rows.USERS ? "x.group_id" : "x.user_id";
        return Optional.of(compare)
                .filter(c -> id)
                .map(c -> UserId.parse(literal(c))
                        .map(value -> Condition.of("exists (%s and %s = ?)".formatted(from, column), value.value()))
                        .orElse(Condition.FALSE));
    }

    private Optional<String> related(String attribute) {
        if (rows == Rows.USERS && attribute.equals("groups")) {
            return Optional.of("""
                    select 1 from membership x join group_record y on y.tenant_id = x.tenant_id
                        and y.provider_id = x.provider_id and y.group_id = x.group_id
                    where x.tenant_id = r.tenant_id and x.user_id = r.user_id""");
        }
        if (rows == Rows.GROUPS && attribute.equals("members")) {
            return Optional.of("""
                    select 1 from membership x join user_record y on y.tenant_id = x.tenant_id
                        and y.provider_id = x.provider_id and y.user_id = x.user_id
                    where x.tenant_id = r.tenant_id and x.group_id = r.group_id""");
        }
        return Optional.empty();
    }

    private String member(ResolvedAttribute attribute) {
        String part = attribute.subAttribute().map(Attribute::name).orElse("value");
        boolean users = rows == Rows.USERS;
        return switch (part) {
            case "value" -> users ? "x.group_id::text" : "x.user_id::text";
            case "display" -> "(y.attributes ->> 'displayName')";
            case "type" -> users ? "'direct'::text" : "'User'::text";
            default -> throw unsupported(attribute.path().print());
        };
    }

    // ---- the document

    private Condition document(TypedFilter.Compare compare) {
        ResolvedAttribute attribute = compare.attribute();
        if (rows == Rows.MEMBERS) {
            return typed(compare, memberColumn(attribute), List.of());
        }
        if (!attribute.attribute().multiValued()) {
            Operand value = value(attribute);
            return typed(compare, value.sql(), value.arguments());
        }
        Operand elements = list(attribute);
        String source = "select 1 from jsonb_array_elements(%s) e where true".formatted(elements.sql());
        return any(compare, new Operand(source, elements.arguments()), element(attribute));
    }

    /** One of the values that a query selects fits; with {@code ne}, having no value at all fits too (B038). */
    private static Condition any(TypedFilter.Compare compare, Operand source, String value) {
        Condition fits = bare(compare, value);
        List<Object> arguments = new ArrayList<>(source.arguments());
        arguments.addAll(fits.arguments());
        String some = "exists (%s and %s)".formatted(source.sql(), fits.sql());
        if (compare.operator() != Operator.NE) {
            return new Condition(some, arguments);
        }
        arguments.addAll(source.arguments());
        String none = "not exists (%s and %s is not null)".formatted(source.sql(), value);
        return new Condition("(%s or %s)".formatted(some, none), arguments);
    }

    private static String memberColumn(ResolvedAttribute attribute) {
        return switch (attribute.subAttribute().map(Attribute::name).orElse("value")) {
            case "value" -> "r.user_id::text";
            case "display" -> "(r.attributes ->> 'displayName')";
            case "type" -> "'User'::text";
            default -> throw unsupported(attribute.path().print());
        };
    }

    private static String element(ResolvedAttribute attribute) {
        boolean complex = !attribute.attribute().subAttributes().isEmpty();
        String part = attribute.subAttribute().map(Attribute::name).orElse("value");
        return complex ? "(e.value ->> '%s')".formatted(part) : "(e.value #>> '{}')";
    }

    /** The values of an attribute that may have many, as an array. */
    private static Operand list(ResolvedAttribute attribute) {
        return attribute.path().print().equals(SCHEMAS) ? schemas(attribute.schema()) : array(attribute);
    }

    private static Operand array(ResolvedAttribute attribute) {
        Operand stored = object(attribute.path().urn(), attribute.attribute().name());
        return new Operand(StoredValue.array(attribute, stored.sql()), stored.arguments());
    }

    /** What {@code schemas} of an answer lists is stored nowhere: the core schema, and the extensions that are there. */
    private static Operand schemas(String core) {
        return new Operand("""
                (jsonb_build_array(?::text) || coalesce((
                    select jsonb_agg(k) from jsonb_object_keys(r.attributes) k where strpos(k, ':') > 0), '[]'))""", List.of(core));
    }

    private static Operand object(Optional<String> urn, String name) {
        List<String> path = urn.map(u -> List.of(u, name)).orElse(List.of(name));
        return new Operand("(r.attributes #> ?)", List.of(SqlArray.texts(path, p -> p)));
    }

    private static Operand value(ResolvedAttribute attribute) {
        List<String> path = new ArrayList<>();
        attribute.path().urn().ifPresent(path::add);
        path.add(attribute.attribute().name());
        attribute.subAttribute().ifPresent(sub -> path.add(sub.name()));
        if (attribute.subAttribute().isEmpty()
                && !attribute.attribute().subAttributes().isEmpty()) {
            path.add("value");
        }
        return new Operand("(r.attributes #>> ?)", List.of(SqlArray.texts(path, p -> p)));
    }

    private Condition present(ResolvedAttribute attribute) {
        String path = attribute.path().print();
        if (path.equals("id") || path.equals(SCHEMAS) || path.startsWith("meta")) {
            return Condition.TRUE;
        }
        Optional<String> from = related(attribute.attribute().name());
        if (from.isPresent()) {
            return Condition.of("exists (%s and %s is not null)".formatted(from.get(), member(attribute)));
        }
        if (rows == Rows.MEMBERS) {
            return Condition.of(memberColumn(attribute) + " is not null");
        }
        if (attribute.attribute().multiValued() && attribute.subAttribute().isPresent()) {
            Operand elements = array(attribute);
            return new Condition(
                    "exists (select 1 from jsonb_array_elements(%s) e where %s is not null)"
                            .formatted(elements.sql(), element(attribute)),
                    elements.arguments());
        }
        Operand value = attribute.subAttribute().isPresent()
                ? value(attribute)
                : object(attribute.path().urn(), attribute.attribute().name());
        return new Condition(value.sql() + " is not null", value.arguments());
    }

    // ---- value paths

    private Condition valuePath(TypedFilter.ValuePath path) {
        ResolvedAttribute attribute = path.attribute();
        if (attribute.path().print().equals("meta")) {
            // One value that is always there, and in columns.
            return compile(path.filter());
        }
        Optional<String> from = related(attribute.attribute().name());
        if (from.isPresent()) {
            Condition inner = inner(path.filter(), this::member);
            return new Condition("exists (%s and %s)".formatted(from.get(), inner.sql()), inner.arguments());
        }
        Operand value = list(attribute);
        String elements = attribute.attribute().multiValued()
                ? "jsonb_array_elements(" + value.sql() + ")"
                : "(select " + value.sql() + " as value)";
        Condition inner = inner(path.filter(), FilterSql::element);
        List<Object> arguments = new ArrayList<>(value.arguments());
        arguments.addAll(inner.arguments());
        Condition exact = new Condition(
                "exists (select 1 from %s e where e.value is not null and %s)".formatted(elements, inner.sql()),
                arguments);
        return attribute.path().print().equals("emails") && rows == Rows.USERS
                ? emailValue(path.filter()).map(v -> and(email(v), exact)).orElse(exact)
                : exact;
    }

    private static String part(ResolvedAttribute attribute) {
        return attribute
                .subAttribute()
                .map(Attribute::name)
                .orElse(attribute.attribute().name());
    }

    /** The e-mail that a filter on {@code emails} insists on, so that the index can be used. */
    private static Optional<String> emailValue(TypedFilter filter) {
        return switch (filter) {
            case TypedFilter.And and ->
                and.terms().stream().flatMap(term -> emailValue(term).stream()).findFirst();
            case TypedFilter.Compare compare
            when compare.operator() == EQ && part(compare.attribute()).equals("value") -> Optional.of(literal(compare));
            default -> Optional.empty();
        };
    }

    private Condition inner(TypedFilter filter, java.util.function.Function<ResolvedAttribute, String> column) {
        return switch (filter) {
            case TypedFilter.And and -> innerJoined(and.terms(), " and ", column);
            case TypedFilter.Or or -> innerJoined(or.terms(), " or ", column);
            case TypedFilter.Not not -> {
                Condition negated = inner(not.filter(), column);
                yield new Condition("not (" + negated.sql() + ")", negated.arguments());
            }
            case TypedFilter.Compare asked -> {
                TypedFilter.Compare compare = ReferenceFilter.byId(asked);
                yield typed(compare, column.apply(compare.attribute()), List.of());
            }
            case TypedFilter.Present present -> Condition.of(column.apply(present.attribute()) + " is not null");
            case TypedFilter.Fixed fixed -> fixed.holds() ? Condition.TRUE : Condition.FALSE;
            case TypedFilter.ValuePath nested ->
                throw unsupported(nested.attribute().path().print());
        };
    }

    private Condition innerJoined(
            List<TypedFilter> terms, String operator, java.util.function.Function<ResolvedAttribute, String> column) {
        List<Condition> conditions = terms.stream().map(t -> inner(t, column)).toList();
        return new Condition(
                conditions.stream().map(Condition::sql).collect(Collectors.joining(operator, "(", ")")),
                conditions.stream().flatMap(c -> c.arguments().stream()).toList());
    }

    // ---- values

    /** A comparison with the one value there may be: without a value, only {@code ne} holds. */
    private static Condition typed(TypedFilter.Compare compare, String value, List<Object> arguments) {
        Condition bare = bare(compare, value);
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(bare.arguments());
        return new Condition("coalesce(%s, %s)".formatted(bare.sql(), compare.operator() == Operator.NE), all);
    }

    private static Condition bare(TypedFilter.Compare compare, String value) {
        return switch (compare.value()) {
            case TypedLiteral.Text text ->
                ReferenceFilter.stored(compare, value).orElseGet(() -> text(compare, value));
            case TypedLiteral.Bool bool ->
                Condition.of("%s %s ?".formatted(value, symbol(compare.operator())), Boolean.toString(bool.value()));
            case TypedLiteral.Decimal decimal ->
                Condition.of(
                        "%s %s ?".formatted(StoredValue.number(compare.attribute(), value), symbol(compare.operator())),
                        decimal.value());
            case TypedLiteral.Instant instant ->
                Condition.of(
                        "%s %s ?"
                                .formatted(StoredValue.instant(compare.attribute(), value), symbol(compare.operator())),
                        instant.value());
        };
    }

    private static Condition text(TypedFilter.Compare compare, String value) {
        boolean exact = compare.attribute().leaf().caseExact();
        String left = exact ? value : "lower(" + value + ")";
        String right = exact ? "?::text" : "lower(?::text)";
        String literal = literal(compare);
        return switch (compare.operator()) {
            // The value comes first in each, because its own arguments do.
            case CO -> Condition.of("strpos(%s, %s) > 0".formatted(left, right), literal);
            case SW -> Condition.of("starts_with(%s, %s)".formatted(left, right), literal);
            case EW -> Condition.of("right(%s, length(%s)) = %s".formatted(left, right, right), literal, literal);
            default ->
                Condition.of("%s collate \"C\" %s %s".formatted(left, symbol(compare.operator()), right), literal);
        };
    }

    private static String symbol(Operator operator) {
        return switch (operator) {
            case EQ -> "=";
            case NE -> "<>";
            case GT -> ">";
            case GE -> ">=";
            case LT -> "<";
            case LE -> "<=";
            case CO, SW, EW ->
                throw ScimError.invalidFilter("this operator compares strings only")
                        .exception();
        };
    }

    private static String literal(TypedFilter.Compare compare) {
        return switch (compare.value()) {
            case TypedLiteral.Text text -> text.value();
            case TypedLiteral.Bool bool -> Boolean.toString(bool.value());
            case TypedLiteral.Decimal decimal -> decimal.value().toPlainString();
            case TypedLiteral.Instant instant -> instant.value().toString();
        };
    }

    private static Condition and(Condition a, Condition b) {
        List<Object> arguments = new ArrayList<>(a.arguments());
        arguments.addAll(b.arguments());
        return new Condition("(%s and %s)".formatted(a.sql(), b.sql()), arguments);
    }

    private static ScimException unsupported(String path) {
        return ScimError.invalidFilter("filters on " + path + " are not supported")
                .exception();
    }
}
