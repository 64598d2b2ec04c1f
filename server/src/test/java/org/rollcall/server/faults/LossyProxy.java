package org.rollcall.server.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between the server and its database, and breaks the connection that carries a marked message: before the
 * message arrives, or after it was carried out and before its answer arrives.
 */
final class LossyProxy implements AutoCloseable {

    /** When the connection breaks. */
    enum Loss {
        MESSAGE,
        ANSWER
    }

    private record Trap(String mark, Loss loss) {}

    private static final int CHUNK = 64 * 1024;
    /** How PostgreSQL says that a COMMIT was carried out. */
    private static final String COMMITTED = "COMMIT\0";

    private final String host;
    private final int port;
    private final ServerSocket listening;
    private final AtomicReference<Optional<Trap>> trap = new AtomicReference<>(Optional.empty());

    private LossyProxy(String host, int port, ServerSocket listening) {
        this.host = host;
        this.port = port;
        this.listening = listening;
    }

    static LossyProxy before(String host, int port) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            LossyProxy proxy = new LossyProxy(host, port, listening);
            Thread.ofVirtual().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The next message to the database that contains this text breaks its connection; later ones do not. */
    void lose(Loss loss, String mark) {
        trap.set(Optional.of(new Trap(mark, loss)));
    }

    /** True when it has happened. */
    boolean sprung() {
        return trap.get().isEmpty();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Line line = new Line(client, new Socket(host, port));
                Thread.ofVirtual().start(() -> requests(line));
                Thread.ofVirtual().start(() -> answers(line));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One connection through the proxy; muted, its client hears nothing more. */
    private static final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean muted;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void cut() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private void requests(Line line) {
        try {
            InputStream in = line.client.getInputStream();
            OutputStream out = line.server.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                Optional<Trap> sprung = springs(text(chunk, n));
                if (sprung.filter(t -> t.loss() == Loss.MESSAGE).isPresent()) {
                    break;
                }
                line.muted |= sprung.isPresent();
                out.write(chunk, 0, n);
            }
        } catch (IOException broken) {
            // one side has gone; so does the other
        }
        line.cut();
    }

    private Optional<Trap> springs(String text) {
        Optional<Trap> set = trap.get();
        return set.filter(t -> text.contains(t.mark()) && trap.compareAndSet(set, Optional.empty()));
    }

    private static String text(byte[] chunk, int length) {
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static void answers(Line line) {
        try {
            InputStream in = line.server.getInputStream();
            OutputStream out = line.client.getOutputStream();
            StringBuilder unheard = new StringBuilder();
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (line.muted) {
                    unheard.append(text(chunk, n));
                    if (unheard.indexOf(COMMITTED) >= 0) {
                        break;
                    }
                } else {
                    out.write(chunk, 0, n);
                }
            }
        } catch (IOException broken) {
            // as above
        }
        line.cut();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        closeQuietly(listening);
    }
}
