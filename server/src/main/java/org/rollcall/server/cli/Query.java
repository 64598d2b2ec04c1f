package org.rollcall.server.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The query of a URL. */
record Query(SequencedMap<String, String> parameters) {

    static final Query NONE = new Query(new LinkedHashMap<>());

    Query with(String name, Object value) {
        SequencedMap<String, String> next = new LinkedHashMap<>(parameters);
        next.put(name, value.toString());
        return new Query(next);
    }

    Query with(String name, Optional<?> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    /** With the question mark; empty without parameters. */
    String text() {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream().map(Query::pair).collect(Collectors.joining("&", "?", ""));
    }

    private static String pair(Map.Entry<String, String> parameter) {
        return parameter.getKey() + "=" + encode(parameter.getValue());
    }

    /** Percent-encoding that is right in a path, too. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
