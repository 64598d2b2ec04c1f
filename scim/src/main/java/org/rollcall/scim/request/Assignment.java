package org.rollcall.scim.request;

import java.util.Optional;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;

/** What one key of an object says; without a value that the attribute is to have none. */
record Assignment(Target target, Optional<Json> value) {}
