package org.rollcall.server.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Somebody at the door.
 *
 * @param peer the address it comes from, as far as there is one
 */
public record Knock(Authentication presented, String requestId, Optional<InetAddress> peer) {

    public Optional<String> address() {
        return peer.map(InetAddress::getHostAddress);
    }
}
