package org.rollcall.server.configuration;

import java.util.Optional;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.ExpressionException;

/** Expressions in a configuration: compiled when they are read, so that what is wrong is told with line and column. */
final class Expressions {

    private Expressions() {}

    private interface Compiler<T> {
        Expression<T> compile(String source) throws ExpressionException;
    }

    static Optional<Expression<String>> text(Node node) {
        return read(node, Expression::text);
    }

    static Optional<Expression<Boolean>> condition(Node node) {
        return read(node, Expression::condition);
    }

    private static <T> Optional<Expression<T>> read(Node node, Compiler<T> compiler) {
        return node.text().flatMap(source -> compiled(node, source, compiler));
    }

    private static <T> Optional<Expression<T>> compiled(Node node, String source, Compiler<T> compiler) {
        try {
            return Optional.of(compiler.compile(source));
        } catch (ExpressionException e) {
            e.flaws().forEach(flaw -> node.problem("is no valid expression: " + flaw));
            return Optional.empty();
        }
    }
}
