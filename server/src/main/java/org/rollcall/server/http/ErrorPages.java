package org.rollcall.server.http;

import org.rollcall.scim.ScimError;

/** How an error looks to somebody with a browser. */
@FunctionalInterface
public interface ErrorPages {

    /** A page that says what went wrong; its status is set by the caller. */
    Response page(ScimError error);
}
