package org.rollcall.server.configuration;

import java.util.Map;
import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.configuration.MappingRow.Bound;
import org.rollcall.server.placement.ProviderRules;

/** The live groups that the rows of a document name. */
record Groups(Map<Of, Bound> found) {

    /** A canonical key at a provider. */
    record Of(ProviderId provider, ProviderRules.Key key) {}

    Groups {
        found = Map.copyOf(found);
    }

    Optional<Bound> find(ProviderId provider, ProviderRules.Key key) {
        return Optional.ofNullable(found.get(new Of(provider, MappingRow.canonical(key))));
    }
}
