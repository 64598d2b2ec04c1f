package org.rollcall.server.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Names;

/**
 * The attribute that holds an organization's name (P-31): {@code title}, {@code urn:…:User:department},
 * {@code manager.displayName}. Without a URN it is looked for at the top and in every extension, described or not. It is
 * read from the document as the provider sent it.
 */
public record NameAttribute(AttributePath path) {

    /** The attribute that this text names, if it is a SCIM attribute path (RFC 7644 section 3.10). */
    public static Optional<NameAttribute> parse(String text) {
        return AttributePath.parse(text.strip()).map(NameAttribute::new);
    }

    /** The names it holds, without blanks around them; each once, whatever its case. Numbers are names, too. */
    public List<String> values(Json.Obj attributes) {
        Map<String, String> values = new LinkedHashMap<>();
        homes(attributes)
                .flatMap(home -> member(home, path.attribute()))
                .flatMap(NameAttribute::elements)
                .flatMap(this::part)
                .flatMap(NameAttribute::text)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> values.putIfAbsent(org.rollcall.server.base.Names.canonical(name), name));
        return List.copyOf(values.values());
    }

    private Stream<Json.Obj> homes(Json.Obj attributes) {
        Stream<Json.Obj> extensions = attributes.members().entrySet().stream()
                .filter(member -> member.getKey().indexOf(':') > 0)
                .filter(member ->
                        path.urn().map(urn -> Names.same(urn, member.getKey())).orElse(true))
                .flatMap(member -> member.getValue() instanceof Json.Obj object ? Stream.of(object) : Stream.empty());
        boolean core = path.urn().map(urn -> urn.contains(":core:")).orElse(true);
        return core ? Stream.concat(Stream.of(attributes), extensions) : extensions;
    }

    private static Stream<Json> member(Json.Obj object, String name) {
        return object.members().entrySet().stream()
                .filter(member -> Names.same(member.getKey(), name))
                .map(Map.Entry::getValue);
    }

    private static Stream<Json> elements(Json value) {
        return value instanceof Json.Arr array ? array.elements().stream() : Stream.of(value);
    }

    /** The sub-attribute; of a complex value without one its {@code value}. */
    private Stream<Json> part(Json element) {
        if (element instanceof Json.Obj object) {
            return member(object, path.subAttribute().orElse("value"));
        }
        return path.subAttribute().isPresent() ? Stream.empty() : Stream.of(element);
    }

    private static Stream<String> text(Json value) {
        return switch (value) {
            case Json.Text text -> Stream.of(text.value());
            case Json.Num number -> Stream.of(number.value().toPlainString());
            default -> Stream.empty();
        };
    }

    @Override
    public String toString() {
        return path.print();
    }
}
