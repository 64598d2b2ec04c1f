package org.rollcall.server.provider;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.Cidr;

/**
 * From where a provider may come, and how often (P-24).
 *
 * @param addresses networks; empty: from anywhere
 * @param requestsPerSecond for each node; 0: any number
 */
public record Terms(List<Cidr> addresses, int requestsPerSecond) {

    static final Terms NONE = new Terms(List.of(), 0);

    static Terms of(String[] addresses, int requestsPerSecond) {
        return new Terms(
                Arrays.stream(addresses)
                        .map(text -> Cidr.of(text).orElseThrow())
                        .toList(),
                requestsPerSecond);
    }

    /** Whoever's address is not known is in no network. */
    boolean allow(Optional<InetAddress> peer) {
        return addresses.isEmpty()
                || peer.filter(address -> addresses.stream().anyMatch(network -> network.contains(address)))
                        .isPresent();
    }
}
