/**
 * Many operations in one request (RFC 7644 section 3.7): reading it, the order, the references, the answer.
 *
 * <p>{@link org.rollcall.scim.bulk.BulkRequest} reads the envelope; an operation that is malformed by itself is its own
 * error and no one else's. {@link org.rollcall.scim.bulk.BulkRun} has each operation carried out by a
 * {@link org.rollcall.scim.bulk.BulkService}, as if it had come alone, and answers a
 * {@link org.rollcall.scim.bulk.BulkResponse}. What it promises: an operation runs after those whose resources it refers
 * to, and otherwise in the order of the request; two operations on one resource are never swapped; a circle of
 * references is closed where it can be. What it refuses: to guess which operation a reference means.
 */
@NullMarked
package org.rollcall.scim.bulk;

import org.jspecify.annotations.NullMarked;
