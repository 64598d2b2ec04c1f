package org.rollcall.server.http;

import java.util.List;
import org.rollcall.scim.json.Json;

/** Several problems of one body, each with the place it is at (RFC 9457, JSON pointers). */
public final class ProblemsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** One problem. */
    public record Problem(String pointer, String detail) {
        Json toJson() {
            return Json.Obj.EMPTY.with("pointer", Json.text(pointer)).with("detail", Json.text(detail));
        }
    }

    private final transient List<Problem> problems;

    public ProblemsException(List<Problem> problems) {
        super(problems.size() + " problems", null, false, false);
        this.problems = List.copyOf(problems);
    }

    Json.Arr toJson() {
        return new Json.Arr(problems.stream().map(Problem::toJson).toList());
    }
}
