package org.rollcall.server.profile;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import org.rollcall.server.base.Limits;

/**
 * A compiled CEL expression over a person: {@code user}, the attributes as the provider sent them, and {@code groups} and
 * {@code groupIds}, the display names and ids of its groups. Two are equal when they are written alike.
 *
 * @param <T> what it answers
 */
public final class Expression<T> {

    private final String source;
    private final Class<T> type;
    private final CelRuntime.Program program;

    private Expression(String source, Class<T> type, CelRuntime.Program program) {
        this.source = source;
        this.type = type;
        this.program = program;
    }

    /** What an expression answers for one person. */
    public sealed interface Answer<T> {}

    /** Its value. */
    public record Value<T>(T value) implements Answer<T> {}

    /** It has none for this person, and why. */
    public record Failure<T>(String why) implements Answer<T> {}

    /**
     * An expression that answers a text.
     *
     * @throws ExpressionException when it is none, with everything that is wrong
     */
    public static Expression<String> text(String source) throws ExpressionException {
        return compile(source, SimpleType.STRING, String.class);
    }

    /**
     * An expression that answers true or false.
     *
     * @throws ExpressionException when it is none, with everything that is wrong
     */
    public static Expression<Boolean> condition(String source) throws ExpressionException {
        return compile(source, SimpleType.BOOL, Boolean.class);
    }

    /** One that was accepted when it was stored. */
    public static Expression<String> storedText(String source) {
        try {
            return text(source);
        } catch (ExpressionException e) {
            throw new IllegalStateException("a stored expression no longer compiles: " + e.flaws(), e);
        }
    }

    /** One that was accepted when it was stored. */
    public static Expression<Boolean> storedCondition(String source) {
        try {
            return condition(source);
        } catch (ExpressionException e) {
            throw new IllegalStateException("a stored expression no longer compiles: " + e.flaws(), e);
        }
    }

    private static <T> Expression<T> compile(String source, CelType type, Class<T> as) throws ExpressionException {
        if (source.length() > Limits.EXPRESSION_LENGTH) {
            throw new ExpressionException(List.of(new ExpressionException.Flaw(
                    1, 1, "is longer than %d characters".formatted(Limits.EXPRESSION_LENGTH))));
        }
        try {
            return new Expression<>(source, as, Language.of(type).program(source));
        } catch (CelValidationException e) {
            throw new ExpressionException(e.getErrors().stream()
                    .map(issue -> new ExpressionException.Flaw(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn() + 1,
                            issue.getMessage()))
                    .toList());
        } catch (CelEvaluationException e) {
            throw new ExpressionException(List.of(new ExpressionException.Flaw(1, 1, String.valueOf(e.getMessage()))));
        }
    }

    /** As written. */
    public String source() {
        return source;
    }

    /** What it answers for a person; never an exception. */
    public Answer<T> of(Profile person) {
        Cost cost = new Cost();
        try {
            Object value = program.trace(Language.variables(person), cost);
            return type.isInstance(value)
                    ? new Value<>(type.cast(value))
                    : new Failure<>("it answers no " + (type == String.class ? "text" : "true or false"));
        } catch (CelEvaluationException e) {
            return new Failure<>(cost.exceeded() ? Cost.WORDS : words(e));
        } catch (Cost.ExceededException e) {
            return new Failure<>(Cost.WORDS);
        }
    }

    private static String words(CelEvaluationException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() <= Limits.NAME_LENGTH ? message : message.substring(0, Limits.NAME_LENGTH) + "…";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression<?> expression && expression.source.equals(source) && expression.type == type;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
