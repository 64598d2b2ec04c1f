/**
 * The canonical document, and what a client gets to see of it.
 *
 * <p>A {@link org.rollcall.scim.resource.Resource} is what a provider said, nothing more: it is what is stored. Its
 * {@link org.rollcall.scim.resource.Representation} adds what the server knows (id, meta, groups);
 * a {@link org.rollcall.scim.resource.Projection} takes away what the client did not ask for and what is never
 * returned.
 *
 * <p>Values are echoed as they were sent, because a provider that reads back another spelling writes again in every
 * cycle (Q-P78). Null, an empty array and absence are one state, and are kept as absence.
 */
@NullMarked
package org.rollcall.scim.resource;

import org.jspecify.annotations.NullMarked;
