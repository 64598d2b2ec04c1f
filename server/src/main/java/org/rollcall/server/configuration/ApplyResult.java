package org.rollcall.server.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.JobId;

/**
 * What applying a configuration changed, or would change.
 *
 * @param version the configuration version afterwards; after a dry run, the one in force
 * @param changes empty when the configuration is in force already
 * @param job the job that places people again; empty when nobody has to be
 */
public record ApplyResult(long version, List<Change> changes, Optional<JobId> job) {

    public ApplyResult {
        changes = List.copyOf(changes);
    }

    /** True when something is written, not only said. */
    public boolean changed() {
        return changes.stream().anyMatch(Change::effective);
    }

    /** The answer of the API. */
    public Json.Obj toJson(boolean dryRun) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("version", Json.number(version));
        members.put("applied", Json.bool(changed() && !dryRun));
        members.put("changes", changesJson());
        job.filter(id -> !dryRun).ifPresent(id -> members.put("job", Json.text(id.toString())));
        return new Json.Obj(members);
    }

    /** The changes as the API lists them. */
    public Json changesJson() {
        return new Json.Arr(changes.stream().map(ApplyResult::change).toList());
    }

    private static Json change(Change change) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("op", Json.text(change.op().label()));
        members.put("path", Json.text(change.path()));
        members.put("detail", Json.text(change.detail()));
        return new Json.Obj(members);
    }
}
