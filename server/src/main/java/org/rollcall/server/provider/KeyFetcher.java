package org.rollcall.server.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.rollcall.server.base.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys of an issuer: over https, or over http from this machine; without following redirects; and not from
 * addresses inside the operator's network unless they were allowed, so that nobody looks around there through us.
 */
final class KeyFetcher implements ResourceRetriever {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFetcher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int UNIQUE_LOCAL = 0xFC;
    private static final int UNIQUE_LOCAL_MASK = 0xFE;

    private final boolean inside;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Fetches.
     *
     * @param inside whether private addresses may be asked
     */
    KeyFetcher(boolean inside) {
        this.inside = inside;
    }

    static boolean namesThisMachine(URI uri) {
        String host = String.valueOf(uri.getHost());
        return "http".equals(uri.getScheme())
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    /** What fails is told here, where the number of attempts is bounded. */
    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            return fetch(URI.create(url.toString()));
        } catch (IOException e) {
            LOG.warn("the keys of an issuer at {} cannot be fetched: {}", url.getHost(), e.getMessage());
            throw e;
        }
    }

    private Resource fetch(URI uri) throws IOException {
        if (!namesThisMachine(uri)) {
            requireReachable(uri);
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        try {
            return content(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Resource content(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(Limits.KEYS_BYTES + 1);
            if (response.statusCode() != 200 || bytes.length > Limits.KEYS_BYTES) {
                throw new IOException("the issuer's keys cannot be used: status %d, %d bytes"
                        .formatted(response.statusCode(), bytes.length));
            }
            return new Resource(new String(bytes, StandardCharsets.UTF_8), "application/json");
        }
    }

    private void requireReachable(URI uri) throws IOException {
        if (!TrustedIssuer.isHttps(uri)) {
            throw new IOException("keys are fetched over https");
        }
        for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
            if (!inside && isInside(address)) {
                throw new IOException(
                        "keys are not fetched from private addresses, unless --private-issuers allows it");
            }
        }
    }

    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
        return uniqueLocal
                || shared
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
