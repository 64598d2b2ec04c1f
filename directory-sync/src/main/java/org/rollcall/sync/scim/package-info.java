/**
 * A SCIM 2.0 client (RFC 7644): what the tool asks a server and how it asks.
 *
 * <p>It keeps to the limits that the server publishes in {@code ServiceProviderConfig}, tries again with growing pauses
 * when the server is busy or away, and does as {@code Retry-After} says. A request is only repeated when repeating it
 * cannot do harm: a PATCH sets values, and a POST whose answer was lost is followed by a look whether it was carried
 * out. Redirects are not followed, because that would hand the credential to another host.
 */
@NullMarked
package org.rollcall.sync.scim;

import org.jspecify.annotations.NullMarked;
