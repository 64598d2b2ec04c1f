package org.rollcall.server.command;

import java.util.List;
import java.util.UUID;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Founding.Founded;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;

/** Queues the rows of organizations that a mapping wants (P-31), before whoever is in them. */
final class OrganizationWriter {

    private final Pipeline pipeline;
    private final UUID tenant;

    OrganizationWriter(Pipeline pipeline, UUID tenant) {
        this.pipeline = pipeline;
        this.tenant = tenant;
    }

    void write(ChangeSet set) {
        List<Founded> founded = set.founded();
        if (founded.isEmpty()) {
            return;
        }
        pipeline.update(
                founded.size(),
                """
                insert into organization (tenant_id, created_at, made_by_mapping, organization_id, parent_id, name,
                    name_canonical)
                select ?, ?, true, * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])""",
                tenant,
                set.at(),
                SqlArray.uuids(founded, one -> one.organization().id().value()),
                SqlArray.uuids(founded, one -> one.parent().value()),
                SqlArray.texts(founded, one -> one.organization().name()),
                SqlArray.texts(
                        founded, one -> Names.canonical(one.organization().name())));
        pipeline.update(1, "update tenant set config_version = config_version + 1 where tenant_id = ?", tenant);
    }
}
