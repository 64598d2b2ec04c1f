package org.rollcall.server.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.server.audit.AuditEntry;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.audit.AuditLog.Row;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** The audit log as JSON and CSV, and whether its chain fits (P-93). */
public final class AuditEndpoint {

    private static final String AUDIT = "/api/v1/audit";
    private final AuditLog audit;
    private final InstantSource time;

    public AuditEndpoint(AuditLog audit, InstantSource time) {
        this.audit = audit;
        this.time = time;
    }

    public void mount(Router router) {
        router.add("GET", AUDIT, Need.LOOK_AUDIT, this::list)
                .add("GET", AUDIT + "/verification", Need.LOOK_AUDIT, this::verify);
    }

    private Response list(Request request) {
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.LOG_PAGE);
        List<Row> rows = audit.rows(
                request.caller().tenant(),
                new AuditLog.Wanted(
                        Inputs.time(request, "since", time.instant()),
                        Inputs.time(request, "until", time.instant()),
                        request.query("action"),
                        after(request),
                        limit));
        Optional<String> next = rows.isEmpty() || rows.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(rows.getLast().number()));
        return Csv.wanted(request)
                ? Csv.linked(Csv.page(AuditLog.COLUMNS, rows.stream().map(Row::cells)), request, next)
                : Response.json(
                        200,
                        new Fields()
                                .list("items", rows, AuditEndpoint::item)
                                .put("next", next)
                                .json());
    }

    private static long after(Request request) {
        return request.query("after")
                .map(text -> text.matches("[0-9]{1,18}")
                        ? Long.parseLong(text)
                        : Inputs.<Long>fail("\"after\" must be the \"next\" of an earlier answer"))
                .orElse(0L);
    }

    private static Json item(Row row) {
        AuditEntry entry = row.entry();
        return new Fields()
                .put("number", row.number())
                .put("time", entry.at())
                .put("actor", entry.actor())
                .put("credential", entry.credential())
                .put("address", entry.address())
                .put("action", entry.action())
                .put(
                        "target",
                        new Fields()
                                .put("type", entry.target().type())
                                .put("id", entry.target().id().toString())
                                .put("name", row.name())
                                .json())
                .put("detail", entry.detail())
                .put("changeSet", entry.changeSet())
                .put("requestId", entry.requestId())
                .put("hash", row.hashText())
                .json();
    }

    private Response verify(Request request) {
        Optional<AuditLog.Anchor> anchor = request.query("anchor")
                .map(text -> AuditLog.Anchor.of(text)
                        .orElseGet(() -> Inputs.fail(
                                "\"anchor\" must be NUMBER:HASH, as an earlier verification said, like 17:3f9c…")));
        AuditLog.Verdict verdict = audit.verify(request.caller().tenant(), anchor);
        Fields fields = new Fields()
                .put("verified", verdict.misfit().isEmpty())
                .put("rows", verdict.rows())
                .put("hash", verdict.hash());
        verdict.misfit()
                .ifPresent(misfit -> fields.put(
                        "misfit",
                        new Fields()
                                .put("number", misfit.number())
                                .put("problem", misfit.problem())
                                .json()));
        return Response.json(200, fields.json());
    }
}
