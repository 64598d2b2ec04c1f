package org.rollcall.server.directory;

import java.util.Optional;
import java.util.UUID;

/** Where in a list a page begins. What is not an index knows, but for the first page, how many there were in all. */
public sealed interface Position {

    /** The resource of this 1-based index (RFC 7644 §3.4.2.4). */
    record Index(long start) implements Position {}

    /** The first resource, for a reader who goes on by cursor (RFC 9865). */
    record First() implements Position {}

    /** Behind a resource, in the order of creation. */
    record After(UUID id, long total) implements Position {}

    /** Before a resource, in the order of creation. */
    record Before(UUID id, long total) implements Position {}

    /** Behind so many resources of a list in another order. */
    record Offset(long offset, long total) implements Position {}

    /** The total that was counted for the first page. */
    default Optional<Long> counted() {
        return switch (this) {
            case Index index -> Optional.empty();
            case First first -> Optional.empty();
            case After after -> Optional.of(after.total());
            case Before before -> Optional.of(before.total());
            case Offset offset -> Optional.of(offset.total());
        };
    }

    /** How many resources are skipped where no key says where to begin. */
    default long skipped() {
        return switch (this) {
            case Index index -> index.start() - 1;
            case Offset offset -> offset.offset();
            case First first -> 0;
            case After after -> 0;
            case Before before -> 0;
        };
    }
}
