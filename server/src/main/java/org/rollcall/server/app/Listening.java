package org.rollcall.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port, because base URLs are made before the server listens. */
final class Listening {

    private Listening() {}

    /** The base URL of a host and port; an IPv6 address stands in brackets there (RFC 3986 §3.2.2). */
    static String url(String host, int port) {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "http://%s:%d".formatted(bare ? "[" + host + "]" : host, port);
    }

    static int port(String host, int wanted) {
        if (wanted != 0) {
            return wanted;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + host, e);
        }
    }
}
