package org.rollcall.server.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Digests;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;

/**
 * Style and script, from our own resources and from the web jars. Their address has a digest of them all, so that a
 * browser may keep them for ever.
 */
final class Assets {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String CSS = "text/css;charset=UTF-8";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String PICTURE = "image/svg+xml";
    private static final int DIGITS = 12;

    private record Asset(String mediaType, byte[] plain, byte[] zipped) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final String path;

    Assets() {
        add("tabler.css", CSS, webjar("tabler__core", "dist/css/tabler.min.css"));
        add("htmx.js", SCRIPT, webjar("htmx.org", "dist/htmx.min.js"));
        add("console.css", CSS, "console.css");
        add("theme.js", SCRIPT, "theme.js");
        add("console.js", SCRIPT, "console.js");
        add("icon.svg", PICTURE, "icon.svg");
        add("icons.svg", PICTURE, "icons.svg");
        this.path = "/console/assets/" + digest();
    }

    private static String webjar(String name, String file) {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/%s/%s/%s".formatted(name, properties.getProperty("version"), file);
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource);
    }

    private void add(String name, String mediaType, String resource) {
        try (InputStream in = open(resource)) {
            byte[] plain = in.readAllBytes();
            assets.put(name, new Asset(mediaType, plain, zip(plain)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    private String digest() {
        StringBuilder all = new StringBuilder();
        assets.values().forEach(asset -> all.append(HexFormat.of().formatHex(asset.plain())));
        return HexFormat.of().formatHex(Digests.sha256(all.toString())).substring(0, DIGITS);
    }

    /** What their addresses begin with. */
    String path() {
        return path;
    }

    Response serve(Request request) {
        Asset asset = Optional.ofNullable(assets.get(request.parameter("file")))
                .orElseThrow(() -> ScimError.notFound("no such file").exception());
        boolean zipped = request.header("Accept-Encoding")
                .filter(encodings -> encodings.contains("gzip"))
                .isPresent();
        Response response = Response.bytes(asset.mediaType(), zipped ? asset.zipped() : asset.plain())
                .with("Cache-Control", FOR_EVER)
                .with("Vary", "Accept-Encoding");
        return Views.guarded(zipped ? response.with("Content-Encoding", "gzip") : response);
    }
}
