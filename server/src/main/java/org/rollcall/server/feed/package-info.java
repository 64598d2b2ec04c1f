/**
 * The event feed: what applications learn, in order (P-100, P-105).
 *
 * <p>Promises: one event per user and change set, in the transaction of the change; per user in the order of the
 * changes; a reader that follows the cursor misses nothing. {@link org.rollcall.server.feed.Event} is a versioned
 * public contract, described in {@code docs/reference/events.md}.
 */
package org.rollcall.server.feed;
