package org.rollcall.server.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.Limits;

/**
 * Which addresses webhooks may call: those of the internet, and the networks that the operator named. An administrator
 * who could name any address would look around in the operator's network through us (H-W1). The lists are our own,
 * because the predicates of the platform know neither shared nor unique local addresses, nor metadata behind them.
 */
public final class Reachable {

    private static final List<Cidr> INSIDE = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** Everything else of IPv6 is no address of the internet, or has one of IPv4 in it. */
    private static final Cidr GLOBAL = networks("2000::/3").getFirst();

    /** Looks names up; a parameter, so that tests can let a name change its mind. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final List<Cidr> allowed;
    private final List<URI> own;
    private final Names names;

    /** @param own where this server is called itself */
    public Reachable(List<Cidr> allowed, List<URI> own, Names names) {
        this.allowed = List.copyOf(allowed);
        this.own = List.copyOf(own);
        this.names = names;
    }

    private static List<Cidr> networks(String... texts) {
        return Stream.of(texts).map(text -> Cidr.of(text).orElseThrow()).toList();
    }

    /**
     * The URL of a webhook.
     *
     * @throws org.rollcall.scim.ScimException with 400 when it may not be called
     */
    URI url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean plain = uri.getRawUserInfo() == null && uri.getRawFragment() == null && uri.getHost() != null;
            if (!web || !plain || text.length() > Limits.WEBHOOK_URL) {
                throw refuse("the URL of a webhook is https://host/path, without user and fragment, and has at most %d"
                                .formatted(Limits.WEBHOOK_URL)
                        + " characters");
            }
            address(uri);
            return uri;
        } catch (URISyntaxException e) {
            throw refuse("this is no URL");
        } catch (UnreachableException e) {
            throw refuse(e.words());
        }
    }

    private static RuntimeException refuse(String why) {
        return ScimError.invalidValue(why).exception();
    }

    /**
     * The address to connect to. Each of those that the name has must be allowed: which one is used is chance.
     *
     * @throws UnreachableException when it is not allowed, or there is none
     */
    InetAddress address(URI uri) throws UnreachableException {
        if (own.stream().anyMatch(server -> isSame(server, uri))) {
            throw new UnreachableException(
                    "a webhook does not call this server itself: name the application's address");
        }
        InetAddress[] found;
        try {
            found = names.of(uri.getHost());
        } catch (UnknownHostException e) {
            throw new UnreachableException("the name " + uri.getHost() + " has no address");
        }
        for (InetAddress address : found) {
            boolean named = allowed.stream().anyMatch(network -> network.contains(address));
            if (!named && isInside(address)) {
                throw new UnreachableException("webhooks do not call private addresses;"
                        + " the operator can allow a network (rollcall up --webhook-networks)");
            }
            if (!named && uri.getScheme().equals("http")) {
                throw new UnreachableException("a webhook is called over https");
            }
        }
        return found[0];
    }

    private static boolean isSame(URI server, URI uri) {
        return host(uri).equalsIgnoreCase(host(server)) && port(uri) == port(server);
    }

    /** A name may end with the dot of the root. */
    private static String host(URI uri) {
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static int port(URI uri) {
        int secure = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? secure : uri.getPort();
    }

    static boolean isInside(InetAddress address) {
        boolean six = address.getAddress().length == 16;
        return (six && !GLOBAL.contains(address)) || INSIDE.stream().anyMatch(network -> network.contains(address));
    }
}
