/**
 * Block, due, deactivate, delete, restore: how the facts of an account change (P-50 to P-58).
 *
 * <p>{@link org.rollcall.server.lifecycle.Lifecycle} is pure: facts in, facts out, with the reason. The due time is
 * stored with the account; the worker that carries it out asks the database what time it is.
 */
package org.rollcall.server.lifecycle;
