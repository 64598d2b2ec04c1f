package org.rollcall.server.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;

/**
 * What applying a configuration changed, or would change.
 *
 * @param version the configuration version afterwards; after a dry run, the one in force
 * @param changes empty when the configuration is in force already
 */
public record ApplyResult(long version, List<Change> changes) {

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
        members.put(
                "changes",
                new Json.Arr(changes.stream().map(ApplyResult::change).toList()));
        return new Json.Obj(members);
    }

    private static Json change(Change change) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("op", Json.text(change.op().label()));
        members.put("path", Json.text(change.path()));
        members.put("detail", Json.text(change.detail()));
        return new Json.Obj(members);
    }
}
