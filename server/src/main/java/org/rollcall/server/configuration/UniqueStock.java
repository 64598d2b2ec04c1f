package org.rollcall.server.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.schema.StoredJson;
import org.rollcall.server.schema.TenantExtension;
import org.rollcall.server.schema.UniqueValues;

/**
 * What becomes of the claims of unique values when schemas change: those of attributes that are no longer unique, or not
 * in the same way, are released, and the values that are stored already are claimed for those that are unique from now on.
 *
 * @param released paths of attributes whose claims go
 * @param held the values stored for attributes that become unique
 */
record UniqueStock(List<String> released, List<Held> held) {

    static final UniqueStock NONE = new UniqueStock(List.of(), List.of());

    /** A value of a live resource. */
    record Held(UUID provider, UUID resource, String attribute, String hash) {}

    /** Loads what the change concerns. */
    static UniqueStock load(UUID tenant, Pipeline pipeline, List<TenantExtension> before, List<TenantExtension> after) {
        Map<String, Unique> old = unique(before);
        Map<String, Unique> now = unique(after);
        List<String> released = List.copyOf(otherThan(now, old).keySet());
        List<Held> held = otherThan(old, now).values().stream()
                .flatMap(unique -> held(tenant, pipeline, unique).stream())
                .toList();
        return new UniqueStock(released, held);
    }

    /** A unique attribute and all that its claims depend on. */
    private record Unique(String table, String key, ResourceType type, ResolvedAttribute attribute) {

        /** Two that are equal in this have equal claims for equal values. */
        List<Object> identity() {
            return List.of(
                    table,
                    attribute.path(),
                    attribute.leaf().type(),
                    attribute.leaf().caseExact());
        }
    }

    /** Those of the second that the first lacks, or has in another way. */
    private static Map<String, Unique> otherThan(Map<String, Unique> known, Map<String, Unique> all) {
        Map<String, Unique> others = new HashMap<>(all);
        others.entrySet()
                .removeIf(entry -> Optional.ofNullable(known.get(entry.getKey()))
                        .filter(same -> same.identity().equals(entry.getValue().identity()))
                        .isPresent());
        return others;
    }

    private static Map<String, Unique> unique(List<TenantExtension> extensions) {
        Map<String, Unique> result = new HashMap<>();
        for (TenantExtension extension : extensions) {
            boolean users = extension.resourceType().equals("User");
            Schemas standard = Schemas.standard();
            ResourceType type = (users ? standard.user() : standard.group()).with(extension.schema(), false);
            UniqueValues.attributes(type)
                    .forEach(attribute -> result.put(
                            UniqueValues.key(attribute),
                            new Unique(
                                    users ? "user_record" : "group_record",
                                    users ? "user_id" : "group_id",
                                    type,
                                    attribute)));
        }
        return result;
    }

    private static List<Held> held(UUID tenant, Pipeline pipeline, Unique unique) {
        ResolvedAttribute whole = unique.attribute().withoutSub();
        var rows = pipeline.query(
                """
                select provider_id, %s as id, (attributes #> ?)::text as value from %s
                where tenant_id = ? and deleted_at is null and attributes #> ? is not null""".formatted(unique.key(), unique.table()),
                row -> stored(
                        unique,
                        row.getObject("provider_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("value")),
                path(whole),
                tenant,
                path(whole));
        pipeline.run();
        return rows.get().stream().flatMap(List::stream).toList();
    }

    private static List<Held> stored(Unique unique, UUID provider, UUID resource, String value) {
        Json json = StoredJson.parse(value);
        Resource only = new Resource(unique.type(), Json.Obj.EMPTY)
                .with(unique.attribute().withoutSub(), json);
        return UniqueValues.of(only, unique.attribute())
                .distinct()
                .map(claim -> new Held(provider, resource, claim.attribute(), claim.hash()))
                .toList();
    }

    private static SqlArray path(ResolvedAttribute attribute) {
        return SqlArray.texts(List.of(attribute.schema(), attribute.attribute().name()), part -> part);
    }

    /** Values that two resources of one provider have already, so that they cannot become unique. */
    List<Problem> problems() {
        Map<List<Object>, Held> first = new HashMap<>();
        Map<String, Integer> twice = new HashMap<>();
        Map<String, String> example = new HashMap<>();
        for (Held one : held) {
            Held earlier = first.putIfAbsent(List.of(one.provider(), one.attribute(), one.hash()), one);
            if (earlier != null) {
                twice.merge(one.attribute(), 1, Integer::sum);
                example.putIfAbsent(one.attribute(), earlier.resource() + " and " + one.resource());
            }
        }
        return twice.keySet().stream()
                .sorted()
                .map(attribute -> new Problem(
                        "/schemas",
                        "%s cannot be unique: %d stored values are there twice, the first at %s. Have the provider change them first"
                                .formatted(attribute, twice.get(attribute), example.get(attribute))))
                .toList();
    }

    List<Write> writes(UUID tenant) {
        List<Write> writes = new ArrayList<>();
        if (!released.isEmpty()) {
            writes.add(Write.of(
                    "delete from unique_value where tenant_id = ? and attribute = any(?)",
                    tenant,
                    SqlArray.texts(released, attribute -> attribute)));
        }
        if (!held.isEmpty()) {
            writes.add(Write.of(
                    """
                    insert into unique_value (tenant_id, provider_id, resource_id, attribute, value_hash)
                    select ?, n.provider, n.resource, n.attribute, decode(n.hash, 'hex')
                    from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])
                        as n (provider, resource, attribute, hash)""",
                    tenant,
                    SqlArray.uuids(held, Held::provider),
                    SqlArray.uuids(held, Held::resource),
                    SqlArray.texts(held, Held::attribute),
                    SqlArray.texts(held, Held::hash)));
        }
        return writes;
    }
}
