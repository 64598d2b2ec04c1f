package org.rollcall.server.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection that sends a request and reads the answer, and no more, because client and server share the
 * same processors. Understands answers with a {@code Content-Length}, which is all it is asked to read.
 */
final class HttpConnection implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final String path;
    private final String headers;

    /**
     * @param base what targets are appended to
     * @param token the bearer token of every request
     */
    HttpConnection(URI base, String token) throws IOException {
        this.socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.path = base.getPath();
        this.headers = " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/scim+json\r\nContent-Length: ";
    }

    /** An answer; the request id ties it to what the server wrote. */
    record Answer(int status, String requestId, String body) {

        /** The id of the resource in the body. */
        String id() {
            int at = body.indexOf("\"id\":\"") + 6;
            return body.substring(at, body.indexOf('"', at));
        }
    }

    Answer get(String target) throws IOException {
        return expect(200, "GET", target, "");
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IllegalStateException when the status is another, with the beginning of the answer
     */
    Answer expect(int status, String method, String target, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String request = method + " " + path + target + headers + content.length + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        Answer answer = read();
        if (answer.status() != status) {
            throw new IllegalStateException("%s %s was answered with %d: %s"
                    .formatted(
                            method,
                            target,
                            answer.status(),
                            answer.body()
                                    .substring(0, Math.min(300, answer.body().length()))));
        }
        return answer;
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        String requestId = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "x-request-id" -> requestId = value;
                case "transfer-encoding" -> throw new IOException("a streamed answer is not understood here");
                default -> {}
            }
        }
        return new Answer(status, requestId, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
