/**
 * What providers said, faithfully: users and groups as SCIM resources, echoed back as sent.
 *
 * <p>Promises: a record belongs to exactly one provider of one tenant, and every statement says both. Refuses: meaning.
 * A record grants nothing and blocks nobody; that is the account's business. Membership is rows, never part of a
 * document.
 */
package org.rollcall.server.directory;
