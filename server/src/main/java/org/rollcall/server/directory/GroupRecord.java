package org.rollcall.server.directory;

import java.time.Instant;
import java.util.Optional;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;

/** A group as its provider sent it, without its members, which are rows of their own. */
public record GroupRecord(
        GroupId id,
        ProviderId provider,
        Resource resource,
        long version,
        Instant created,
        Instant lastModified,
        Optional<Instant> deleted) {

    public String displayName() {
        return resource.text("displayName").orElse("");
    }

    public Optional<String> externalId() {
        return resource.text("externalId");
    }

    /** The group with another resource, or other members, one version on. */
    public GroupRecord changed(Resource next, Instant now) {
        return new GroupRecord(id, provider, next, version + 1, created, now, deleted);
    }

    /** The group as deleted. */
    public GroupRecord gone(Instant now) {
        return new GroupRecord(id, provider, resource, version + 1, created, now, Optional.of(now));
    }
}
