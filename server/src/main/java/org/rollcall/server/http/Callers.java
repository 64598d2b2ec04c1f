package org.rollcall.server.http;

import java.util.Optional;
import org.rollcall.server.command.Caller;

/** Knows credentials. Answers who is calling, or nobody; it never says why. */
public interface Callers {

    /**
     * The provider whose door this key opens, if the credential is one of its own.
     *
     * @throws org.rollcall.scim.ScimException with 503 when it is, and the provider is paused (P-27)
     */
    Optional<Caller> provider(String ingressKey, Knock knock);

    /** The application whose token this is. */
    Optional<Caller> application(Knock knock);

    /** The administrator whose token this is. */
    Optional<Caller> administrator(Knock knock);
}
