package org.rollcall.scim.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;

/**
 * The schemas of what discovery answers (RFC 7643 section 8.7.2). They are documents to be read and not {@code Schema}s:
 * nobody sends such resources, and that of schemas nests deeper than attributes of resources may (erratum 8415).
 */
final class DiscoverySchemas {

    private static final JsonLimits LIMITS = new JsonLimits(16, 16);

    static final List<Json.Obj> ALL = Stream.of("ServiceProviderConfig", "ResourceType", "Schema")
            .map(DiscoverySchemas::read)
            .toList();

    private DiscoverySchemas() {}

    private static Json.Obj read(String name) {
        String file = name + ".json";
        try (InputStream in = Objects.requireNonNull(DiscoverySchemas.class.getResourceAsStream(file), file)) {
            return (Json.Obj) JsonReader.parse(in.readAllBytes(), LIMITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
