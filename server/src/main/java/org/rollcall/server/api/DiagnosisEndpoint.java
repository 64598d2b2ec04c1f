package org.rollcall.server.api;

import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.diagnosis.Doctor;
import org.rollcall.server.diagnosis.Drift;
import org.rollcall.server.diagnosis.Finding;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.DialectNotes;

/** What the doctor finds at a provider (P-26), and what has grown apart in the tenant (P-85). */
public final class DiagnosisEndpoint {

    private static final int LONGEST_DAYS = 3_650;

    private final Doctor doctor;
    private final Drift drift;
    private final DialectNotes dialects;

    public DiagnosisEndpoint(Doctor doctor, Drift drift, DialectNotes dialects) {
        this.doctor = doctor;
        this.drift = drift;
        this.dialects = dialects;
    }

    public void mount(Router router) {
        router.add("GET", "/api/v1/providers/{id}/findings", Need.LOOK_PROVIDERS, this::examine)
                .add("GET", "/api/v1/drift", Need.LOOK_PROVIDERS, this::drift);
    }

    /** What this node counted is written first, so that what was just answered is seen. */
    private Response examine(Request request) {
        ProviderId provider = Inputs.provider(request);
        dialects.flush();
        Doctor.Report report = doctor.examine(request.caller().tenant(), provider)
                .orElseThrow(() -> ScimError.notFound("no provider " + provider).exception());
        return Response.json(
                200,
                new Fields()
                        .put("provider", report.provider())
                        .list("items", report.findings(), DiagnosisEndpoint::finding)
                        .json());
    }

    private Response drift(Request request) {
        int days = Inputs.number(request, "days", Limits.ORPHAN_DAYS, LONGEST_DAYS);
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX);
        return Response.json(
                200,
                new Fields()
                        .list(
                                "items",
                                drift.of(request.caller().tenant(), days, Math.max(limit, 1)),
                                DiagnosisEndpoint::finding)
                        .json());
    }

    private static Json finding(Finding finding) {
        return new Fields()
                .put("kind", finding.kind().label())
                .put("severity", finding.kind().severity().label())
                .put("meaning", finding.kind().meaning())
                .put("advice", finding.kind().advice())
                .put("count", finding.count())
                .list("items", finding.subjects(), DiagnosisEndpoint::subject)
                .json();
    }

    private static Json subject(Finding.Subject subject) {
        return new Fields()
                .put("type", subject.type())
                .put("id", subject.id())
                .put("name", subject.name())
                .put("provider", subject.provider())
                .put("detail", subject.detail())
                .json();
    }
}
