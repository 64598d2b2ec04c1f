package org.rollcall.server.configuration;

import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;

/** Configurations as tests write them. */
final class Documents {

    private static final JsonLimits LIMITS = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private Documents() {}

    /** JSON with single quotes, for readable tests. */
    static Json json(String text) {
        return JsonReader.parse(text.replace('\'', '"'), LIMITS);
    }

    static Configuration configuration(String text) {
        return ConfigurationReader.read(json(text));
    }
}
