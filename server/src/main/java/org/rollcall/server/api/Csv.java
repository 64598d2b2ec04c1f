package org.rollcall.server.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.CsvLines;

/** Pages as CSV. */
final class Csv {

    private Csv() {}

    static boolean wanted(Request request) {
        return request.header("Accept")
                .filter(accept -> accept.contains("text/csv"))
                .isPresent();
    }

    /** A page with its header line. */
    static Response page(List<String> columns, Stream<List<String>> rows) {
        String lines = CsvLines.of(columns, rows);
        return Response.text(200, "text/csv;charset=UTF-8", lines);
    }

    /** CSV has no place for what comes next, so a header has (RFC 8288). */
    static Response linked(Response page, Request request, Optional<String> next) {
        return next.map(after ->
                        page.with("Link", "<%s?%s>; rel=\"next\"".formatted(request.path(), query(request, after))))
                .orElse(page);
    }

    private static String query(Request request, String after) {
        Stream<String> same = request.query().keySet().stream()
                .filter(name -> !name.equals("after"))
                .flatMap(name -> request.query(name).stream().map(value -> pair(name, value)));
        return Stream.concat(same, Stream.of(pair("after", after))).collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
