package org.rollcall.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;

/** What {@code up} leaves in the data folder for the command line: address and token, readable by the owner only. */
final class AdminFile {

    private static final String NAME = "admin.json";

    private static final JsonLimits LIMITS = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private AdminFile() {}

    /** The token of an earlier start, if there is one. */
    static Optional<String> token(Path data) {
        try {
            Json content = JsonReader.parse(Files.readAllBytes(data.resolve(NAME)), LIMITS);
            return content instanceof Json.Obj object
                    ? object.get("token").map(token -> token instanceof Json.Text text ? text.value() : "")
                    : Optional.empty();
        } catch (IOException | ScimException e) {
            return Optional.empty();
        }
    }

    static Path write(Path data, String url, String token) {
        Json content = Json.Obj.EMPTY.with("url", Json.text(url)).with("token", Json.text(token));
        return PrivateFile.write(data, NAME, JsonWriter.write(content));
    }
}
