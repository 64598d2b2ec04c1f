package org.rollcall.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

/** What {@code up} leaves in the data folder for the command line: address and token, readable by the owner only. */
final class AdminFile {

    private static final String NAME = "admin.json";

    private AdminFile() {}

    static Path write(Path data, String url, String token) {
        Json content = Json.Obj.EMPTY.with("url", Json.text(url)).with("token", Json.text(token));
        try {
            Files.createDirectories(data);
            Path fresh = Files.createTempFile(
                    data,
                    NAME,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, JsonWriter.write(content).getBytes(StandardCharsets.UTF_8));
            return Files.move(fresh, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data.resolve(NAME), e);
        }
    }
}
