/**
 * HTTP: the server, the routes, who is calling, errors. The only package that knows Helidon.
 *
 * <p>Promises: a request is authenticated before anything about it is answered, and routed on the same raw path on
 * which it was authorised; every limit is checked before work is done; each exception becomes a response in one place,
 * {@link org.rollcall.server.http.Errors}. Endpoints mount their own routes on a {@link org.rollcall.server.http.Router}.
 * {@link org.rollcall.server.http.Subrequests} are requests inside another, as a bulk has them.
 */
package org.rollcall.server.http;
