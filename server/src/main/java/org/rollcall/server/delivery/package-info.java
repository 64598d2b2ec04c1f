/**
 * Webhooks of applications (P-101), as the Standard Webhooks specification has them.
 *
 * <p>Promises: each event that an application follows is posted until it answers 2xx, at least once, in order for each
 * person, with one id however often; one node delivers at a time for an application, and no application waits for
 * another one. The feed is the outbox: what is kept is a place in it, and the events that were not taken. Refuses:
 * redirects, and addresses inside of the operator's network unless the operator named them; an address is looked up
 * once, checked, and that very address is connected to. Secrets follow from a key that is not in the database.
 */
package org.rollcall.server.delivery;
