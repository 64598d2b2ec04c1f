/**
 * SCIM 2.0 (RFC 7643, RFC 7644) as a pure library: what a service provider has to understand and to answer, without
 * input or output, without a database, without a framework.
 *
 * <p>This package holds the errors; the packages below it build on each other in this order:
 *
 * <ol>
 *   <li>{@code json}: JSON values, a strict reader, a writer;
 *   <li>{@code schema}: schemas and resource types, which are data, and the meaning of attribute names;
 *   <li>{@code filter}: filters, parsed, checked and typed, for a store to compile to a query;
 *   <li>{@code resource}: the canonical document, its representation, the attributes a client asks for;
 *   <li>{@code patch}: PATCH as a function from document to document; memberships apart;
 *   <li>{@code request}: the bodies real providers send, normalised; the only place that knows dialects;
 *   <li>{@code message}: list answers and discovery;
 *   <li>{@code bulk}: many operations in one request, in the order that their references ask for;
 *   <li>{@code yaml}: configuration files as JSON values, for the programs around this library.
 * </ol>
 *
 * <p>Everything is immutable and safe to share. A request that cannot be understood ends in a
 * {@link org.rollcall.scim.ScimException}, whatever it contains; no other exception is part of a normal run. Every size
 * is bounded by a limits record that the caller passes in; the numbers are the caller's.
 */
@NullMarked
package org.rollcall.scim;

import org.jspecify.annotations.NullMarked;
