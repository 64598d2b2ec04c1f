package org.rollcall.server.http;

import java.net.InetAddress;
import java.util.Optional;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.command.Caller;

/**
 * Somebody at the door.
 *
 * @param peer the address it comes from, as far as there is one
 */
public record Knock(Authentication presented, String requestId, Optional<InetAddress> peer) {

    /** Somebody whose credential is in the request itself. */
    public static Knock of(Request request, Authentication presented) {
        Caller caller = request.caller();
        return new Knock(
                presented, caller.requestId(), caller.origin().address().flatMap(Cidr::address));
    }

    public Optional<String> address() {
        return peer.map(InetAddress::getHostAddress);
    }
}
