package org.rollcall.scim.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.filter.PatchPath;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.Op;
import org.rollcall.scim.patch.Operation;
import org.rollcall.scim.schema.Keyword;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;

/** Reads the operations of one PATCH. */
final class OperationReader {

    private final ResourceType type;
    private final FilterLimits limits;
    private final KeyReader keys;
    private final ValueReader values;
    private final MemberReader members;
    private final Notes notes;

    private final List<Operation> operations = new ArrayList<>();
    private final List<String> unknownPaths = new ArrayList<>();
    private boolean understood;

    OperationReader(
            ResourceType type,
            FilterLimits limits,
            KeyReader keys,
            ValueReader values,
            MemberReader members,
            Notes notes) {
        this.type = type;
        this.limits = limits;
        this.keys = keys;
        this.values = values;
        this.members = members;
        this.notes = notes;
    }

    /** The operations, normalised. */
    List<Operation> read(List<Json> sent) {
        sent.forEach(this::read);
        // One unknown attribute must not block a deactivation beside it (Q-P54); nothing but unknown ones is a mistake
        // (H-P5).
        if (!understood && !unknownPaths.isEmpty()) {
            throw ScimError.invalidPath(
                            type.name() + " has no attribute " + ScimError.excerpt(unknownPaths.getFirst()) + ".")
                    .exception();
        }
        return operations;
    }

    private void read(Json sent) {
        if (!(sent instanceof Json.Obj operation)) {
            throw refuse("An operation is an object with op, path and value.");
        }
        Op op = op(operation);
        Optional<Json> value = Members.find(operation, "value");
        if (op != Op.REMOVE && value.isEmpty()) {
            throw ScimError.invalidValue("The operation " + op.wireName() + " needs a value.")
                    .exception();
        }
        path(operation).ifPresentOrElse(path -> withPath(op, path, value), () -> withoutPath(op, value));
    }

    private Op op(Json.Obj operation) {
        String written = Members.find(operation, "op")
                .flatMap(op -> op instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty())
                .orElse("");
        Op op = Keyword.of(Op.values(), written)
                .orElseThrow(() -> refuse("The op of an operation is add, remove or replace."));
        if (!written.equals(op.wireName())) {
            notes.add(Dialect.OPERATION_CASE, "op");
        }
        return op;
    }

    private static Optional<String> path(Json.Obj operation) {
        return Members.find(operation, "path").flatMap(path -> switch (path) {
            case Json.Text text -> Optional.of(text.value()).filter(written -> !written.isEmpty());
            case Json.Null nothing -> Optional.empty();
            default ->
                throw ScimError.invalidPath("The path of an operation is a string.")
                        .exception();
        });
    }

    private void withoutPath(Op op, Optional<Json> value) {
        if (op == Op.REMOVE && !namesMembersOnly(value)) {
            throw ScimError.noTarget("The operation remove needs a path.").exception();
        }
        if (!(unwrapped(value.orElse(Json.NULL)) instanceof Json.Obj object)) {
            throw ScimError.invalidValue("An operation without path needs an object of attributes as its value.")
                    .exception();
        }
        if (op == Op.REMOVE) {
            notes.add(
                    Dialect.REMOVAL_WITHOUT_PATH, object.members().firstEntry().getKey());
        }
        understood = true;
        keys.read(object).forEach(assignment -> assign(op, assignment));
    }

    /** An object in a list of its own, as some client libraries always send it. */
    private Json unwrapped(Json value) {
        if (value instanceof Json.Arr list && list.elements().size() == 1) {
            notes.add(Dialect.LIST_FOR_SINGLE_VALUE, "value");
            return list.elements().getFirst();
        }
        return value;
    }

    /** {@code {"op": "remove", "value": {"members": […]}}} can only mean one thing. */
    private boolean namesMembersOnly(Optional<Json> value) {
        return value.orElse(Json.NULL) instanceof Json.Obj object
                && object.members().size() == 1
                && type.rows()
                        .filter(rows ->
                                Names.same(rows, object.members().firstEntry().getKey()))
                        .isPresent();
    }

    private void withPath(Op op, String path, Optional<Json> value) {
        Optional<Schema> extension = type.extension(path);
        if (Names.same(path, type.schema().id())) {
            withoutPath(op, value);
        } else if (extension.isPresent()) {
            understood = true;
            (op == Op.REMOVE
                            ? keys.clearing(extension.get())
                            : keys.readExtension(extension.get(), value.orElse(Json.NULL)))
                    .forEach(assignment -> assign(op, assignment));
        } else {
            PatchPath.parse(path, limits)
                    .resolve(type, notes)
                    .ifPresentOrElse(target -> known(op, target, value), () -> undescribed(op, path, value));
        }
    }

    private void undescribed(Op op, String path, Optional<Json> value) {
        // A removal does not say whether the path is an extension or a value in one, so it is both.
        Stream<Json> readings = op == Op.REMOVE ? Stream.of(Json.NULL, Json.Obj.EMPTY) : value.stream();
        List<Target> targets = readings.flatMap(reading -> keys.undescribed(path, reading).stream())
                .toList();
        targets.forEach(target -> known(op, target, value));
        if (targets.isEmpty()) {
            unknownPaths.add(path);
            notes.add(Dialect.UNKNOWN_PATH, path);
        }
    }

    private void assign(Op op, Assignment assignment) {
        ResolvedAttribute attribute = assignment.target().attribute();
        if (assignment.value().isPresent()) {
            known(op, assignment.target(), assignment.value());
        } else if (op != Op.ADD && attribute.writable()) {
            operations.add(new Operation(Op.REMOVE, assignment.target(), Optional.empty()));
        }
    }

    private void known(Op op, Target target, Optional<Json> value) {
        understood = true;
        ResolvedAttribute attribute = target.attribute();
        if (!attribute.writable()) {
            readOnly(op, attribute, value.orElse(Json.NULL));
        } else if (type.keptAsRows(attribute)) {
            membership(op, target, value);
        } else if (!attribute.secret()) {
            operations.add(new Operation(op, target, value(op, target, value)));
        }
    }

    private void readOnly(Op op, ResolvedAttribute attribute, Json value) {
        if (op == Op.REMOVE) {
            throw ScimError.mutability(attribute.path().print() + " is read-only.")
                    .exception();
        }
        notes.claim(attribute, value);
    }

    private Optional<Json> value(Op op, Target target, Optional<Json> value) {
        ResolvedAttribute attribute = target.attribute();
        boolean aimsInside =
                target.filter().isPresent() || attribute.subAttribute().isPresent();
        if (op != Op.REMOVE) {
            boolean one =
                    target.filter().isPresent() && attribute.subAttribute().isEmpty();
            return value.map(sent -> one ? values.readOne(attribute, sent) : values.read(attribute, sent));
        }
        return aimsInside || !attribute.attribute().multiValued()
                ? Optional.empty()
                : value.map(list -> listed(attribute, list));
    }

    /** What a remove lists: of an empty list nothing, where without one it would be everything. */
    private Json listed(ResolvedAttribute attribute, Json value) {
        Json read = values.read(attribute, value);
        boolean nothing = read instanceof Json.Null;
        if (nothing && !(value instanceof Json.Arr)) {
            return Json.NULL;
        }
        notes.add(Dialect.LISTED_REMOVAL, attribute.path().print());
        return nothing ? Json.Arr.EMPTY : read;
    }

    private void membership(Op op, Target target, Optional<Json> value) {
        ResolvedAttribute attribute = target.attribute();
        if (attribute.subAttribute().isPresent()) {
            memberDetail(op, attribute);
        } else if (target.filter().isPresent()) {
            filteredMembers(op, target);
        } else {
            operations.add(new Operation(op, target, Optional.of(ids(op, attribute, value.orElse(Json.NULL)))));
        }
    }

    private Json ids(Op op, ResolvedAttribute attribute, Json value) {
        if (value instanceof Json.Null) {
            return Json.NULL;
        }
        if (op == Op.REMOVE) {
            notes.add(Dialect.LISTED_REMOVAL, attribute.path().print());
        }
        return Json.Arr.ofTexts(members.read(value));
    }

    private void memberDetail(Op op, ResolvedAttribute attribute) {
        if (op == Op.REMOVE || attribute.leaf().name().equals("value")) {
            throw ScimError.mutability("A member cannot be changed; add or remove it.")
                    .exception();
        }
        notes.add(Dialect.MEMBER_DETAIL, attribute.path().print());
    }

    private void filteredMembers(Op op, Target target) {
        if (op != Op.REMOVE) {
            throw ScimError.invalidPath("Members that match a filter can only be removed; add others by their id.")
                    .exception();
        }
        operations.add(new Operation(op, target, Optional.empty()));
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidSyntax(detail).exception();
    }
}
