/**
 * What a person means here: state, organization, grants, each with its reason and since when. Pure values.
 *
 * <p>Promises: state is derived from facts and stored nowhere; a grant and a seat know their origin. Refuses: I/O, and
 * any knowledge of SCIM. Only {@code placement} and {@code lifecycle} make new accounts out of old ones.
 */
package org.rollcall.server.account;
