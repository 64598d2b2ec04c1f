package org.rollcall.server.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Addresses with parameters, and the ids in them. */
public final class Paths {

    private Paths() {}

    /** A path with those parameters that have a value. */
    static String of(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The same page with the parameters it was asked with, those named, and where it goes on. */
    static String next(Visit visit, Optional<String> after, String... names) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : names) {
            parameters.put(name, visit.asked(name).orElse(""));
        }
        parameters.put("after", after.orElse(""));
        return of(visit.request().path(), parameters);
    }

    /** A value as it stands in a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
