package org.rollcall.sync.directory;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a directory tells of changes since a cookie.
 *
 * @param changes empty when it could not tell, so that everybody has to be looked at
 * @param cookies for the next time, by what was asked
 * @param why it could not tell, in words
 */
public record Told(Optional<Changes> changes, Map<String, String> cookies, String why) {

    /** Nothing was asked. */
    public static final Told NOTHING = new Told(Optional.empty(), Map.of(), "");

    /**
     * Ids of entries, which need not be people.
     *
     * @param modified made, changed, renamed or moved
     * @param deleted no longer found by the search
     */
    public record Changes(Set<String> modified, Set<String> deleted) {

        /** Who has to be looked at. */
        public Set<String> touched() {
            Set<String> touched = new HashSet<>(modified);
            touched.addAll(deleted);
            return touched;
        }
    }

    static Told unable(String why) {
        return new Told(Optional.empty(), Map.of(), why);
    }

    static Told unable(String why, Map<String, String> cookies) {
        return new Told(Optional.empty(), cookies, why);
    }
}
