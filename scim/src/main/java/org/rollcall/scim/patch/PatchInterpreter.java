package org.rollcall.scim.patch;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResolvedAttribute;

/** Applies PATCH operations to a document (RFC 7644 section 3.5.2): pure, in order, and all or nothing (B063, B065). */
public final class PatchInterpreter {

    private PatchInterpreter() {}

    /**
     * The resource after all operations; it equals the given one when nothing changed (B069).
     *
     * @param maxValues how many values a multi-valued attribute may come to have
     * @param notes where an element that had to be made is reported, or refused
     */
    public static Resource apply(Resource resource, List<Operation> operations, int maxValues, Notes notes) {
        Resource result = resource;
        for (Operation operation : operations) {
            result = apply(result, operation, maxValues, notes);
        }
        return result;
    }

    /** The same in {@link Mode#COMPAT}. */
    public static Resource apply(Resource resource, List<Operation> operations, int maxValues) {
        return apply(resource, operations, maxValues, new Notes(Mode.COMPAT));
    }

    private static Resource apply(Resource resource, Operation operation, int maxValues, Notes notes) {
        ResolvedAttribute attribute = operation.target().attribute().withoutSub();
        Optional<Json> current = resource.get(attribute);
        Json next = AttributeEditor.edit(current, operation, notes);
        if (next instanceof Json.Arr values && values.elements().size() > maxValues) {
            throw ScimError.invalidValue(attribute.path().print() + " can have at most " + maxValues + " values.")
                    .exception();
        }
        Resource result = resource.with(attribute, next).requireImmutableKept(resource, attribute);
        requireRequired(operation, result);
        return result;
    }

    /** What is required may be replaced, not taken away (B072); of a required list something has to stay. */
    private static void requireRequired(Operation operation, Resource result) {
        Target target = operation.target();
        boolean attributeGone = target.attribute().attribute().required()
                && result.get(target.attribute().withoutSub()).isEmpty();
        boolean partGone = operation.removes()
                && target.attribute().leaf().required()
                && target.filter().isEmpty();
        if (attributeGone || partGone) {
            String detail = target.attribute().path().print() + " is required and cannot be removed.";
            throw (operation.op() == Op.REMOVE ? ScimError.mutability(detail) : ScimError.invalidValue(detail))
                    .exception();
        }
    }
}
