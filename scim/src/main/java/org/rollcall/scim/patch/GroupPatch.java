package org.rollcall.scim.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.filter.TypedLiteral;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;

/** The operations of one PATCH, those on the document apart from those on the members; both keep their order. */
public record GroupPatch(List<Operation> attributes, List<MembershipOperation> membership) {

    public GroupPatch {
        attributes = List.copyOf(attributes);
        membership = List.copyOf(membership);
    }

    /** Splits the operations of a PATCH; for a type that keeps no attribute as rows all are on the document. */
    public static GroupPatch split(ResourceType type, List<Operation> operations) {
        List<Operation> attributes = new ArrayList<>();
        List<MembershipOperation> membership = new ArrayList<>();
        for (Operation operation : operations) {
            if (type.keptAsRows(operation.target().attribute())) {
                membership(operation).ifPresent(membership::add);
            } else {
                attributes.add(operation);
            }
        }
        return new GroupPatch(attributes, membership);
    }

    /** What the operation does to the rows; nothing when it adds or removes an empty list. */
    private static Optional<MembershipOperation> membership(Operation operation) {
        return operation
                .target()
                .filter()
                .map(filter -> Optional.of(removal(operation, filter)))
                .orElseGet(() -> byList(operation));
    }

    private static Optional<MembershipOperation> byList(Operation operation) {
        Optional<List<String>> ids = ids(operation);
        boolean nothingListed = operation.valueOrNull() instanceof Json.Null;
        return switch (operation.op()) {
            case ADD -> ids.map(MembershipOperation.Add::new);
            case REPLACE ->
                Optional.of(ids.<MembershipOperation>map(MembershipOperation.Replace::new)
                        .orElseGet(MembershipOperation.RemoveAll::new));
            case REMOVE ->
                nothingListed
                        ? Optional.of(new MembershipOperation.RemoveAll())
                        : ids.map(MembershipOperation.Remove::new);
        };
    }

    private static MembershipOperation removal(Operation operation, TypedFilter filter) {
        if (operation.op() != Op.REMOVE) {
            throw new IllegalArgumentException("members that match a filter can only be removed");
        }
        return named(filter)
                .<MembershipOperation>map(MembershipOperation.Remove::new)
                .orElseGet(() -> new MembershipOperation.RemoveWhere(filter));
    }

    /** The ids that a filter such as {@code value eq "a" or value eq "b"} names, when it does nothing else. */
    private static Optional<List<String>> named(TypedFilter filter) {
        List<TypedFilter> terms = filter instanceof TypedFilter.Or or ? or.terms() : List.of(filter);
        List<String> ids = terms.stream().flatMap(GroupPatch::id).distinct().toList();
        return terms.stream().allMatch(term -> id(term).findAny().isPresent()) ? Optional.of(ids) : Optional.empty();
    }

    private static Stream<String> id(TypedFilter filter) {
        return filter instanceof TypedFilter.Compare compare
                        && compare.operator() == Operator.EQ
                        && compare.attribute().leaf().name().equals("value")
                        && compare.value() instanceof TypedLiteral.Text text
                ? Stream.of(text.value())
                : Stream.empty();
    }

    /** The ids in the value of an operation, nothing for an empty list. */
    private static Optional<List<String>> ids(Operation operation) {
        List<String> ids = Elements.of(operation.valueOrNull()).stream()
                .flatMap(element ->
                        element instanceof Json.Obj member ? member.get("value").stream() : Stream.of(element))
                .flatMap(value -> value instanceof Json.Text id ? Stream.of(id.value()) : Stream.empty())
                .distinct()
                .toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }
}
