package org.rollcall.server.profile;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import org.rollcall.server.base.Limits;

/**
 * Counts what one evaluation costs: each step, and the size of each value that it makes. A short expression can double a
 * text again and again; so the size counts, and not only the steps.
 */
final class Cost implements CelEvaluationListener {

    static final String WORDS = "it is too costly for this user";
    private static final int TEXT_UNIT = 16;

    private int left = Limits.EXPRESSION_COST;

    /** The cost is above the limit; evaluation ends here. */
    static final class ExceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExceededException() {
            super(WORDS, null, false, false);
        }
    }

    boolean exceeded() {
        return left < 0;
    }

    @Override
    public void callback(CelExpr step, Object result) {
        spend(1);
        if (step.getKind() != CelExpr.ExprKind.Kind.IDENT && step.getKind() != CelExpr.ExprKind.Kind.SELECT) {
            weigh(result);
        }
    }

    private void weigh(Object value) {
        switch (value) {
            case CharSequence text -> spend(text.length() / TEXT_UNIT);
            case Collection<?> list -> list.forEach(this::part);
            case Map<?, ?> map -> map.values().forEach(this::part);
            default -> {}
        }
    }

    private void part(Object value) {
        spend(1);
        weigh(value);
    }

    private void spend(int cost) {
        left = exceeded() ? left : left - cost;
        if (exceeded()) {
            throw new ExceededException();
        }
    }
}
