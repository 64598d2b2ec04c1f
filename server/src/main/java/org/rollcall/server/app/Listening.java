package org.rollcall.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds ports, because base URLs are made before the server listens. */
final class Listening {

    private Listening() {}

    /** The base URL of a host and port; an IPv6 address stands in brackets there (RFC 3986 §3.2.2). */
    static String url(String host, int port) {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "http://%s:%d".formatted(bare ? "[" + host + "]" : host, port);
    }

    /**
     * A port that can be listened on: the wanted one, or a free one for 0.
     *
     * @param option what the port is wanted by, to say what to change
     * @throws IllegalStateException when it is in use, before anything has been started
     */
    static int port(String host, int wanted, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as a server does; a connection that ends takes a while to go
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), wanted), 1);
            return socket.getLocalPort();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("there is no host %s to listen on".formatted(host));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on port %d of %s: %s; choose another port with %s, 0 for a free one"
                            .formatted(wanted, host, e.getMessage(), option));
        }
    }
}
