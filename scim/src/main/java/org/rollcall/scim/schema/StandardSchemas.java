package org.rollcall.scim.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;

/** The schemas that come with the library, read once from its resources. */
final class StandardSchemas {

    private static final JsonLimits LIMITS = new JsonLimits(16, 16);

    /** The attributes of every resource (RFC 7643 section 3.1); no schema of their own on the wire. */
    static final Schema COMMON = read("Common.json");

    static final Schema USER = read("User.json");
    static final Schema GROUP = read("Group.json");
    static final Schema ENTERPRISE_USER = read("EnterpriseUser.json");

    static final Schema ROLE = read("Role.json");
    static final Schema ENTITLEMENT = read("Entitlement.json");
    static final Schema OKTA_ROLE = read("OktaRole.json");
    static final Schema OKTA_ENTITLEMENT = read("OktaEntitlement.json");

    private StandardSchemas() {}

    private static Schema read(String file) {
        try (InputStream in = Objects.requireNonNull(StandardSchemas.class.getResourceAsStream(file), file)) {
            return SchemaReader.read((Json.Obj) JsonReader.parse(in.readAllBytes(), LIMITS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
