package org.rollcall.scim.bulk;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.message.Urns;
import org.rollcall.scim.request.Members;
import org.rollcall.scim.schema.Names;

/** Reads the envelope of a bulk strictly, and each operation for itself (B083). */
final class BulkReader {

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> TEXTS = List.of("method", "path", "bulkId", "version");

    private final int maxOperations;
    private final List<String> bases;

    BulkReader(int maxOperations, List<String> bases) {
        this.maxOperations = maxOperations;
        this.bases = bases;
    }

    BulkRequest read(Json body) {
        Json.Obj envelope = Members.object(body).orElseThrow(() -> refuse("The body is not a JSON object."));
        requireSchema(envelope);
        OptionalInt failOnErrors = failOnErrors(envelope);
        List<BulkOperation> operations =
                elements(envelope).stream().map(this::operation).toList();
        return new BulkRequest(failOnErrors, distinct(operations));
    }

    private static void requireSchema(Json.Obj envelope) {
        boolean bulk = Members.find(envelope, "schemas").orElse(Json.NULL) instanceof Json.Arr schemas
                && schemas.elements().stream()
                        .anyMatch(urn -> urn instanceof Json.Text text && Names.same(text.value(), Urns.BULK_REQUEST));
        if (!bulk) {
            throw refuse("A bulk says so in its schemas: a list with " + Urns.BULK_REQUEST + ".");
        }
    }

    private static OptionalInt failOnErrors(Json.Obj envelope) {
        Optional<Json> sent = value(envelope, "failOnErrors");
        if (sent.isEmpty()) {
            return OptionalInt.empty();
        }
        if (sent.get() instanceof Json.Num number && isCount(number.value())) {
            return OptionalInt.of(number.value().intValue());
        }
        throw refuse("failOnErrors is a whole number from 1: the errors after which to stop.");
    }

    private static boolean isCount(BigDecimal number) {
        return number.compareTo(BigDecimal.ONE) >= 0
                && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                && number.remainder(BigDecimal.ONE).signum() == 0;
    }

    private List<Json> elements(Json.Obj envelope) {
        if (!(Members.find(envelope, "Operations").orElse(Json.NULL) instanceof Json.Arr operations)
                || operations.elements().isEmpty()) {
            throw refuse("A bulk needs Operations, a list of one or more.");
        }
        if (operations.elements().size() > maxOperations) {
            throw ScimError.payloadTooLarge("A bulk can have at most " + maxOperations
                            + " operations (maxOperations); send more in further requests.")
                    .exception();
        }
        return operations.elements();
    }

    // ---- one operation

    private BulkOperation operation(Json sent) {
        Json.Obj object = Members.object(sent)
                .orElseThrow(() -> refuse("An operation of a bulk is an object with method, path and data."));
        BulkOperation operation = new BulkOperation(
                text(object, "method"),
                text(object, "path").map(this::belowBase),
                text(object, "bulkId"),
                text(object, "version"),
                value(object, "data")
                        .filter(data -> !isMethod(object, "DELETE"))
                        .map(data -> message(object, data)),
                Optional.empty());
        return defect(object, operation).map(operation::refusedFor).orElse(operation);
    }

    private static Optional<Json> value(Json.Obj object, String name) {
        return Members.find(object, name).filter(value -> !(value instanceof Json.Null));
    }

    private static Optional<String> text(Json.Obj object, String name) {
        return value(object, name)
                .flatMap(value -> value instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty())
                .filter(Predicate.not(String::isEmpty));
    }

    /** The example of the RFC has the operations of a PATCH bare; its erratum 5050 has the whole message. */
    private static Json message(Json.Obj operation, Json data) {
        boolean bare = data instanceof Json.Arr && isMethod(operation, "PATCH");
        return bare ? Json.Obj.EMPTY.with("Operations", data) : data;
    }

    private static boolean isMethod(Json.Obj operation, String method) {
        return text(operation, "method").filter(method::equals).isPresent();
    }

    private String belowBase(String path) {
        String rest = bases.stream()
                .filter(base -> path.startsWith(base + "/"))
                .findFirst()
                .map(base -> path.substring(base.length()))
                .orElse(path);
        return Arrays.stream(rest.split("/", -1))
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static Optional<ScimError> defect(Json.Obj sent, BulkOperation operation) {
        return Stream.of(
                        TEXTS.stream()
                                .filter(name -> value(sent, name)
                                        .filter(value -> !(value instanceof Json.Text))
                                        .isPresent())
                                .map(name -> "The " + name + " of an operation is a string."),
                        missing(
                                operation.method().filter(METHODS::contains).isEmpty(),
                                "a method: POST, PUT, PATCH or DELETE"),
                        missing(operation.path().isEmpty(), "a path, such as /Users"),
                        missing(operation.creates() && operation.bulkId().isEmpty(), "a bulkId, as it is a POST"),
                        missing(needsData(operation) && operation.data().isEmpty(), "data, unless it is a DELETE"))
                .flatMap(problems -> problems)
                .findFirst()
                .map(ScimError::invalidSyntax);
    }

    private static boolean needsData(BulkOperation operation) {
        return operation.method().filter("DELETE"::equals).isEmpty();
    }

    private static Stream<String> missing(boolean missing, String what) {
        return missing ? Stream.of("An operation needs " + what + ".") : Stream.empty();
    }

    // ---- all of them

    /** Of two that make something under one bulkId neither is done: nobody knows which of the two others mean. */
    private static List<BulkOperation> distinct(List<BulkOperation> operations) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = operations.stream()
                .filter(BulkOperation::creates)
                .flatMap(operation -> operation.bulkId().stream())
                .filter(bulkId -> !seen.add(bulkId))
                .collect(Collectors.toSet());
        return operations.stream()
                .map(operation -> operation.creates()
                                && operation.bulkId().filter(twice::contains).isPresent()
                        ? operation.refusedFor(ScimError.invalidSyntax("The bulkId "
                                + ScimError.excerpt(operation.bulkId().get()) + " is given to several POSTs."))
                        : operation)
                .toList();
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidSyntax(detail).exception();
    }
}
