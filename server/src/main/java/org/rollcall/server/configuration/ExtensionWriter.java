package org.rollcall.server.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.schema.TenantExtension;

/** From the schema extensions before and after to the statements between them, the claims of unique values included. */
final class ExtensionWriter {

    private ExtensionWriter() {}

    static List<Write> of(UUID tenant, List<TenantExtension> before, List<TenantExtension> after, UniqueStock stock) {
        List<TenantExtension> gone = minus(before, after);
        List<TenantExtension> added = minus(after, before);
        if (gone.isEmpty() && added.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(
                                Write.of(
                                        "delete from schema_extension where tenant_id = ? and urn_canonical = any(?)",
                                        tenant,
                                        SqlArray.texts(gone, TenantExtension::key)),
                                Write.of(
                                        """
                                        insert into schema_extension (tenant_id, urn_canonical, resource_type,
                                            required, document)
                                        select ?, n.urn, n.type, n.required, n.document::jsonb
                                        from unnest(?::text[], ?::text[], ?::bool[], ?::text[])
                                            as n (urn, type, required, document)""",
                                        tenant,
                                        SqlArray.texts(added, TenantExtension::key),
                                        SqlArray.texts(added, TenantExtension::resourceType),
                                        SqlArray.booleans(added, TenantExtension::required),
                                        SqlArray.texts(
                                                added,
                                                one -> JsonWriter.write(
                                                        one.schema().toJson()))),
                                Write.of(
                                        "update tenant set schema_version = schema_version + 1 where tenant_id = ?",
                                        tenant)),
                        stock.writes(tenant).stream())
                .toList();
    }

    private static List<TenantExtension> minus(List<TenantExtension> all, List<TenantExtension> others) {
        Set<TenantExtension> known = new HashSet<>(others);
        return all.stream().filter(one -> !known.contains(one)).toList();
    }
}
