package org.rollcall.server.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.access.Visitor;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Request;
import org.rollcall.server.permission.Need;
import org.rollcall.server.permission.Powers;

/**
 * One request of somebody signed in.
 *
 * @param form the fields that were sent; empty for a page that is only looked at
 * @param refusal why what was sent was refused, to be shown on the page it came from
 */
record Visit(Request request, Visitor visitor, Map<String, List<String>> form, Optional<ScimError> refusal) {

    Visit refused(ScimError error) {
        return new Visit(request, visitor, form, Optional.of(error));
    }

    TenantId tenant() {
        return visitor.tenant();
    }

    /** Whether the visitor may do something else, too. */
    boolean may(Need need) {
        return visitor.powers().allow(need);
    }

    /** As commands know it. */
    Caller caller() {
        return new Caller(
                visitor.tenant(),
                Optional.empty(),
                visitor.name(),
                request.caller().requestId(),
                Mode.COMPAT,
                request.caller().origin(),
                visitor.powers());
    }

    /** Somebody who is not signed in, at the door of a tenant. */
    static Caller stranger(Request request, TenantId tenant, String actor) {
        Caller nobody = request.caller();
        return new Caller(
                tenant, Optional.empty(), actor, nobody.requestId(), Mode.COMPAT, nobody.origin(), Powers.NONE);
    }

    /** A field, without blanks around it; empty when it was not sent. */
    String field(String name) {
        return raw(name).strip();
    }

    /** A field as it was sent: a password may begin with a blank. */
    String raw(String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }

    Optional<String> optional(String name) {
        return Optional.of(field(name)).filter(text -> !text.isEmpty());
    }

    List<String> all(String name) {
        return form.getOrDefault(name, List.of());
    }

    /** A field that must be there. */
    String required(String name, String otherwise) {
        return optional(name)
                .orElseThrow(() -> ScimError.invalidValue(otherwise).exception());
    }

    /** A query parameter. */
    Optional<String> asked(String name) {
        return request.query(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Visit[redacted]";
    }
}
