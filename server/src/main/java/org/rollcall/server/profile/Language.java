package org.rollcall.server.profile;

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
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Limits;

/**
 * CEL as expressions here see it. Besides CEL's own functions and those of its string extension (without {@code replace},
 * which makes much of little in one step): {@code user.first("title")} and {@code user.values("emails.value")}, by the
 * path of an attribute as {@link NameAttribute} reads it, which do not fail when there is none.
 */
final class Language {

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType USER = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final Language TEXT = new Language(SimpleType.STRING);
    private static final Language CONDITION = new Language(SimpleType.BOOL);

    private final Cel cel;

    private Language(CelType result) {
        this.cel = environment(result);
    }

    static Language of(CelType result) {
        return result.equals(SimpleType.BOOL) ? CONDITION : TEXT;
    }

    CelRuntime.Program program(String source) throws CelValidationException, CelEvaluationException {
        return cel.createProgram(cel.compile(source).getAst());
    }

    static Map<String, Object> variables(Profile person) {
        return Map.of(
                "user",
                new Document(person.attributes()),
                "groups",
                person.groups().values().stream().sorted().toList(),
                "groupIds",
                person.groups().keySet().stream()
                        .map(GroupId::toString)
                        .sorted()
                        .toList());
    }

    private static Cel environment(CelType result) {
        CelStringExtensions strings = CelExtensions.strings(
                Function.CHAR_AT,
                Function.INDEX_OF,
                Function.JOIN,
                Function.LAST_INDEX_OF,
                Function.LOWER_ASCII,
                Function.SPLIT,
                Function.SUBSTRING,
                Function.TRIM,
                Function.UPPER_ASCII);
        return CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(Limits.EXPRESSION_LENGTH)
                        .comprehensionMaxIterations(Limits.EXPRESSION_ITERATIONS)
                        .maxRegexProgramSize(Limits.EXPRESSION_LENGTH)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("user", USER)
                .addVar("groups", TEXTS)
                .addVar("groupIds", TEXTS)
                .addCompilerLibraries(strings)
                .addRuntimeLibraries(strings)
                .addFunctionDeclarations(
                        member("first", "user_first", SimpleType.STRING), member("values", "user_values", TEXTS))
                .addFunctionBindings(
                        CelFunctionBinding.from("user_first", Map.class, String.class, Language::first),
                        CelFunctionBinding.from("user_values", Map.class, String.class, Language::values))
                .setResultType(result)
                .build();
    }

    private static CelFunctionDecl member(String name, String overload, CelType result) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(overload, result, USER, SimpleType.STRING));
    }

    private static Object first(Map<?, ?> user, String path) {
        return values(user, path).stream().findFirst().orElse("");
    }

    private static List<String> values(Map<?, ?> user, String path) {
        return NameAttribute.parse(path)
                .map(attribute -> attribute.values(Document.of(user)))
                .orElseThrow(() -> new IllegalArgumentException("\"%s\" is no attribute path".formatted(path)));
    }
}
