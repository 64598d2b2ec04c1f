package org.rollcall.scim.request;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.resource.Resource;

/**
 * The body of a POST or PUT.
 *
 * @param resource its attributes in canonical form
 * @param members the ids of the members of a group, without repetition: absent when the body does not speak of
 *     members, empty when it says there are none
 * @param notes what was repaired or dropped
 */
public record ReadResource(Resource resource, Optional<List<String>> members, List<Note> notes) {
    public ReadResource {
        members = members.map(List::copyOf);
        notes = List.copyOf(notes);
    }
}
