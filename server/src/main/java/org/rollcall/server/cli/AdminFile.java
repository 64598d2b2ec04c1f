package org.rollcall.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;

/**
 * Where the server is and the token that lets an administrator in, as {@code up} leaves them in the data folder.
 *
 * @param path of the file, for messages
 */
record AdminFile(Path path, URI url, String token) {

    private static final String NAME = "admin.json";
    private static final JsonLimits LIMITS = new JsonLimits(4, 20);

    /** Reads the file in a data folder. */
    static AdminFile in(Path data) {
        Path path = data.resolve(NAME);
        try {
            return parse(path, Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw Failure.environment("""
                    No server has been started in the folder %s: %s is missing.
                    Start one with "rollcall up", or name its folder with --data or ROLLCALL_DATA.""".formatted(data, path));
        } catch (IOException e) {
            throw Failure.environment(
                    "%s cannot be read: %s. It belongs to the user who started the server.".formatted(path, reason(e)));
        }
    }

    private static AdminFile parse(Path path, byte[] content) {
        try {
            Item file = Item.of(JsonReader.parse(content, LIMITS));
            Optional<URI> url = file.optional("url").map(URI::create).filter(uri -> uri.getHost() != null);
            Optional<String> token =
                    file.optional("token").filter(text -> text.chars().allMatch(c -> c > ' ' && c < 127));
            if (url.isPresent() && token.isPresent()) {
                return new AdminFile(path, url.get(), token.get());
            }
        } catch (ScimException | IllegalArgumentException e) {
            throw damaged(path);
        }
        throw damaged(path);
    }

    private static Failure damaged(Path path) {
        return Failure.environment(
                "%s is damaged; it should hold {\"url\": …, \"token\": …}. Starting the server again writes it anew."
                        .formatted(path));
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    /** Redacted: the token must not reach a log. */
    @Override
    public String toString() {
        return "AdminFile[" + url + "]";
    }
}
