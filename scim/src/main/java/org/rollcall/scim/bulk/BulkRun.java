package org.rollcall.scim.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.bulk.BulkOrder.Step;
import org.rollcall.scim.json.Json;

/**
 * One bulk being carried out. Goes on after errors, until there are as many as the request allows (B086). Once the
 * service is not available the rest is not tried: a thousand operations would wait for it a thousand times.
 */
public final class BulkRun {

    private static final int UNAVAILABLE = 503;

    private final BulkRequest request;
    private final String base;
    private final BulkService service;
    private final BulkOrder order;

    private final Map<String, String> ids = new HashMap<>();
    private final Map<Integer, BulkOutcome> incomplete = new HashMap<>();
    private final SortedMap<Integer, BulkResult> results = new TreeMap<>();
    private Optional<ScimError> unavailable = Optional.empty();
    private int errors;

    private BulkRun(BulkRequest request, String base, BulkService service) {
        this.request = request;
        this.base = base;
        this.service = service;
        this.order = new BulkOrder(request.operations());
    }

    /**
     * Carries out a bulk.
     *
     * @param base the URL below which locations are, without a trailing slash
     */
    public static BulkResponse of(BulkRequest request, String base, BulkService service) {
        return new BulkRun(request, base, service).run();
    }

    private BulkResponse run() {
        for (Step step : order.steps()) {
            if (errors >= request.failOnErrors().orElse(Integer.MAX_VALUE)) {
                break;
            }
            take(step);
        }
        Map.copyOf(incomplete).forEach(this::abandon);
        return new BulkResponse(new ArrayList<>(results.values()));
    }

    private void take(Step step) {
        if (!step.completes()) {
            start(step.operation());
        } else {
            Optional.ofNullable(incomplete.remove(step.operation()))
                    .ifPresent(created -> complete(step.operation(), created));
        }
    }

    // ---- an operation

    private void start(int index) {
        BulkOperation operation = request.operations().get(index);
        Set<String> circular = order.circular(index);
        boolean whole = ids.keySet().containsAll(circular);
        BulkOutcome outcome = operation
                .defect()
                .or(() -> missing(order.references(index).stream().filter(bulkId -> !circular.contains(bulkId))))
                .map(BulkOutcome::refused)
                .orElseGet(() -> perform(call(operation)));
        if (operation.creates() && !outcome.failed()) {
            operation.bulkId().ifPresent(bulkId -> outcome.location().ifPresent(at -> ids.put(bulkId, id(at))));
        }
        if (outcome.failed() || whole) {
            conclude(index, outcome);
        } else {
            incomplete.put(index, outcome);
        }
    }

    private BulkCall call(BulkOperation operation) {
        return new BulkCall(
                operation.method().orElseThrow(),
                path(operation).orElseThrow(),
                operation.version(),
                operation.data().map(this::resolved));
    }

    private Optional<String> path(BulkOperation operation) {
        return operation.path().map(path -> BulkReferences.path(path, this::known));
    }

    private Json resolved(Json data) {
        return BulkReferences.data(data, this::known);
    }

    private Optional<String> known(String bulkId) {
        return Optional.ofNullable(ids.get(bulkId));
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private BulkOutcome perform(BulkCall call) {
        BulkOutcome outcome = unavailable.map(BulkOutcome::refused).orElseGet(() -> service.perform(call));
        unavailable = outcome.error().filter(error -> error.status() == UNAVAILABLE);
        return outcome;
    }

    /** The first reference that leads nowhere, if one does. */
    private Optional<ScimError> missing(Stream<String> bulkIds) {
        return bulkIds.filter(bulkId -> known(bulkId).isEmpty()).findFirst().map(this::leadsNowhere);
    }

    private ScimError leadsNowhere(String bulkId) {
        String name = "bulkId " + ScimError.excerpt(bulkId);
        return order.knows(bulkId)
                ? ScimError.conflict("Nothing was created under the " + name + ", to which this operation refers.")
                : ScimError.invalidValue("No POST of this request has the " + name + ", to which this one refers.");
    }

    // ---- the completion of what was created without its references into a circle

    private void complete(int index, BulkOutcome created) {
        conclude(
                index,
                missing(order.circular(index).stream())
                        .map(error -> partly(created, error))
                        .orElseGet(() -> completed(index, created)));
    }

    /** Everything that was sent once more, as a replacement, which fails if somebody else was there in between. */
    private BulkOutcome completed(int index, BulkOutcome created) {
        BulkOperation operation = request.operations().get(index);
        String path =
                path(operation).orElseThrow() + "/" + id(created.location().orElseThrow());
        BulkOutcome replaced = perform(
                new BulkCall("PUT", path, created.version(), operation.data().map(this::resolved)));
        return replaced.error()
                .map(error -> partly(created, error))
                .orElseGet(() -> created.withVersion(replaced.version()));
    }

    private void abandon(int index, BulkOutcome created) {
        conclude(
                index,
                partly(
                        created,
                        ScimError.conflict("The bulk ended before, as it had as many errors as failOnErrors says.")));
    }

    private static BulkOutcome partly(BulkOutcome created, ScimError reason) {
        return created.butFor(ScimError.conflict(
                "It was created without its references in a circle, which could not be set: " + reason.detail()));
    }

    // ---- results

    private void conclude(int index, BulkOutcome outcome) {
        BulkOperation operation = request.operations().get(index);
        errors += outcome.failed() ? 1 : 0;
        results.put(
                index,
                new BulkResult(
                        location(operation, outcome),
                        operation.method(),
                        operation.bulkId(),
                        outcome.version(),
                        outcome.status(),
                        outcome.error()));
        service.concluded(operation, outcome);
    }

    private Optional<String> location(BulkOperation operation, BulkOutcome outcome) {
        return operation.creates() ? outcome.location() : path(operation).map(path -> base + path);
    }
}
