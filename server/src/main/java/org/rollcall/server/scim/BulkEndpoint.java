package org.rollcall.server.scim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.bulk.BulkCall;
import org.rollcall.scim.bulk.BulkOperation;
import org.rollcall.scim.bulk.BulkOutcome;
import org.rollcall.scim.bulk.BulkRequest;
import org.rollcall.scim.bulk.BulkRun;
import org.rollcall.scim.bulk.BulkService;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.Refusals;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.http.Subrequests;

/**
 * {@code /Bulk} (RFC 7644 §3.7): each operation is a request of its own to the endpoints of users and groups, in a
 * transaction of its own. Only their writes can be reached, and only at the provider that asks.
 */
public final class BulkEndpoint {

    private static final ScimError TOO_LARGE =
            ScimError.payloadTooLarge("a bulk can have at most %d bytes (maxPayloadSize); send more in further requests"
                    .formatted(Limits.BULK_BYTES));

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,%d}".formatted(Limits.LOG_VALUE));

    private final Subrequests writes;
    private final Refusals refusals;
    private final Protocol protocol;

    /** The endpoint; {@code writes} leads to what an operation may be. */
    public BulkEndpoint(Router writes, Refusals refusals, Protocol protocol) {
        this.writes = new Subrequests(writes);
        this.refusals = refusals;
        this.protocol = protocol;
    }

    public void mount(Router router) {
        router.add("POST", Protocol.BASE + "/Bulk", Access.PROVIDER, this::run);
    }

    /** B085: whatever became of the operations, the bulk as a whole is answered with 200. */
    private Response run(Request request) {
        String base = protocol.base(request);
        BulkRequest bulk = BulkRequest.read(
                request.json(Limits.BULK_BYTES, TOO_LARGE),
                Limits.BULK_OPERATIONS,
                List.of(base, protocol.basePath(request)));
        Json answer = BulkRun.of(bulk, base, new Operations(request)).toJson();
        return Protocol.answer(request, 200, answer, response -> response);
    }

    /** The operations of one bulk. */
    private final class Operations implements BulkService {

        private final Request bulk;
        private final String root;

        Operations(Request bulk) {
            this.bulk = bulk;
            this.root = Protocol.path(bulk);
        }

        @Override
        public BulkOutcome perform(BulkCall call) {
            Map<String, String> headers =
                    call.version().map(version -> Map.of("If-Match", version)).orElse(Map.of());
            Json body = call.data().orElse(Json.NULL);
            return switch (writes.call(bulk, call.method(), root + call.path(), headers, body)) {
                case Subrequests.Answered answered -> outcome(answered.response());
                case Subrequests.Refused refused -> BulkOutcome.refused(refused.error());
            };
        }

        private static BulkOutcome outcome(Response response) {
            return BulkOutcome.done(
                    response.status(),
                    Optional.ofNullable(response.headers().get("Location")),
                    Optional.ofNullable(response.headers().get("ETag")));
        }

        @Override
        public void concluded(BulkOperation operation, BulkOutcome outcome) {
            outcome.error().filter(Refusals::keeps).ifPresent(error -> {
                String method = operation.method().orElse(bulk.method());
                refusals.record(bulk.caller(), visible(method), visible(path(operation)), error);
            });
        }

        private String path(BulkOperation operation) {
            return operation.path().map(path -> root + path).orElse(bulk.path());
        }

        /** Unlike in a request line, anything can stand in a body. */
        private static String visible(String text) {
            return VISIBLE.matcher(text).matches() ? text : ScimError.excerpt(text);
        }
    }
}
