package org.rollcall.rehearsal.scim;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A filter of comparisons for equality, the only ones that identity providers send (RFC 7644 §3.4.2.2). */
public record Filter(String expression) {

    /** For example {@code userName eq "ana@harbor.example"}. */
    public static Filter eq(String attribute, String value) {
        String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return new Filter(attribute + " eq \"" + quoted + "\"");
    }

    /** Both must hold. */
    public Filter and(Filter other) {
        return new Filter(expression + " and " + other.expression);
    }

    /** Encoded for a query with {@code +} for spaces, as Entra ID writes it. */
    public String withPlus() {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    /** Encoded for a query with {@code %20} for spaces, as Okta writes it. */
    public String withPercent20() {
        return withPlus().replace("+", "%20");
    }
}
