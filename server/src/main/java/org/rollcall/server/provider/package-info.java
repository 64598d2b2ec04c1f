/**
 * Provisioning providers, their doors and their credentials (P-20 to P-24).
 *
 * <p>Promises: a secret is shown once and kept as a digest; at most two credentials of a provider live at a time; a
 * revocation counts from the next request on this node, and on the others as soon as they are told. A credential is
 * the only source of tenant and provider, and the path must agree with it.
 */
package org.rollcall.server.provider;
