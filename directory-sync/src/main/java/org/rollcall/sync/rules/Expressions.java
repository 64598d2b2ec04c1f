package org.rollcall.sync.rules;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;

/**
 * CEL as rules see it. Variables: {@code entry} (attribute to values), {@code groups} (names), {@code dn}, {@code id},
 * {@code enabled}. Functions besides those of CEL and its string extension: {@code entry.first("mail")} and {@code
 * entry.values("mail")}, which do not fail when the attribute is absent, {@code dn.under("ou=x,dc=y")} and {@code
 * dn.part("ou")}.
 */
final class Expressions {

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType ENTRY = MapType.create(SimpleType.STRING, TEXTS);

    /** Attributes that an expression reads, by the ways in which it can name them. */
    private static final List<Pattern> READS = List.of(
            Pattern.compile("\\bentry\\.([A-Za-z][\\w-]*)(?!\\w*\\s*\\()"),
            Pattern.compile("\\b(?:first|values)\\(\\s*[\"']([^\"']+)[\"']"),
            Pattern.compile("\\bentry\\[\\s*[\"']([^\"']+)[\"']"),
            Pattern.compile("[\"']([^\"']+)[\"']\\s+in\\s+entry\\b"));

    private Expressions() {}

    /** A compiled expression. */
    interface Rule<T> {

        /**
         * Its value.
         *
         * @throws RuleException when it has none for these variables
         */
        T value(Map<String, ?> variables);
    }

    static Rule<Boolean> bool(String name, String expression) {
        return compile(name, expression, SimpleType.BOOL, Boolean.class::cast);
    }

    static Rule<String> text(String name, String expression) {
        return compile(name, expression, SimpleType.STRING, String.class::cast);
    }

    static Rule<List<String>> texts(String name, String expression) {
        return compile(
                name,
                expression,
                TEXTS,
                value -> ((List<?>) value).stream().map(String.class::cast).toList());
    }

    /** The attributes that an expression names. */
    static Set<String> attributes(String expression) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        READS.forEach(pattern -> pattern.matcher(expression).results().forEach(found -> names.add(found.group(1))));
        names.removeAll(Set.of("first", "values"));
        return names;
    }

    private static <T> Rule<T> compile(String name, String expression, CelType type, Function<Object, T> cast) {
        if (expression.length() > Limits.RULE_LENGTH) {
            throw Failure.usage("rules/%s is longer than %,d characters.".formatted(name, Limits.RULE_LENGTH));
        }
        try {
            Cel cel = environment(type);
            var program = cel.createProgram(cel.compile(expression).getAst());
            return variables -> {
                try {
                    return cast.apply(program.eval(variables));
                } catch (CelEvaluationException e) {
                    throw new RuleException("rule %s: %s".formatted(name, e.getMessage()));
                }
            };
        } catch (CelValidationException e) {
            throw Failure.usage(
                    "rules/%s is no valid expression of the type %s: %s".formatted(name, type.name(), e.getMessage()));
        } catch (CelEvaluationException e) {
            throw Failure.usage("rules/%s cannot be used: %s".formatted(name, e.getMessage()));
        }
    }

    private static Cel environment(CelType type) {
        return CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(Limits.RULE_LENGTH)
                        .comprehensionMaxIterations(Limits.RULE_ITERATIONS)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("entry", ENTRY)
                .addVar("groups", TEXTS)
                .addVar("dn", SimpleType.STRING)
                .addVar("id", SimpleType.STRING)
                .addVar("enabled", SimpleType.BOOL)
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .addFunctionDeclarations(
                        member("first", "entry_first", SimpleType.STRING, ENTRY),
                        member("values", "entry_values", TEXTS, ENTRY),
                        member("under", "dn_under", SimpleType.BOOL, SimpleType.STRING),
                        member("part", "dn_part", TEXTS, SimpleType.STRING))
                .addFunctionBindings(
                        CelFunctionBinding.from("entry_first", Map.class, String.class, Expressions::first),
                        CelFunctionBinding.from("entry_values", Map.class, String.class, Expressions::values),
                        CelFunctionBinding.from("dn_under", String.class, String.class, Expressions::under),
                        CelFunctionBinding.from("dn_part", String.class, String.class, Expressions::part))
                .setResultType(type)
                .build();
    }

    private static CelFunctionDecl member(String name, String overload, CelType result, CelType receiver) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(overload, result, receiver, SimpleType.STRING));
    }

    private static Object first(Map<?, ?> entry, String attribute) {
        List<?> values = (List<?>) values(entry, attribute);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static Object values(Map<?, ?> entry, String attribute) {
        Object values = entry.get(attribute);
        return values == null ? List.of() : values;
    }

    private static Object under(String dn, String ancestor) {
        try {
            return DN.isDescendantOf(dn, ancestor, true);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("under() needs a DN, not " + ancestor, e);
        }
    }

    /** Values of that attribute in the DN, the nearest first. */
    private static Object part(String dn, String attribute) {
        try {
            List<String> values = new ArrayList<>();
            for (RDN rdn : new DN(dn).getRDNs()) {
                String[] names = rdn.getAttributeNames();
                Arrays.stream(names)
                        .filter(attribute::equalsIgnoreCase)
                        .forEach(name -> values.add(
                                rdn.getAttributeValues()[Arrays.asList(names).indexOf(name)]));
            }
            return values;
        } catch (LDAPException e) {
            throw new IllegalArgumentException("no DN", e);
        }
    }
}
