package org.rollcall.server.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.Tx;

/** The schemas of each tenant, loaded once per version and node. */
public final class SchemaStore {

    private static final int TENANTS = 1_000;

    private final Tx tx;
    private final Schemas everybodys;
    private final Cache<TenantId, TenantSchemas> cache =
            Caffeine.newBuilder().maximumSize(TENANTS).build();

    /** A store of tenants that all have these schemas, and each its own extensions. */
    public SchemaStore(Tx tx, Schemas everybodys) {
        this.tx = tx;
        this.everybodys = everybodys;
    }

    /**
     * Does something with the schemas that are known here, and once more whenever it finds, by {@link
     * TenantSchemas#requireVersion}, that they are no longer in force. So nobody asks for the version alone.
     */
    public <R> R using(TenantId tenant, Function<TenantSchemas, R> work) {
        TenantSchemas known = Optional.ofNullable(cache.getIfPresent(tenant)).orElseGet(() -> load(tenant));
        while (true) {
            try {
                return work.apply(known);
            } catch (SupersededException somebodyChangedThem) {
                known = load(tenant);
            }
        }
    }

    /** The schemas in force, for whoever asks nothing else of the database. */
    public TenantSchemas inForce(TenantId tenant) {
        return using(
                tenant,
                known -> tx.read(pipeline -> {
                    var version = known.queueVersion(pipeline);
                    pipeline.run();
                    known.requireVersion(version.get().getFirst());
                    return known;
                }));
    }

    private TenantSchemas load(TenantId tenant) {
        TenantSchemas loaded = tx.read(pipeline -> read(tenant, pipeline));
        cache.put(tenant, loaded);
        return loaded;
    }

    /** Each statement has a snapshot of its own: what lies between two versions is read again. */
    private TenantSchemas read(TenantId tenant, Pipeline pipeline) {
        while (true) {
            var before = TenantSchemas.queueVersion(tenant, pipeline);
            var extensions = TenantExtension.query(tenant.value(), pipeline);
            var after = TenantSchemas.queueVersion(tenant, pipeline);
            pipeline.run();
            if (before.get().equals(after.get())) {
                return new TenantSchemas(tenant, after.get().getFirst(), with(extensions.get()));
            }
        }
    }

    private Schemas with(List<TenantExtension> extensions) {
        Schemas types = everybodys;
        for (TenantExtension extension : extensions) {
            types = types.withExtension(extension.resourceType(), extension.schema(), extension.required());
        }
        return types;
    }
}
