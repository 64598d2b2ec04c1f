package org.rollcall.server.scim;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.patch.Operation;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResolvedAttribute;

/** What a write sent of the attributes that are returned on request, and so is answered without being named (A064). */
final class Sent {

    private Sent() {}

    static Set<AttributePath> of(Resource resource) {
        return paths(resource.type().attributes().stream()
                .flatMap(Sent::withParts)
                .filter(attribute -> onRequest(attribute.leaf()))
                .filter(attribute -> resource.get(attribute).isPresent()));
    }

    static Set<AttributePath> of(List<Operation> operations) {
        return paths(operations.stream()
                .map(operation -> operation.target().attribute())
                .flatMap(attribute -> attribute.subAttribute().isPresent()
                        ? Stream.of(attribute.withoutSub(), attribute)
                        : withParts(attribute))
                .filter(attribute -> onRequest(attribute.leaf())));
    }

    private static Set<AttributePath> paths(Stream<ResolvedAttribute> attributes) {
        return attributes.map(ResolvedAttribute::path).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<ResolvedAttribute> withParts(ResolvedAttribute attribute) {
        return Stream.concat(
                Stream.of(attribute),
                attribute.attribute().subAttributes().stream().map(attribute::withSub));
    }

    private static boolean onRequest(Attribute attribute) {
        return attribute.returned() == Attribute.Returned.REQUEST;
    }
}
