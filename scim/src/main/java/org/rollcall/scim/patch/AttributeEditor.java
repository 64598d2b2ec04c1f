package org.rollcall.scim.patch;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Attribute;

/**
 * Applies one operation to the value of one attribute. The values of a complex attribute are treated as a list, of at
 * most one element when it is not multi-valued.
 */
final class AttributeEditor {

    private final Operation operation;
    private final Attribute attribute;
    private final Optional<Attribute> sub;
    private final List<Json> before;
    private final Notes notes;

    private AttributeEditor(Optional<Json> current, Operation operation, Notes notes) {
        this.operation = operation;
        this.notes = notes;
        this.attribute = operation.target().attribute().attribute();
        this.sub = operation.target().attribute().subAttribute();
        this.before = current.map(Elements::of).orElse(List.of());
    }

    /** The value after the operation, with {@link Json#NULL} for none. */
    static Json edit(Optional<Json> current, Operation operation, Notes notes) {
        if (operation.op() == Op.ADD && operation.valueOrNull() instanceof Json.Null) {
            return current.orElse(Json.NULL);
        }
        return operation.target().attribute().attribute().type() == Attribute.Type.ANY
                ? undescribed(current.orElse(Json.NULL), operation.removes() ? Json.NULL : operation.valueOrNull())
                : new AttributeEditor(current, operation, notes).edited();
    }

    /** Of what no schema describes, only objects are known to have parts. */
    private static Json undescribed(Json current, Json value) {
        return current instanceof Json.Obj base && value instanceof Json.Obj other
                ? Elements.overlaid(base, other)
                : value;
    }

    private Json edited() {
        Target target = operation.target();
        List<Json> after = target.filter().isPresent() || sub.isPresent() ? part() : whole();
        if (attribute.multiValued()) {
            return new Json.Arr(Primary.requireOne(after));
        }
        return after.isEmpty() ? Json.NULL : after.getFirst();
    }

    private List<Json> whole() {
        Json value = operation.valueOrNull();
        if (operation.removes()) {
            return attribute.multiValued() && value instanceof Json.Arr listed ? without(listed) : List.of();
        }
        if (!attribute.multiValued()) {
            return List.of(before.isEmpty() ? value : Elements.merged(before.getFirst(), value));
        }
        return operation.op() == Op.ADD ? Elements.added(before, Elements.of(value)) : Elements.of(value);
    }

    /** Entra ID removes by listing what to remove, and means nothing else (Q-P48). */
    private List<Json> without(Json.Arr listed) {
        return before.stream()
                .filter(element -> listed.elements().stream().noneMatch(other -> Elements.covers(element, other)))
                .toList();
    }

    private List<Json> part() {
        Predicate<Json> selected =
                element -> operation.target().filter().stream().allMatch(filter -> filter.testElement(element));
        if (operation.removes()) {
            return sub.map(part -> edited(selected, element -> Elements.without(element, part)))
                    .orElseGet(() -> before.stream().filter(selected.negate()).toList());
        }
        if (before.stream().anyMatch(selected)) {
            return edited(selected, this::changed);
        }
        Json created = created();
        return Stream.concat((Primary.is(created) ? Primary.allDemoted(before) : before).stream(), Stream.of(created))
                .toList();
    }

    private List<Json> edited(Predicate<Json> selected, UnaryOperator<Json> change) {
        UnaryOperator<Json> others = claimsPrimary() ? Primary::demoted : UnaryOperator.identity();
        return before.stream()
                .map(element -> selected.test(element) ? change.apply(element) : others.apply(element))
                .filter(element -> !Unassigned.is(element))
                .distinct()
                .toList();
    }

    private boolean claimsPrimary() {
        Json value = operation.valueOrNull();
        return sub.map(part -> part.name().equals(Primary.NAME) && value.equals(Json.bool(true)))
                .orElseGet(() -> Primary.is(value));
    }

    private Json changed(Json element) {
        Json value = operation.valueOrNull();
        if (sub.isPresent()) {
            return Elements.merged(element, changedPart(element, sub.get(), value));
        }
        return operation.op() == Op.ADD
                ? Elements.merged(element, value)
                : Elements.merged(seed().orElse(Json.NULL), value);
    }

    private Json.Obj changedPart(Json element, Attribute part, Json value) {
        boolean appends = operation.op() == Op.ADD && part.multiValued();
        List<Json> present = element instanceof Json.Obj object
                ? object.get(part.name()).map(Elements::of).orElse(List.of())
                : List.of();
        return Json.Obj.EMPTY.with(
                part.name(), appends ? new Json.Arr(Elements.added(present, Elements.of(value))) : value);
    }

    /** Entra ID sets a value that is not there yet by a filter that would describe it (Q-P44). */
    private Json created() {
        if (operation.target().filter().isPresent()) {
            notes.add(
                    Dialect.UNMATCHED_FILTER,
                    operation.target().attribute().path().print());
        }
        Json value = operation.valueOrNull();
        Json seed = seed().filter(described -> attribute.multiValued() || before.isEmpty())
                .orElseThrow(() -> ScimError.noTarget("No value of " + attribute.name()
                                + " matches the filter of the path, and none can be made from it.")
                        .exception());
        return Elements.merged(
                seed,
                sub.<Json>map(part -> Json.Obj.EMPTY.with(part.name(), value)).orElse(value));
    }

    private Optional<Json> seed() {
        return operation.target().filter().map(Seed::of).orElse(Optional.of(Json.Obj.EMPTY));
    }
}
