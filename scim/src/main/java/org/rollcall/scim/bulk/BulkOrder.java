package org.rollcall.scim.bulk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order in which the operations of a bulk are carried out: that of the request, except that one waits for those whose
 * resources it refers to, and for an earlier one on its own resource that waits itself (B087).
 *
 * <p>Only POSTs can be referred to, so only POSTs can refer to each other in a circle. Each of such a circle is
 * created without its references into the circle, and completed as soon as all of them can be set (B088).
 */
final class BulkOrder {

    /** One step: an operation, or the completion of a POST in a circle. */
    record Step(int operation, boolean completes) {

        private static Step of(int node) {
            return new Step(node / 2, node % 2 == 1);
        }
    }

    private final List<BulkOperation> operations;
    private final Map<String, Integer> creators = new HashMap<>();
    private final List<Set<String>> references;
    private final List<BitSet> reachable;
    private final List<Set<String>> circular;

    BulkOrder(List<BulkOperation> operations) {
        this.operations = operations;
        IntStream.range(0, operations.size())
                .filter(i -> operations.get(i).creates())
                .forEach(i -> operations.get(i).bulkId().ifPresent(bulkId -> creators.putIfAbsent(bulkId, i)));
        this.references = operations.stream()
                .map(operation -> operation.defect().isPresent() ? Set.<String>of() : BulkReferences.of(operation))
                .toList();
        this.reachable = reachable();
        this.circular =
                IntStream.range(0, operations.size()).mapToObj(this::back).toList();
    }

    /** The bulkIds that an operation refers to. */
    Set<String> references(int operation) {
        return references.get(operation);
    }

    /** Those that refer back to it: what is not there yet it is created without. */
    Set<String> circular(int operation) {
        return circular.get(operation);
    }

    /** Whether any operation creates something under this bulkId. */
    boolean knows(String bulkId) {
        return creators.containsKey(bulkId);
    }

    private Optional<Integer> creator(String bulkId) {
        return Optional.ofNullable(creators.get(bulkId));
    }

    // ---- circles

    /** From each POST, those that it needs directly or not; as many words as operations is little, so a closure will do. */
    private List<BitSet> reachable() {
        List<BitSet> reach =
                IntStream.range(0, operations.size()).mapToObj(this::direct).toList();
        for (int via = 0; via < reach.size(); via++) {
            for (BitSet from : reach) {
                if (from.get(via)) {
                    from.or(reach.get(via));
                }
            }
        }
        return reach;
    }

    private BitSet direct(int operation) {
        BitSet direct = new BitSet(operations.size());
        if (operations.get(operation).creates()) {
            references.get(operation).forEach(bulkId -> creator(bulkId).ifPresent(direct::set));
        }
        return direct;
    }

    private Set<String> back(int operation) {
        return references.get(operation).stream()
                .filter(bulkId -> creator(bulkId)
                        .filter(other -> inOneCircle(operation, other))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private boolean inOneCircle(int one, int other) {
        return reachable.get(one).get(other) && reachable.get(other).get(one);
    }

    // ---- steps

    /** The steps. A node is twice the number of its operation, and one more for the completion. */
    List<Step> steps() {
        List<Set<Integer>> waiting = waiting();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        List<List<Integer>> blocked = IntStream.range(0, waiting.size())
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (int node = 0; node < waiting.size(); node++) {
            for (int before : waiting.get(node)) {
                blocked.get(before).add(node);
            }
            if (waiting.get(node).isEmpty()) {
                ready.add(node);
            }
        }
        return sorted(waiting, blocked, ready);
    }

    private List<Step> sorted(List<Set<Integer>> waiting, List<List<Integer>> blocked, PriorityQueue<Integer> ready) {
        List<Step> steps = new ArrayList<>();
        while (!ready.isEmpty()) {
            int node = ready.remove();
            Step step = Step.of(node);
            if (!step.completes() || !circular(step.operation()).isEmpty()) {
                steps.add(step);
            }
            for (int next : blocked.get(node)) {
                waiting.get(next).remove(node);
                if (waiting.get(next).isEmpty()) {
                    ready.add(next);
                }
            }
        }
        return steps;
    }

    /** For each node those that come before it. Whatever changes a resource of a circle waits until that is complete. */
    private List<Set<Integer>> waiting() {
        List<Set<Integer>> waiting = new ArrayList<>();
        Map<String, Integer> lastOn = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            Set<String> later = circular(i);
            Set<Integer> run = new HashSet<>();
            Set<Integer> completion = new HashSet<>(Set.of(2 * i));
            boolean creates = operations.get(i).creates();
            for (String bulkId : references.get(i)) {
                creator(bulkId)
                        .ifPresent(other ->
                                (later.contains(bulkId) ? completion : run).add(creates ? 2 * other : lastOf(other)));
            }
            earlier(i, lastOn).ifPresent(run::add);
            waiting.add(run);
            waiting.add(completion);
        }
        return waiting;
    }

    private int lastOf(int operation) {
        return circular(operation).isEmpty() ? 2 * operation : 2 * operation + 1;
    }

    /** The operation before this one on the same resource. */
    private Optional<Integer> earlier(int operation, Map<String, Integer> lastOn) {
        BulkOperation self = operations.get(operation);
        return self.path()
                .filter(path -> !self.creates())
                .flatMap(path -> Optional.ofNullable(lastOn.put(path, 2 * operation)));
    }
}
