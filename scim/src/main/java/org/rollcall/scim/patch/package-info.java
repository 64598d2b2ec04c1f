/**
 * PATCH (RFC 7644 section 3.5.2) as a function from document to document.
 *
 * <p>An {@link org.rollcall.scim.patch.Operation} arrives here normalised, with a target that is found in the schemas
 * and a value that has the target's type. {@link org.rollcall.scim.patch.PatchInterpreter} applies a list of them in
 * order and returns the new document, or throws and nothing has happened; when nothing changes the result equals the
 * input, and the caller writes nothing.
 *
 * <p>Members of a group are rows and never part of a document: {@link org.rollcall.scim.patch.GroupPatch} takes their
 * operations apart as {@link org.rollcall.scim.patch.MembershipOperation}s, whose cost is that of the members they
 * name.
 *
 * <p>Where the RFC leaves room: an element that a path with a filter describes but that is missing is created (Q-P44);
 * removing what is not there succeeds (H-P1); an element of which only labels such as {@code type} remain is gone.
 */
@NullMarked
package org.rollcall.scim.patch;

import org.jspecify.annotations.NullMarked;
