package org.rollcall.server.command;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.schema.UniqueValues;
import org.rollcall.server.schema.UniqueValues.Claim;

/** Writes which unique values the users and groups of a change set have now, and releases those they had before. */
final class ClaimWriter {

    private final UUID tenant;
    private final Pipeline pipeline;

    ClaimWriter(UUID tenant, Pipeline pipeline) {
        this.tenant = tenant;
        this.pipeline = pipeline;
    }

    /** A live user or group. */
    private record Holder(ProviderId provider, UUID id, Resource resource) {
        static Optional<Holder> of(UserRecord user) {
            return user.deleted().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Holder(user.provider(), user.id().value(), user.resource()));
        }

        static Optional<Holder> of(GroupRecord group) {
            return group.deleted().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Holder(group.provider(), group.id().value(), group.resource()));
        }
    }

    private record Held(Holder holder, Claim claim) {}

    void write(Changes changes) {
        changes.people().stream()
                .filter(change -> !change.before()
                        .flatMap(Person::record)
                        .equals(change.after().record()))
                .forEach(change -> write(
                        change.before().flatMap(Person::record).flatMap(Holder::of),
                        change.after().record().flatMap(Holder::of)));
        changes.groups().forEach(change -> write(change.before().flatMap(Holder::of), Holder.of(change.after())));
    }

    private void write(Optional<Holder> before, Optional<Holder> after) {
        List<Held> had = held(before).toList();
        List<Held> has = held(after).toList();
        release(without(had, has));
        claim(without(has, had));
    }

    private static Stream<Held> held(Optional<Holder> holder) {
        return holder.stream()
                .flatMap(one -> UniqueValues.of(one.resource()).stream().map(claim -> new Held(one, claim)));
    }

    private static List<Held> without(List<Held> all, Collection<Held> others) {
        Set<Claim> known = new HashSet<>();
        others.forEach(held -> known.add(held.claim()));
        return all.stream().filter(held -> !known.contains(held.claim())).toList();
    }

    private void release(List<Held> claims) {
        if (!claims.isEmpty()) {
            Holder holder = claims.getFirst().holder();
            pipeline.execute(
                    """
                    delete from unique_value v using unnest(?::text[], ?::text[]) as d (attribute, hash)
                    where v.tenant_id = ? and v.provider_id = ? and v.resource_id = ?
                    and v.attribute = d.attribute and v.value_hash = decode(d.hash, 'hex')""",
                    SqlArray.texts(claims, held -> held.claim().attribute()),
                    SqlArray.texts(claims, held -> held.claim().hash()),
                    tenant,
                    holder.provider().value(),
                    holder.id());
        }
    }

    private void claim(List<Held> claims) {
        if (!claims.isEmpty()) {
            Holder holder = claims.getFirst().holder();
            pipeline.update(
                    claims.size(),
                    """
                    insert into unique_value (tenant_id, provider_id, resource_id, attribute, value_hash)
                    select ?, ?, ?, n.attribute, decode(n.hash, 'hex')
                    from unnest(?::text[], ?::text[]) as n (attribute, hash)""",
                    tenant,
                    holder.provider().value(),
                    holder.id(),
                    SqlArray.texts(claims, held -> held.claim().attribute()),
                    SqlArray.texts(claims, held -> held.claim().hash()));
        }
    }
}
