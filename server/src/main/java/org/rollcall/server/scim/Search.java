package org.rollcall.server.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;
import org.rollcall.server.http.Request;

/** {@code POST …/.search} (RFC 7644 §3.4.3): a list whose parameters come in the body, so that no URL tells them. */
final class Search {

    private static final List<String> PARAMETERS = List.of(
            "filter", "sortBy", "sortOrder", "startIndex", "cursor", "count", "attributes", "excludedAttributes");

    private Search() {}

    /** The list request that the body describes. */
    static Request asList(Request request) {
        if (!(request.json() instanceof Json.Obj body)) {
            throw ScimError.invalidSyntax("a search request is a JSON object").exception();
        }
        Map<String, List<String>> query = new LinkedHashMap<>();
        body.members()
                .forEach((key, value) -> PARAMETERS.stream()
                        .filter(name -> Names.same(name, key))
                        .forEach(name -> put(query, name, value)));
        return request.asking(query);
    }

    private static void put(Map<String, List<String>> query, String name, Json value) {
        if (query.put(name, List.of(text(name, value))) != null) {
            throw ScimError.invalidSyntax(name + " is given twice").exception();
        }
    }

    private static String text(String name, Json value) {
        return switch (value) {
            case Json.Text text -> text.value();
            case Json.Num number -> number.value().toPlainString();
            case Json.Null nothing -> "";
            case Json.Arr list ->
                list.elements().stream().map(element -> text(name, element)).collect(Collectors.joining(","));
            default ->
                throw ScimError.invalidValue(name + " is a string, a number or a list of strings")
                        .exception();
        };
    }
}
