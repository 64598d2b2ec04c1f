package org.rollcall.scim.bulk;

import java.util.Optional;
import org.rollcall.scim.json.Json;

/**
 * One operation as it is carried out: what would be asked for if it had come alone, its references resolved.
 *
 * @param path below the base
 * @param version the value of {@code If-Match}
 * @param data the body; a DELETE has none
 */
public record BulkCall(String method, String path, Optional<String> version, Optional<Json> data) {}
