package org.rollcall.scim.request;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;

/**
 * Reads the bodies that real providers send for one resource type; the one place that knows their dialects. What has to
 * be repaired goes to the notes, which refuse it in strict mode.
 */
public final class RequestReader {

    private final ResourceType type;
    private final RequestLimits limits;
    private final Required required;

    /** A reader for resources of a type. */
    public RequestReader(ResourceType type, RequestLimits limits) {
        this.type = type;
        this.limits = limits;
        this.required = new Required(type);
    }

    /** The body of a POST or PUT; {@code invalidValue} or {@code invalidSyntax} when it is none. */
    public ReadResource readResource(Json sent, Notes notes) {
        Json.Obj body = Members.body(sent);
        SentSchemas.ofResource(type, body, notes);
        ReadResource read = new BodyReader(type, keys(notes), values(notes), members(notes), notes).read(body);
        required.require(read.resource());
        return read;
    }

    /** The body of a PATCH; {@code invalidSyntax}, {@code invalidPath}, {@code invalidValue} or {@code noTarget}. */
    public PatchRequest readPatch(Json sent, Notes notes) {
        Json.Obj body = Members.body(sent);
        List<Json> operations = operations(body);
        SentSchemas.ofPatch(body, notes);
        OperationReader reader =
                new OperationReader(type, limits.path(), keys(notes), values(notes), members(notes), notes);
        return new PatchRequest(reader.read(operations), notes.list());
    }

    /** The same in {@link Mode#COMPAT}. */
    public ReadResource readResource(Json sent) {
        return readResource(sent, new Notes(Mode.COMPAT));
    }

    /** The same in {@link Mode#COMPAT}. */
    public PatchRequest readPatch(Json sent) {
        return readPatch(sent, new Notes(Mode.COMPAT));
    }

    private List<Json> operations(Json.Obj body) {
        if (!(Members.find(body, "Operations").orElse(Json.NULL) instanceof Json.Arr operations)
                || operations.elements().isEmpty()) {
            throw ScimError.invalidSyntax("A PATCH needs Operations, a list of one or more.")
                    .exception();
        }
        if (operations.elements().size() > limits.maxOperations()) {
            throw ScimError.payloadTooLarge("A PATCH can have at most " + limits.maxOperations() + " operations.")
                    .exception();
        }
        return operations.elements();
    }

    private KeyReader keys(Notes notes) {
        return new KeyReader(type, limits.path(), notes);
    }

    private ValueReader values(Notes notes) {
        return new ValueReader(limits.maxValues(), notes);
    }

    private MemberReader members(Notes notes) {
        return new MemberReader(type.rows().orElse("members"), limits.maxMembers(), notes);
    }
}
