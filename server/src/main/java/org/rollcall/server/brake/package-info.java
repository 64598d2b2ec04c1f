/**
 * The brake: how much harm one provider may do within a window (P-70 to P-73).
 *
 * <p>{@link org.rollcall.server.brake.Brake} counts what is applied. It promises that the count is exact on all nodes
 * together: whoever does harm waits at the provider's one row, and counts after whoever was there before. It is asked
 * only when there is harm, so that nothing else pays for it. What is harmful, and what becomes of what is over the
 * limit, is decided in {@code command}.
 */
package org.rollcall.server.brake;
