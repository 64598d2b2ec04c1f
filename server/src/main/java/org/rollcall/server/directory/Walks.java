package org.rollcall.server.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.Limits;

/**
 * Remembers where a reader of a list was: who reads page after page continues from the last id instead of counting
 * from the start, and the total is counted once per walk. Forgetting costs time, never correctness.
 */
public final class Walks {

    /** A list as one reader asks for it, and the index at which the next page would start. */
    private record Key(List<Object> list, long startIndex) {}

    /** Where the page before ended. */
    public record Place(UUID lastId, long total) {}

    private final Cache<Key, Place> places = Caffeine.newBuilder()
            .maximumSize(Limits.WALKS)
            .expireAfterWrite(Limits.WALK_MEMORY)
            .build();

    Optional<Place> find(List<Object> list, long startIndex) {
        return Optional.ofNullable(places.getIfPresent(new Key(list, startIndex)));
    }

    void remember(List<Object> list, long startIndex, Place place) {
        places.put(new Key(list, startIndex), place);
    }
}
