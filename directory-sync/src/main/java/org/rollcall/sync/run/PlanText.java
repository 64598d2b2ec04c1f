package org.rollcall.sync.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.plan.Kind;
import org.rollcall.sync.plan.Plan;
import org.rollcall.sync.plan.Step;

/** A plan for people to read. */
final class PlanText {

    private PlanText() {}

    /**
     * The lines of a plan.
     *
     * @param most how many steps of a kind are listed
     */
    static List<String> lines(Plan plan, Settings.Safety safety, int most) {
        List<String> lines = new ArrayList<>();
        plan.counts().forEach((kind, count) -> {
            lines.add("%s: %,d".formatted(kind.words(), count));
            some(
                    lines,
                    plan.steps().stream()
                            .filter(step -> step.kind() == kind)
                            .map(PlanText::line)
                            .iterator(),
                    count,
                    most);
        });
        list(lines, "no longer managed, left as they are", plan.gone(), most);
        list(lines, "not sent, or worth knowing", plan.skipped(), most);
        lines.add("Plan %s: %s".formatted(plan.hash(), summary(plan)));
        if (plan.harmed() > 0) {
            lines.add("Deactivated, moved or removed from a group: %s; %,d may be without confirmation."
                    .formatted(Text.count(plan.harmed(), "person", "people"), plan.allowed(safety)));
        }
        return lines;
    }

    static List<String> all(Plan plan, Settings.Safety safety) {
        return lines(plan, safety, Integer.MAX_VALUE);
    }

    static List<String> some(Plan plan, Settings.Safety safety) {
        return lines(plan, safety, Limits.LISTED_STEPS);
    }

    private static String line(Step step) {
        return step.kind().sign() + " " + step.line();
    }

    private static void list(List<String> lines, String title, List<String> items, int most) {
        if (!items.isEmpty()) {
            lines.add("%s: %,d".formatted(title, items.size()));
            some(lines, items.iterator(), items.size(), most);
        }
    }

    private static void some(List<String> lines, Iterator<String> items, int count, int most) {
        for (int i = 0; i < most && items.hasNext(); i++) {
            lines.add("  " + items.next());
        }
        if (count > most) {
            lines.add("  … and %,d more".formatted(count - most));
        }
    }

    static String summary(Plan plan) {
        if (plan.steps().isEmpty()) {
            return "nothing to do";
        }
        return String.join(
                ", ", plan.counts().entrySet().stream().map(PlanText::counted).toList());
    }

    private static String counted(Map.Entry<Kind, Integer> entry) {
        return "%s %,d".formatted(entry.getKey().words(), entry.getValue());
    }
}
