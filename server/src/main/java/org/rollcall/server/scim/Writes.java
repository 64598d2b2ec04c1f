package org.rollcall.server.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.scim.json.Json;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.schema.SchemaStore;
import org.rollcall.server.schema.TenantSchemas;

/**
 * Runs the commands of requests. A request that asks for a dry run is answered with the effects that it would have, as a
 * message of its own, so that nobody takes it for the real answer; nothing is changed then (P-83).
 */
record Writes(SchemaStore schemas, Commands commands) {

    static final String DRY_RUN = "urn:rollcall:params:scim:api:messages:2.0:DryRun";

    /** @param status the status of the real answer */
    <S, R> Response answer(Request request, Command<S, R> command, int status, Function<R, Response> answer) {
        return schemas.using(request.caller().tenant(), known -> answer(request, known, command, status, answer));
    }

    <S, R> Response answer(
            Request request, TenantSchemas read, Command<S, R> command, int status, Function<R, Response> answer) {
        return answer(request, read, Supplier::get, command, status, answer);
    }

    /** @param around what is done about a command that really runs */
    <S, R> Response answer(
            Request request,
            TenantSchemas read,
            Function<Supplier<R>, R> around,
            Command<S, R> command,
            int status,
            Function<R, Response> answer) {
        return request.dryRun()
                ? tried(
                        request,
                        status,
                        commands.rehearse(request.caller(), read, command).log())
                : answer.apply(around.apply(() -> commands.run(request.caller(), read, command)));
    }

    private static Response tried(Request request, int status, List<LogEntry> log) {
        SequencedMap<String, Json> message = new LinkedHashMap<>();
        message.put("schemas", new Json.Arr(List.of(Json.text(DRY_RUN))));
        message.put("status", Json.text(Integer.toString(status)));
        message.put("effects", new Json.Arr(log.stream().map(Writes::effect).toList()));
        return Protocol.answer(request, 200, new Json.Obj(message), response -> response);
    }

    private static Json effect(LogEntry row) {
        SequencedMap<String, Json> effect = new LinkedHashMap<>();
        effect.put("action", Json.text(row.action().label()));
        effect.put("resourceType", Json.text(row.subject().type()));
        effect.put("id", Json.text(row.subject().id().toString()));
        effect.put("name", Json.text(row.name()));
        put(effect, "field", row.field());
        put(effect, "old", row.oldValue());
        put(effect, "new", row.newValue());
        put(effect, "cause", row.cause());
        return new Json.Obj(effect);
    }

    private static void put(SequencedMap<String, Json> effect, String name, Optional<String> value) {
        value.ifPresent(text -> effect.put(name, Json.text(text)));
    }
}
