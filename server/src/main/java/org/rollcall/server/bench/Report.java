package org.rollcall.server.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;

/** The results for people and for programs. */
record Report(
        SequencedMap<String, String> conditions,
        List<Comparison> comparisons,
        List<Measured> groups,
        Optional<MappingChange.Moved> mapping) {

    static final double MILLI = 1e6;
    private static final double MICRO = 1e3;
    private static final int DIGITS = 3;
    private static final String HEADER = "%-32s %5s %9s %8s %8s  %7s %7s  %9s %7s %6s  %6s %8s %8s%n"
            .formatted(
                    "operation",
                    "conn.",
                    "op/s",
                    "p50 ms",
                    "p99 ms",
                    "java µs",
                    "db µs",
                    "raw op/s",
                    "db µs",
                    "ratio",
                    "rows",
                    "log B",
                    "raw B");

    private static final String GROUPS_HEADER = "%-52s %6s %9s %9s %10s %10s %12s%n"
            .formatted("operation, 1 connection", "count", "p50 ms", "p99 ms", "java µs", "db µs", "log B");

    /** A table. */
    String text() {
        StringBuilder text = new StringBuilder();
        conditions.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        text.append('\n').append(HEADER);
        comparisons.forEach(
                comparison -> comparison.product().lanes().forEach(lane -> text.append(line(comparison, lane))));
        if (!groups.isEmpty()) {
            text.append('\n').append(GROUPS_HEADER);
            groups.forEach(group -> group.lanes().forEach(lane -> text.append(line(group, lane))));
        }
        mapping.ifPresent(moved -> text.append('\n').append(moved.text()));
        text.append('\n');
        flatness().forEach((what, ratio) -> text.append("%-78s %5.2f×%n".formatted(what, ratio)));
        return text.toString();
    }

    private static String line(Comparison comparison, Measured.Lane lane) {
        Measured product = comparison.product();
        Usage usage = product.perOperation();
        return "%-32s %5d %,9.0f %8.2f %8.2f  %7.0f %7.0f  %,9.0f %7.0f %5.0f%%  %6.1f %,8d %,8d%n"
                .formatted(
                        title(product, lane),
                        product.connections(),
                        product.perSecond(lane),
                        lane.p50() / MILLI,
                        lane.p99() / MILLI,
                        usage.server() / MICRO,
                        usage.database() / MICRO,
                        comparison.rawPerSecond(lane),
                        comparison.reference().perOperation().database() / MICRO,
                        100 * comparison.ratio(lane),
                        comparison.rows(),
                        usage.walBytes(),
                        comparison.reference().perOperation().walBytes());
    }

    private static String line(Measured group, Measured.Lane lane) {
        Usage usage = group.perOperation();
        return "%-52s %6d %9.2f %9.2f %,10.0f %,10.0f %,12d%n"
                .formatted(
                        title(group, lane),
                        lane.count(),
                        lane.p50() / MILLI,
                        lane.p99() / MILLI,
                        usage.server() / MICRO,
                        usage.database() / MICRO,
                        usage.walBytes());
    }

    private static String title(Measured product, Measured.Lane lane) {
        return product.name().equals(lane.name()) ? product.name() : product.name() + ", " + lane.name();
    }

    /** What should not depend on size: the median against the median of the smallest. */
    private SequencedMap<String, Double> flatness() {
        SequencedMap<String, Double> ratios = new LinkedHashMap<>();
        for (String lane : Suite.MEMBER) {
            List<Measured> sizes = comparisons.stream()
                    .map(Comparison::product)
                    .filter(product -> product.lane(lane).isPresent())
                    .toList();
            for (Measured size : sizes) {
                ratios.put(
                        "p50, %s: %s against %s"
                                .formatted(lane, size.name(), sizes.getFirst().name()),
                        (double) size.lane(lane).orElseThrow().p50()
                                / sizes.getFirst().lane(lane).orElseThrow().p50());
            }
        }
        groups.forEach(group -> ratios.putAll(flatness(group)));
        comparisons.stream()
                .map(Comparison::product)
                .forEach(product -> product.lane(Suite.WALK.getLast())
                        .ifPresent(last -> ratios.put(
                                "p50, a page: last tenth of the walk against the first",
                                (double) last.p50()
                                        / product.lane(Suite.WALK.getFirst())
                                                .orElseThrow()
                                                .p50())));
        return ratios;
    }

    /** Of a group, against the smallest with which the same was done. */
    private SequencedMap<String, Double> flatness(Measured group) {
        SequencedMap<String, Double> ratios = new LinkedHashMap<>();
        for (Measured.Lane lane : group.lanes()) {
            Measured smallest = groups.stream()
                    .filter(other -> other.lane(lane.name()).isPresent())
                    .findFirst()
                    .orElse(group);
            ratios.put(
                    "p50, %s: %s against %s".formatted(lane.name(), group.name(), smallest.name()),
                    (double) lane.p50()
                            / smallest.lane(lane.name()).orElseThrow().p50());
        }
        return ratios;
    }

    /** The same and more, as JSON. */
    Json json() {
        SequencedMap<String, Json> report = new LinkedHashMap<>();
        conditions.forEach((name, value) -> report.put(name, Json.text(value)));
        List<Json> operations = new ArrayList<>();
        comparisons.forEach(
                comparison -> comparison.product().lanes().forEach(lane -> operations.add(json(comparison, lane))));
        report.put("operations", new Json.Arr(operations));
        report.put(
                "groups",
                new Json.Arr(groups.stream()
                        .flatMap(group -> group.lanes().stream().<Json>map(lane -> json(group, lane)))
                        .toList()));
        mapping.ifPresent(moved -> report.put("mapping", moved.json()));
        SequencedMap<String, Json> flat = new LinkedHashMap<>();
        flatness().forEach((what, ratio) -> flat.put(what, number(ratio)));
        report.put("flatness", new Json.Obj(flat));
        return new Json.Obj(report);
    }

    private static Json.Obj json(Comparison comparison, Measured.Lane lane) {
        return json(comparison.product(), lane)
                .with("rows", number(comparison.rows()))
                .with("referencePerSecond", number(comparison.rawPerSecond(lane)))
                .with("referenceUsage", json(comparison.reference().perOperation()))
                .with("ratio", number(comparison.ratio(lane)));
    }

    private static Json.Obj json(Measured product, Measured.Lane lane) {
        SequencedMap<String, Json> operation = new LinkedHashMap<>();
        operation.put("operation", Json.text(title(product, lane)));
        operation.put("connections", Json.number(product.connections()));
        operation.put("count", Json.number(lane.count()));
        operation.put("perSecond", number(product.perSecond(lane)));
        operation.put("p50Millis", number(lane.p50() / MILLI));
        operation.put("p99Millis", number(lane.p99() / MILLI));
        operation.put("usage", json(product.perOperation()));
        return new Json.Obj(operation);
    }

    private static Json json(Usage usage) {
        return Json.Obj.EMPTY
                .with("serverMicros", number(usage.server() / MICRO))
                .with("databaseMicros", number(usage.database() / MICRO))
                .with("clientMicros", number(usage.client() / MICRO))
                .with("walBytes", Json.number(usage.walBytes()));
    }

    static Json number(double value) {
        return new Json.Num(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP));
    }
}
