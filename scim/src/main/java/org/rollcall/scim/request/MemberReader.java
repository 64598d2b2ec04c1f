package org.rollcall.scim.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/**
 * Reads the ids of members in all the shapes they come in: objects with a {@code value}, a single object, bare strings
 * (Q-P103), wrapped in an object. Nothing but the id is taken from a member (Q-P90).
 */
final class MemberReader {

    private final String name;
    private final int maxMembers;
    private final Notes notes;
    private int count;

    /** A reader for the attribute of this name, for at most so many members in all. */
    MemberReader(String name, int maxMembers, Notes notes) {
        this.name = name;
        this.maxMembers = maxMembers;
        this.notes = notes;
    }

    /** The ids, each once; none for null or an empty list. An empty string is a member without an id, and refused. */
    List<String> read(Json value) {
        Set<String> ids = new LinkedHashSet<>();
        for (Json member : listed(value)) {
            ids.add(id(member));
        }
        count += ids.size();
        if (count > maxMembers) {
            throw ScimError.payloadTooLarge("A request can name at most " + maxMembers + " " + name
                            + "; send more in further requests.")
                    .exception();
        }
        return new ArrayList<>(ids);
    }

    private List<Json> listed(Json value) {
        return switch (value) {
            case Json.Null nothing -> List.of();
            case Json.Arr array ->
                array.elements().stream()
                        .filter(element -> !(element instanceof Json.Null))
                        .toList();
            case Json.Obj object -> unwrapped(object);
            default -> List.of(value);
        };
    }

    private List<Json> unwrapped(Json.Obj object) {
        if (object.members().size() == 1
                && Names.same(object.members().firstEntry().getKey(), name)) {
            notes.add(Dialect.WRAPPED_MEMBERS, name);
            return listed(object.members().firstEntry().getValue());
        }
        notes.add(Dialect.SINGLE_VALUE_FOR_LIST, name);
        return List.of(object);
    }

    private String id(Json member) {
        if (member instanceof Json.Text) {
            notes.add(Dialect.BARE_VALUE, name);
        }
        Json value = member instanceof Json.Obj object
                ? Members.find(object, "value").orElse(Json.NULL)
                : member;
        if (value instanceof Json.Text id && !id.value().isEmpty()) {
            return id.value();
        }
        throw ValueReader.refuse(name, "must have a value in each element: the id of the member, a string");
    }
}
