package org.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.rollcall.scim.bulk.BulkOrder.Step;
import org.rollcall.scim.json.Json;

class BulkOrderPropertiesTest {

    /** A bulk whose operations refer to others at random; the letters of the graph are the places in the request. */
    private record Graph(List<BulkOperation> operations) {

        static Graph of(int size, int references, boolean circles, long seed) {
            Random random = new Random(seed);
            List<Integer> ranks =
                    new ArrayList<>(IntStream.range(0, size).boxed().toList());
            Collections.shuffle(ranks, random);
            boolean[] creates = new boolean[size];
            IntStream.range(0, size).forEach(i -> creates[i] = random.nextInt(4) > 0);
            List<Set<Integer>> wanted = IntStream.range(0, size)
                    .<Set<Integer>>mapToObj(i -> new HashSet<>())
                    .toList();
            for (int n = 0; n < references; n++) {
                int from = random.nextInt(size);
                int to = random.nextInt(size);
                if (creates[to] && (circles || !creates[from] || ranks.get(from) > ranks.get(to))) {
                    wanted.get(from).add(to);
                }
            }
            return new Graph(IntStream.range(0, size)
                    .mapToObj(i -> operation(i, creates[i], wanted.get(i), "/Groups/" + random.nextInt(3)))
                    .toList());
        }

        private static BulkOperation operation(int place, boolean creates, Set<Integer> wanted, String target) {
            List<String> members = wanted.stream().map(i -> "bulkId:" + i).toList();
            return new BulkOperation(
                    Optional.of(creates ? "POST" : "PATCH"),
                    Optional.of(creates ? "/Groups" : target),
                    Optional.of(Integer.toString(place)),
                    Optional.empty(),
                    Optional.of(Json.Obj.EMPTY.with("members", Json.Arr.ofTexts(members))),
                    Optional.empty());
        }

        boolean creates(int place) {
            return operations.get(place).creates();
        }

        Set<Integer> needs(int place) {
            Set<Integer> needs = new HashSet<>();
            BulkReferences.of(operations.get(place)).forEach(bulkId -> needs.add(Integer.valueOf(bulkId)));
            return needs;
        }
    }

    @Property(seed = "11")
    void everyGraphWithoutCirclesIsResolvedInTheOrderOfItsReferencesB087(
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(max = 80) int references,
            @ForAll long seed) {
        Graph graph = Graph.of(size, references, false, seed);
        BulkOrder order = new BulkOrder(graph.operations());
        List<Step> steps = order.steps();

        assertThat(steps).noneMatch(Step::completes).hasSize(size);
        assertThat(steps.stream().map(Step::operation)).doesNotHaveDuplicates();
        Set<Integer> done = new HashSet<>();
        for (Step step : steps) {
            assertThat(done).containsAll(graph.needs(step.operation()));
            done.add(step.operation());
        }
        assertTargetsInOrder(graph, steps);
    }

    @Property(seed = "12")
    void everyGraphIsResolvedAndCirclesAreCompletedB088(
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @IntRange(max = 90) int references,
            @ForAll long seed) {
        Graph graph = Graph.of(size, references, true, seed);
        BulkOrder order = new BulkOrder(graph.operations());
        List<Step> steps = order.steps();

        assertThat(steps.stream().filter(step -> !step.completes())).hasSize(size);
        assertThat(steps).doesNotHaveDuplicates();
        Set<Integer> there = new HashSet<>();
        Set<Integer> complete = new HashSet<>();
        for (Step step : steps) {
            int place = step.operation();
            Set<Integer> needs = new HashSet<>(graph.needs(place));
            if (!step.completes()) {
                order.circular(place).forEach(bulkId -> needs.remove(Integer.valueOf(bulkId)));
            }
            assertThat(graph.creates(place) ? there : complete).containsAll(needs);
            there.add(place);
            if (step.completes() || order.circular(place).isEmpty()) {
                complete.add(place);
            }
        }
        assertThat(complete).as("nothing is left open").hasSize(size);
        assertTargetsInOrder(graph, steps);
    }

    @Property(seed = "13")
    void withoutReferencesForwardTheOrderIsThatOfTheRequest(
            @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
        Graph graph = Graph.of(size, 0, true, seed);

        assertThat(new BulkOrder(graph.operations()).steps().stream().map(Step::operation))
                .isSorted();
    }

    private static void assertTargetsInOrder(Graph graph, List<Step> steps) {
        for (int target = 0; target < 3; target++) {
            Optional<String> path = Optional.of("/Groups/" + target);
            assertThat(steps.stream()
                            .map(Step::operation)
                            .filter(place ->
                                    graph.operations().get(place).path().equals(path)))
                    .isSorted();
        }
    }
}
