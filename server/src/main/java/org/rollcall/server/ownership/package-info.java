/**
 * Who owns a person, and how that changes by an administrator's hand: release from a provider, of one or of all when the
 * provider is deleted (P-8) or another one follows it (P-9), the offer to be adopted (P-6), and the queue of pushes that collided with somebody else's people (P-7).
 *
 * <p>Promises: whoever changes hands keeps account, organization and roles; what a group gave stays as a released grant
 * until an administrator takes it. Whether a conflict is open is asked of the accounts, not remembered. Refuses: to let a
 * provider have anybody who was neither released nor offered to it. The push that adopts is {@code provisioning}'s.
 */
package org.rollcall.server.ownership;
