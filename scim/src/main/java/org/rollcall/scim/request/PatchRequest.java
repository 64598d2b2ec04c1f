package org.rollcall.scim.request;

import java.util.List;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.patch.Operation;

/** The body of a PATCH: its operations, normalised, and what was repaired or dropped. */
public record PatchRequest(List<Operation> operations, List<Note> notes) {
    public PatchRequest {
        operations = List.copyOf(operations);
        notes = List.copyOf(notes);
    }
}
