package org.rollcall.server.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.rollcall.server.base.Limits;

/**
 * Posts over HTTP/1.1 to an address that was checked. Not by {@code java.net.http}, which looks the name up again when
 * it connects, so that the check would be of another address. A connection is for one request; of the answer the head
 * is read, never the body. However slowly the receiver goes on, the attempt ends after {@link Limits#WEBHOOK_ANSWER}.
 */
final class Poster implements AutoCloseable {

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    /**
     * The head of an answer.
     *
     * @param retryAfter its {@code Retry-After}, if that is a number of seconds
     */
    record Answer(int status, Optional<Long> retryAfter) {
        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    /** @throws UnreachableException when there was no answer in time */
    Answer post(URI uri, InetAddress address, Map<String, String> headers, String body) throws UnreachableException {
        try (Socket socket = new Socket()) {
            Future<?> deadline = deadlines.schedule(
                    () -> closeQuietly(socket), Limits.WEBHOOK_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(socket, uri, address, headers, body);
            } catch (IOException e) {
                throw new UnreachableException(
                        deadline.isDone()
                                ? "no answer within %d s".formatted(Limits.WEBHOOK_ANSWER.toSeconds())
                                : "no connection or no answer (%s)"
                                        .formatted(e.getClass().getSimpleName()));
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            throw new UnreachableException("the connection could not be closed");
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be; whoever reads from it notices.
        }
    }

    private static Answer exchange(
            Socket socket, URI uri, InetAddress address, Map<String, String> headers, String body) throws IOException {
        boolean secure = uri.getScheme().equals("https");
        int standard = secure ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Limits.WEBHOOK_ANSWER.toMillis());
        socket.connect(new InetSocketAddress(address, port), (int) Limits.WEBHOOK_ANSWER.toMillis());
        Socket speaking = secure ? secured(socket, uri.getHost(), port) : socket;
        OutputStream out = speaking.getOutputStream();
        out.write(request(uri, port == standard ? "" : ":" + port, headers, body.getBytes(StandardCharsets.UTF_8)));
        out.flush();
        return answer(speaking.getInputStream());
    }

    /** The certificate is that of the name, whatever the address. */
    private static Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(URI uri, String port, Map<String, String> headers, byte[] body) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String head = "POST %s HTTP/1.1\r\nHost: %s%s\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        .formatted(target, uri.getHost(), port)
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "Content-Length: %d\r\n\r\n".formatted(body.length);
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private static Answer answer(InputStream in) throws IOException {
        List<String> lines = head(in);
        String[] status = lines.getFirst().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("this is no HTTP");
        }
        Optional<Long> retryAfter = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("retry-after:"))
                .map(line -> line.substring("retry-after:".length()).strip())
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(Long::valueOf)
                .findFirst();
        return new Answer(Integer.parseInt(status[1]), retryAfter);
    }

    /** The lines up to the empty one. */
    private static List<String> head(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        StringBuilder text = new StringBuilder();
        while (!ended(text)) {
            int next = buffered.read();
            if (next < 0 || text.length() >= Limits.WEBHOOK_HEAD) {
                throw new IOException("the answer ends early, or its head does not end");
            }
            text.append((char) next);
        }
        return text.toString().lines().toList();
    }

    private static boolean ended(StringBuilder text) {
        int length = text.length();
        return length >= 4 && text.substring(length - 4).equals("\r\n\r\n");
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
