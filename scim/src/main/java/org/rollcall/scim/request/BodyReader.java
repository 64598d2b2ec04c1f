package org.rollcall.scim.request;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/** Reads the body of one POST or PUT. */
final class BodyReader {

    private final ResourceType type;
    private final KeyReader keys;
    private final ValueReader values;
    private final MemberReader memberReader;
    private final Notes notes;

    private Resource resource;
    private Optional<List<String>> members = Optional.empty();

    BodyReader(ResourceType type, KeyReader keys, ValueReader values, MemberReader memberReader, Notes notes) {
        this.type = type;
        this.keys = keys;
        this.values = values;
        this.memberReader = memberReader;
        this.notes = notes;
        this.resource = new Resource(type, Json.Obj.EMPTY);
    }

    ReadResource read(Json.Obj body) {
        keys.read(body).forEach(assignment -> assignment.value().ifPresent(value -> assign(assignment, value)));
        Required.require(resource);
        return new ReadResource(resource, members, notes.list());
    }

    private void assign(Assignment assignment, Json value) {
        ResolvedAttribute attribute = assignment.target().attribute();
        boolean aimsInside = assignment.target().filter().isPresent()
                || attribute.subAttribute().isPresent() && attribute.attribute().multiValued();
        if (aimsInside) {
            notes.add(Dialect.UNKNOWN_ATTRIBUTE, attribute.path().print());
        } else if (!attribute.attribute().writable() || !attribute.leaf().writable()) {
            notes.add(Dialect.READ_ONLY, attribute.path().print());
        } else if (type.keptAsRows(attribute)) {
            members = Optional.of(memberReader.read(value));
        } else if (attribute.leaf().returned() != Attribute.Returned.NEVER) {
            set(attribute, values.read(attribute, value));
        }
    }

    private void set(ResolvedAttribute attribute, Json value) {
        Json present = resource.get(attribute.withoutSub()).orElse(Json.Obj.EMPTY);
        Json whole = attribute
                .subAttribute()
                .<Json>map(
                        sub -> (present instanceof Json.Obj object ? object : Json.Obj.EMPTY).with(sub.name(), value))
                .orElse(value);
        resource = resource.with(attribute.withoutSub(), whole);
    }
}
