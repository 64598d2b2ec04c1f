package org.rollcall.server.console;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.http.Request;

/**
 * Takes forms from our own pages only (H-C2). Browsers say where a form comes from, and no page can make them lie; a
 * request that says nothing comes from no browser that this console is for.
 */
final class Origins {

    private final List<String> own;

    /** @param urls by which the server is reached */
    Origins(String... urls) {
        this.own = Stream.of(urls).map(Origins::origin).toList();
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    void require(Request request) {
        Optional<Boolean> site = request.header("Sec-Fetch-Site").map("same-origin"::equals);
        Optional<Boolean> origin = request.header("Origin").map(own::contains);
        if (!site.or(() -> origin).orElse(false)) {
            throw ScimError.forbidden(
                            "this form does not come from a page of this console; open the page and try again")
                    .exception();
        }
    }
}
