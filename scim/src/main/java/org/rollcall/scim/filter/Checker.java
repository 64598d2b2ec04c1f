package org.rollcall.scim.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Booleans;
import org.rollcall.scim.schema.DateTimes;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/** Gives a filter its meaning for a resource type; {@code invalidFilter} where it has none. */
final class Checker {

    private final ResourceType type;
    private final List<ResourceType> others;
    private final Optional<ResolvedAttribute> outer;
    private final Notes notes;

    private Checker(ResourceType type, List<ResourceType> others, Optional<ResolvedAttribute> outer, Notes notes) {
        this.type = type;
        this.others = others;
        this.outer = outer;
        this.notes = notes;
    }

    static TypedFilter check(ResourceType type, List<ResourceType> others, Filter filter, Notes notes) {
        return new Checker(type, others, Optional.empty(), notes).check(filter);
    }

    /** What the brackets behind an attribute mean. */
    static TypedFilter brackets(ResourceType type, ResolvedAttribute attribute, Filter filter, Notes notes) {
        if (!attribute.attribute().complex() && !attribute.attribute().multiValued()) {
            throw refuse(attribute.path().print() + " has no values to choose from with '[]'.");
        }
        return new Checker(type, List.of(), Optional.of(attribute), notes).check(filter);
    }

    private TypedFilter check(Filter filter) {
        return switch (filter) {
            case Filter.And and -> new TypedFilter.And(checkAll(and.terms()));
            case Filter.Or or -> new TypedFilter.Or(checkAll(or.terms()));
            case Filter.Not not -> new TypedFilter.Not(check(not.filter()));
            case Filter.Present present when foreign(present.path()) -> new TypedFilter.Fixed(false);
            case Filter.Present present -> new TypedFilter.Present(find(present.path()));
            case Filter.Compare compare
            when foreign(compare.path()) -> new TypedFilter.Fixed(holdsWithoutValue(compare));
            case Filter.Compare compare -> compare(compare);
            case Filter.ValuePath path when foreign(path.path()) -> new TypedFilter.Fixed(false);
            case Filter.ValuePath path -> {
                ResolvedAttribute attribute = find(path.path());
                yield new TypedFilter.ValuePath(attribute, brackets(type, attribute, path.filter(), notes));
            }
        };
    }

    private List<TypedFilter> checkAll(List<Filter> filters) {
        return filters.stream().map(this::check).toList();
    }

    private TypedFilter compare(Filter.Compare filter) {
        ResolvedAttribute attribute = comparable(find(filter.path()));
        if (filter.value() instanceof Literal.Null) {
            return compareWithNull(attribute, filter.operator());
        }
        requireOperator(attribute, filter.operator());
        return new TypedFilter.Compare(attribute, filter.operator(), typed(attribute, filter.value()));
    }

    /** Null is the state of having no value (RFC 7643 section 2.5). */
    private static TypedFilter compareWithNull(ResolvedAttribute attribute, Operator operator) {
        TypedFilter present = new TypedFilter.Present(attribute);
        return switch (operator) {
            case EQ -> new TypedFilter.Not(present);
            case NE -> present;
            default -> throw refuse(operator.wireName() + " cannot compare with null; use 'eq null' or 'pr'.");
        };
    }

    /** Whether only resources of other types have the attribute. */
    private boolean foreign(AttributePath path) {
        return outer.isEmpty()
                && type.resolveFiltered(path).isEmpty()
                && others.stream().anyMatch(other -> other.resolveFiltered(path).isPresent());
    }

    private static boolean holdsWithoutValue(Filter.Compare filter) {
        Operator holds = filter.value() instanceof Literal.Null ? Operator.EQ : Operator.NE;
        return filter.operator() == holds;
    }

    private ResolvedAttribute find(AttributePath path) {
        ResolvedAttribute found = outer.map(attribute -> inside(attribute, path))
                .orElseGet(() -> type.resolveFiltered(path))
                .orElseThrow(() -> refuse(type.name() + " has no attribute " + ScimError.excerpt(path.print()) + "."));
        // Whoever may filter on a secret can guess it letter by letter.
        if (found.secret()) {
            throw refuse(found.path().print() + " cannot be filtered.");
        }
        return found;
    }

    private static Optional<ResolvedAttribute> inside(ResolvedAttribute outer, AttributePath path) {
        if (path.urn().isPresent() || path.subAttribute().isPresent()) {
            return Optional.empty();
        }
        if (!outer.attribute().complex()) {
            return Names.same(path.attribute(), "value") ? Optional.of(outer) : Optional.empty();
        }
        return outer.attribute().subAttribute(path.attribute()).map(outer::withSub);
    }

    /** {@code emails co "x"} and {@code manager eq "x"} speak of the {@code value} (B035). */
    private static ResolvedAttribute comparable(ResolvedAttribute found) {
        if (!found.leaf().complex()) {
            return found;
        }
        return found.attribute()
                .subAttribute("value")
                .map(found::withSub)
                .orElseThrow(() -> refuse(found.path().print() + " is compared by one of its sub-attributes, such as "
                        + found.path().print() + "."
                        + found.attribute().subAttributes().getFirst().name() + "."));
    }

    private static void requireOperator(ResolvedAttribute attribute, Operator operator) {
        boolean possible = switch (attribute.leaf().type()) {
            case BOOLEAN, BINARY -> operator == Operator.EQ || operator == Operator.NE;
            case INTEGER, DECIMAL, DATE_TIME -> !operator.partial();
            default -> true;
        };
        if (!possible) {
            throw refuse(attribute.path().print() + " is of type "
                    + attribute.leaf().type().wireName() + ", which " + operator.wireName() + " cannot compare.");
        }
    }

    private TypedLiteral typed(ResolvedAttribute attribute, Literal literal) {
        TypedLiteral value = value(attribute, literal);
        repaired(value, literal)
                .ifPresent(rule -> notes.add(rule, attribute.path().print()));
        return value;
    }

    private static Optional<Dialect> repaired(TypedLiteral value, Literal literal) {
        if (value instanceof TypedLiteral.Bool) {
            return literal instanceof Literal.Bool ? Optional.empty() : Optional.of(Dialect.QUOTED_BOOLEAN);
        }
        return unquoted(value, literal) ? Optional.of(Dialect.UNQUOTED_VALUE) : Optional.empty();
    }

    /** Of numbers and booleans only those that stand for text. */
    private static boolean unquoted(TypedLiteral value, Literal literal) {
        return switch (literal) {
            case Literal.Bare bare -> true;
            case Literal.Num number -> value instanceof TypedLiteral.Text;
            case Literal.Bool bool -> value instanceof TypedLiteral.Text;
            default -> false;
        };
    }

    private static TypedLiteral value(ResolvedAttribute attribute, Literal literal) {
        return (switch (attribute.leaf().type()) {
                    case BOOLEAN -> bool(literal);
                    case INTEGER, DECIMAL -> number(literal);
                    case DATE_TIME -> instant(literal);
                    default -> text(literal);
                })
                .orElseThrow(() -> refuse(attribute.path().print() + " is compared with a value of type "
                        + attribute.leaf().type().wireName() + "."));
    }

    private static Optional<TypedLiteral> bool(Literal literal) {
        return switch (literal) {
            case Literal.Bool bool -> Optional.of(new TypedLiteral.Bool(bool.value()));
            case Literal.Text text -> Booleans.parse(text.value()).map(TypedLiteral.Bool::new);
            case Literal.Bare bare -> Booleans.parse(bare.written()).map(TypedLiteral.Bool::new);
            default -> Optional.empty();
        };
    }

    private static Optional<TypedLiteral> number(Literal literal) {
        return literal instanceof Literal.Num number
                ? Optional.of(new TypedLiteral.Decimal(new BigDecimal(number.written())))
                : Optional.empty();
    }

    private static Optional<TypedLiteral> instant(Literal literal) {
        return switch (literal) {
            case Literal.Text text -> DateTimes.parse(text.value()).map(TypedLiteral.Instant::new);
            case Literal.Bare bare -> DateTimes.parse(bare.written()).map(TypedLiteral.Instant::new);
            default -> Optional.empty();
        };
    }

    /** A bare number or boolean is text where the attribute is text (Q-P14, Q-P102). */
    private static Optional<TypedLiteral> text(Literal literal) {
        return switch (literal) {
            case Literal.Text text -> Optional.of(new TypedLiteral.Text(text.value()));
            case Literal.Bare bare -> Optional.of(new TypedLiteral.Text(bare.written()));
            case Literal.Num number -> Optional.of(new TypedLiteral.Text(number.written()));
            case Literal.Bool bool -> Optional.of(new TypedLiteral.Text(Boolean.toString(bool.value())));
            case Literal.Null nothing -> Optional.empty();
        };
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidFilter("Filter: " + detail).exception();
    }
}
