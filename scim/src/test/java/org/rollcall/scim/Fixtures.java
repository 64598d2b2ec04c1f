package org.rollcall.scim;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.request.RequestLimits;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schemas;

/** What the tests share: limits, the standard types, and JSON with single quotes. */
public final class Fixtures {

    public static final FilterLimits FILTER_LIMITS = new FilterLimits(8192, 32, 200);
    public static final JsonLimits JSON_LIMITS = new JsonLimits(32, 100);
    public static final RequestLimits REQUEST_LIMITS = new RequestLimits(100, 1000, 100, FILTER_LIMITS);
    public static final ResourceType USER = Schemas.standard().user();
    public static final ResourceType GROUP = Schemas.standard().group();
    public static final RequestReader USERS = new RequestReader(USER, REQUEST_LIMITS);
    public static final RequestReader GROUPS = new RequestReader(GROUP, REQUEST_LIMITS);

    private Fixtures() {}

    /** The JSON this text writes with ' for ". */
    public static Json json(String text) {
        return JsonReader.parse(text.replace('\'', '"'), JSON_LIMITS);
    }

    /** The JSON object this text writes with ' for ". */
    public static Json.Obj object(String text) {
        return (Json.Obj) json(text);
    }

    /** The error that ends the call. */
    public static ScimError refusal(ThrowingCallable call) {
        ScimException thrown = catchThrowableOfType(ScimException.class, call);
        if (thrown == null) {
            throw new AssertionError("The call was not refused.");
        }
        return thrown.error();
    }

    /** The scimType of the error that ends the call. */
    public static ScimType refused(ThrowingCallable call) {
        return refusal(call).type().orElseThrow();
    }
}
