package org.rollcall.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/**
 * Takes the connections whose first line is not of HTTP/1.1, which the library would close without a word: HTTP/1.0, what
 * a proxy speaks that was not told otherwise, and what is no HTTP. Reading that line ends in an error, and so in an
 * answer.
 */
final class OldHttp implements ServerConnectionSelector {

    private final Http1ConnectionSelector http;

    OldHttp(Http1Config config) {
        this.http = Http1ConnectionSelector.builder().config(config).build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        int end = data.indexOf((byte) '\n');
        return end < 0 || data.readString(end).endsWith(" HTTP/1.1\r") ? Support.UNSUPPORTED : Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return http.connection(context);
    }
}
