package org.rollcall.server.configuration;

import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Names;
import org.rollcall.server.placement.ProviderRules;

/**
 * A mapping row as it stands. Within its list, a row is told apart by its key.
 *
 * @param <T> what it maps to: an organization, roles, or a delay
 * @param bound the group through which it acts; empty until that group is created
 */
record MappingRow<T>(UUID id, ProviderRules.Key key, Optional<Bound> bound, T target) {

    /**
     * A group that a row has been bound to.
     *
     * @param live false when the group has been deleted; the row stays with it (P-36)
     */
    record Bound(GroupId group, String name, boolean live) {}

    /** The form under which keys are equal: names without case, externalIds and expressions exactly. */
    static ProviderRules.Key canonical(ProviderRules.Key key) {
        return switch (key.kind()) {
            case DISPLAY_NAME -> new ProviderRules.Key(key.kind(), Names.canonical(key.value()));
            case EXTERNAL_ID, EXPRESSION -> key;
        };
    }

    ProviderRules.Key canonicalKey() {
        return canonical(key);
    }

    /** The group it acts through, if there is one. */
    Optional<GroupId> acting() {
        return bound.filter(Bound::live).map(Bound::group);
    }
}
