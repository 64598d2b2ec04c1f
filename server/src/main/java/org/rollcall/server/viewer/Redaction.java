package org.rollcall.server.viewer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/**
 * Bodies without secrets: the values of attributes that are never returned, and of whatever has a name like a secret's,
 * wherever it stands, are left out.
 */
public final class Redaction {

    static final String LEFT_OUT = "[left out]";

    private static final JsonLimits JSON = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);
    private static final Pattern SECRET =
            Pattern.compile("passw|passphrase|passcode|secret|token|credential|private_?key|api_?key|\\bpin\\b");

    private final SchemaStore schemas;

    public Redaction(SchemaStore schemas) {
        this.schemas = schemas;
    }

    /**
     * A body that may be kept.
     *
     * @param userName the canonical userName that it says
     * @param secrets whether something was left out that the server would have kept
     */
    record Body(String text, Optional<String> userName, boolean secrets) {}

    /** The body as it may be kept; empty when it is no JSON. */
    Optional<Body> of(TenantId tenant, byte[] body) {
        return parsed(body).map(json -> {
            Walk walk = new Walk(dropped(tenant));
            String text = JsonWriter.write(walk.clean("", json));
            return new Body(text, userName(json), walk.secrets);
        });
    }

    /** A query without secrets: whatever speaks of one is left out whole, a filter by a password, too. */
    static String query(String query) {
        return Stream.of(query.split("&", -1))
                .map(pair -> speaksOfSecrets(pair) ? pair.split("=", 2)[0] + "=" + LEFT_OUT : pair)
                .collect(Collectors.joining("&"));
    }

    private static boolean speaksOfSecrets(String text) {
        return SECRET.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    private static Optional<Json> parsed(byte[] body) {
        try {
            return Optional.of(JsonReader.parse(body, JSON));
        } catch (ScimException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> userName(Json json) {
        return json instanceof Json.Obj object
                ? object.members().entrySet().stream()
                        .filter(member -> member.getKey().equalsIgnoreCase("userName"))
                        .map(Map.Entry::getValue)
                        .flatMap(value -> value instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty())
                        .flatMap(name -> canonical(name).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** A name that could be nobody's is nothing to look for. */
    private static Optional<String> canonical(String name) {
        try {
            return Optional.of(UserName.of(name).canonical());
        } catch (ScimException e) {
            return Optional.empty();
        }
    }

    private Set<String> dropped(TenantId tenant) {
        TenantSchemas known = schemas.using(tenant, schema -> schema);
        return Stream.of(known.user(), known.group())
                .flatMap(Redaction::dropped)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Stream<String> dropped(ResourceType type) {
        return type.attributes().stream()
                .map(resolved -> resolved.attribute())
                .flatMap(attribute -> Stream.concat(Stream.of(attribute), attribute.subAttributes().stream()))
                .filter(attribute -> attribute.returned() == Attribute.Returned.NEVER)
                .map(Attribute::name);
    }

    /** Goes through one body. */
    private static final class Walk {

        private final Set<String> dropped;
        private boolean secrets;

        Walk(Set<String> dropped) {
            this.dropped = dropped;
        }

        /** @param name the name under which the value stands */
        Json clean(String name, Json value) {
            return switch (value) {
                case Json.Obj object -> secret(name) ? leftOut(name) : object(object);
                case Json.Arr array ->
                    secret(name)
                            ? leftOut(name)
                            : new Json.Arr(array.elements().stream()
                                    .map(element -> clean(name, element))
                                    .toList());
                case Json.Text text
                when name.equalsIgnoreCase("filter") && speaksOfSecrets(text.value()) -> leftOut(name);
                default -> secret(name) ? leftOut(name) : value;
            };
        }

        /** The value of a PATCH operation stands beside the name. */
        private Json object(Json.Obj object) {
            Optional<String> path = text(object, "path").filter(this::secret);
            SequencedMap<String, Json> clean = new LinkedHashMap<>();
            object.members()
                    .forEach((name, value) -> clean.put(
                            name,
                            path.filter(p -> name.equalsIgnoreCase("value"))
                                    .map(this::leftOut)
                                    .orElseGet(() -> clean(name, value))));
            return new Json.Obj(clean);
        }

        private static Optional<String> text(Json.Obj object, String name) {
            return object.members().entrySet().stream()
                    .filter(member -> member.getKey().equalsIgnoreCase(name))
                    .flatMap(member ->
                            member.getValue() instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty())
                    .findFirst();
        }

        private boolean secret(String name) {
            return speaksOfSecrets(name) || dropped.contains(last(name.toLowerCase(Locale.ROOT)));
        }

        private Json leftOut(String name) {
            secrets |= !dropped.contains(last(name.toLowerCase(Locale.ROOT)));
            return Json.text(LEFT_OUT);
        }

        /** The attribute of a path such as {@code urn:…:User:badge.code}. */
        private static String last(String name) {
            return name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('.')) + 1);
        }
    }
}
