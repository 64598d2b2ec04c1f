package org.rollcall.server.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rollcall.server.base.Cidr;

/**
 * The proxies whose word counts for where a request comes from (P-114). Others' {@code X-Forwarded-For} is ignored
 * (H-A15).
 */
public record TrustedProxies(List<Cidr> networks) {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final Pattern WITH_PORT = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+|\\[(.+)](?::\\d+)?");

    /**
     * Where a request comes from: the nearest address that is no proxy of ours. Behind a proxy that says nothing it can
     * understand, it is not known.
     */
    Optional<InetAddress> client(Optional<InetAddress> peer, Optional<String> forwardedFor) {
        if (peer.filter(this::trusts).isEmpty()) {
            return peer;
        }
        List<String> hops = Arrays.stream(forwardedFor.orElse("").split(",", -1))
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = Cidr.address(withoutPort(hop));
            if (address.filter(this::trusts).isEmpty()) {
                return address;
            }
        }
        return Optional.empty();
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static String withoutPort(String hop) {
        var form = WITH_PORT.matcher(hop);
        return form.matches() ? form.replaceFirst(form.group(1) == null ? "$2" : "$1") : hop;
    }
}
