package org.rollcall.scim.message;

import java.util.Optional;

/** How a page says where it is. */
public sealed interface Paging {

    /** By the 1-based index of its first resource (RFC 7644 section 3.4.2.4). */
    record Index(long startIndex) implements Paging {}

    /** By the cursors of its neighbours (RFC 9865); the first page has none before it, the last none after it. */
    record Cursor(Optional<String> previous, Optional<String> next) implements Paging {}
}
