package org.rollcall.server.preview;

import static java.util.stream.Collectors.groupingBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.rollcall.server.command.Foreseen;
import org.rollcall.server.journal.LogEntry;

/** Counts what would follow, person by person; grows with organizations and roles only. */
public final class Summary {

    /** How many people come and go. */
    public record Movement(long joining, long leaving) {
        static final Movement NONE = new Movement(0, 0);

        Movement joined() {
            return new Movement(joining + 1, leaving);
        }

        Movement left() {
            return new Movement(joining, leaving + 1);
        }
    }

    private final SortedMap<String, Movement> organizations = new TreeMap<>();
    private final SortedMap<String, Movement> roles = new TreeMap<>();
    private long placed;
    private long concerned;
    private long changed;
    private long held;
    private long withheld;
    private long delayed;

    /** Counts a chunk. */
    public void add(Foreseen<Integer> chunk) {
        placed += chunk.result();
        chunk.log().stream()
                .collect(groupingBy(row -> row.subject().id()))
                .values()
                .forEach(this::person);
    }

    private void person(List<LogEntry> rows) {
        Set<String> gained = new HashSet<>();
        Set<String> lost = new HashSet<>();
        concerned++;
        boolean moved = false;
        for (LogEntry row : rows) {
            switch (row.action()) {
                case ORGANIZATION_CHANGED -> {
                    moved = true;
                    count(organizations, row.oldValue().stream().toList(), Movement::left);
                    count(organizations, row.newValue().stream().toList(), Movement::joined);
                }
                case ROLE_GRANTED -> row.newValue().ifPresent(gained::add);
                case ROLE_REMOVED -> row.oldValue().ifPresent(lost::add);
                case HELD -> held++;
                case WITHHELD -> withheld++;
                case DELAYED -> delayed++;
                default -> {
                    // Only told; nothing to count.
                }
            }
        }
        Set<String> both = new HashSet<>(gained);
        both.retainAll(lost);
        gained.removeAll(both);
        lost.removeAll(both);
        count(roles, gained, Movement::joined);
        count(roles, lost, Movement::left);
        changed += moved || !gained.isEmpty() || !lost.isEmpty() ? 1 : 0;
    }

    private static void count(
            SortedMap<String, Movement> movements, Iterable<String> names, UnaryOperator<Movement> one) {
        names.forEach(name -> movements.merge(name, one.apply(Movement.NONE), (all, first) -> one.apply(all)));
    }

    /** People who would be placed again, changed or not. */
    public long placed() {
        return placed;
    }

    /** People of whom the log would tell something, also that nothing is applied. */
    public long concerned() {
        return concerned;
    }

    /** People who would be moved, or gain or lose a role. */
    public long changed() {
        return changed;
    }

    /** Effects that the brake would hold. */
    public long held() {
        return held;
    }

    /** Effects that something forbids. */
    public long withheld() {
        return withheld;
    }

    /** Effects that would wait. */
    public long delayed() {
        return delayed;
    }

    /** Who would come and go, by the path of the organization. */
    public Map<String, Movement> organizations() {
        return organizations;
    }

    /** Who would gain and lose a role, by its name; the same role for another reason is neither. */
    public Map<String, Movement> roles() {
        return roles;
    }
}
