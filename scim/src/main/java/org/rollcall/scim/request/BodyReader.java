package org.rollcall.scim.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
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

    private final SequencedMap<String, Json> core = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedMap<String, Json>> extensions = new LinkedHashMap<>();
    private Optional<List<String>> members = Optional.empty();

    BodyReader(ResourceType type, KeyReader keys, ValueReader values, MemberReader memberReader, Notes notes) {
        this.type = type;
        this.keys = keys;
        this.values = values;
        this.memberReader = memberReader;
        this.notes = notes;
    }

    ReadResource read(Json.Obj body) {
        keys.read(body).forEach(assignment -> assignment.value().ifPresent(value -> assign(assignment, value)));
        extensions.forEach((urn, attributes) -> core.merge(urn, new Json.Obj(attributes), BodyReader::joined));
        return new ReadResource(Resource.canonical(type, new Json.Obj(core)), members, notes.list());
    }

    private void assign(Assignment assignment, Json value) {
        ResolvedAttribute attribute = assignment.target().attribute();
        boolean aimsInside = assignment.target().filter().isPresent()
                || (attribute.subAttribute().isPresent()
                        && attribute.attribute().multiValued());
        if (aimsInside) {
            notes.add(Dialect.UNKNOWN_ATTRIBUTE, attribute.path().print());
        } else if (!attribute.writable()) {
            notes.claim(attribute, value);
        } else if (type.keptAsRows(attribute)) {
            members = Optional.of(memberReader.read(value));
        } else if (!attribute.secret()) {
            set(attribute, values.read(attribute, value));
        }
    }

    private void set(ResolvedAttribute attribute, Json value) {
        SequencedMap<String, Json> home = attribute.extension()
                ? extensions.computeIfAbsent(attribute.schema(), urn -> new LinkedHashMap<>())
                : core;
        String name = attribute.attribute().name();
        attribute
                .subAttribute()
                .ifPresentOrElse(
                        sub -> home.merge(name, part(sub, value), BodyReader::joined), () -> home.put(name, value));
    }

    private static Json part(Attribute sub, Json value) {
        return Json.Obj.EMPTY.with(sub.name(), value);
    }

    private static Json joined(Json whole, Json part) {
        SequencedMap<String, Json> members = new LinkedHashMap<>(((Json.Obj) whole).members());
        members.putAll(((Json.Obj) part).members());
        return new Json.Obj(members);
    }
}
