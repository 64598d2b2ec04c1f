package org.rollcall.scim.patch;

import java.util.List;
import org.rollcall.scim.resource.Resource;

/** Applies PATCH operations to a document (RFC 7644 section 3.5.2): pure, and all or nothing. */
public final class PatchInterpreter {

    private PatchInterpreter() {}

    /** The resource after all operations, equal to the given one when nothing changed (B069). */
    public static Resource apply(Resource resource, List<Operation> operations) {
        throw new UnsupportedOperationException();
    }
}
