/**
 * The fault suite (F1, F2, F6, F32, F37): statements that fail, processes that are killed, answers that are lost.
 *
 * <p>{@link org.rollcall.server.faults.FailingStatement} makes one statement of a request fail inside the database, one
 * after the other until the request gets through; {@link org.rollcall.server.faults.LossyProxy} stands between server
 * and database; {@link org.rollcall.server.faults.ChildServer} is the server in a process of its own that can be
 * killed at a named point. Each test then looks at the whole database: nothing half, nothing lost that was
 * acknowledged.
 */
package org.rollcall.server.faults;
