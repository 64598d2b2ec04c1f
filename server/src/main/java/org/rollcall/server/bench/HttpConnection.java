package org.rollcall.server.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One keep-alive connection that sends a request and reads the answer, and no more, because client and server share the
 * same processors. Understands headers as this server spells them, and leaves the marks of chunks in the body, which is
 * all it is asked to read.
 */
final class HttpConnection implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final String END = "\r\n\r\n";
    private static final String CHUNKED = "\r\nTransfer-Encoding: chunked";
    /** JSON never contains a line break of this kind. */
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private final String path;
    private final String headers;

    /**
     * @param base what targets are appended to
     * @param token the bearer token of every request
     */
    HttpConnection(URI base, String token) throws IOException {
        this.socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
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
        int end = -1;
        for (int from = 0; end < 0; end = headersEnd(from)) {
            from = Math.max(0, filled - END.length());
            fill();
        }
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        fill(end, header(head, "Content-Length").map(Integer::parseInt), head.contains(CHUNKED));
        String body = new String(buffer, end, filled - end, StandardCharsets.UTF_8);
        filled = 0; // one request at a time: nothing follows an answer
        return new Answer(
                Integer.parseInt(head.substring(9, 12)),
                header(head, "X-Request-Id").orElse(""),
                body);
    }

    /** Reads on to the end of the body, which is at a known length or after the last chunk. */
    private void fill(int begin, Optional<Integer> length, boolean chunked) throws IOException {
        while (chunked ? !ends(LAST_CHUNK) : filled < begin + length.orElse(0)) {
            fill();
        }
    }

    /** Whether what was read so far ends with this. */
    private boolean ends(byte[] end) {
        return filled >= end.length && Arrays.equals(buffer, filled - end.length, filled, end, 0, end.length);
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    /** Where the body begins; negative while the headers are not complete. */
    private int headersEnd(int from) {
        for (int i = from; i + END.length() <= filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + END.length();
            }
        }
        return -1;
    }

    private static Optional<String> header(String head, String name) {
        int at = head.indexOf("\r\n" + name + ": ");
        int value = at + name.length() + 4;
        return at < 0 ? Optional.empty() : Optional.of(head.substring(value, head.indexOf('\r', value)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
