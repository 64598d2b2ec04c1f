package org.rollcall.server.scim;

import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/** Answers each request by the schemas of its tenant, and from the beginning should they change meanwhile. */
record BySchema(SchemaStore schemas) {

    /** Answers a request by these schemas. */
    @FunctionalInterface
    interface Handler {
        Response handle(Request request, TenantSchemas schemas);
    }

    Router.Handler serve(Handler handler) {
        return request -> serve(request, handler);
    }

    Response serve(Request request, Handler handler) {
        Request again = request.readOnce();
        return schemas.using(request.caller().tenant(), known -> handler.handle(again, known));
    }
}
