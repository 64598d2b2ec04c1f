package org.rollcall.sync.rules;

import java.nio.charset.StandardCharsets;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;

/**
 * A person as the server should have it. The attributes are kept as bytes, because a hundred thousand people as objects
 * would need ten times the memory.
 *
 * @param id the {@code externalId}
 * @param seen see {@link org.rollcall.sync.directory.Entry}
 * @param bytes the managed attributes, each by its whole name, as JSON
 * @param groups by their number in {@link org.rollcall.sync.directory.Memberships}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; bytes are a tenth of objects
public record Desired(String id, String seen, byte[] bytes, int[] groups) {

    /** Our own JSON and a server's answers. */
    public static final JsonLimits JSON = new JsonLimits(32, 100);

    static Desired of(String id, String seen, Json.Obj attributes, int[] groups) {
        return new Desired(id, seen, JsonWriter.write(attributes).getBytes(StandardCharsets.UTF_8), groups);
    }

    /** The managed attributes by their whole names: {@code userName}, {@code emails}, {@code urn:…:User:department}. */
    public Json.Obj attributes() {
        return (Json.Obj) JsonReader.parse(bytes, JSON);
    }

    /** Whether the person may sign in. */
    public boolean active() {
        return attributes().get("active").equals(java.util.Optional.of(Json.bool(true)));
    }

    /** The name that the person signs in with. */
    public String userName() {
        return attributes().get("userName").map(Desired::text).orElse(id);
    }

    private static String text(Json json) {
        return json instanceof Json.Text text ? text.value() : "";
    }

    @Override
    public String toString() {
        return "Desired(" + id + ")";
    }
}
