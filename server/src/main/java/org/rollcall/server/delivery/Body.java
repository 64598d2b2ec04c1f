package org.rollcall.server.delivery;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;
import org.rollcall.server.delivery.Ledger.Letter;

/** What is posted: the event as the feed has it, with its id. */
final class Body {

    private static final JsonLimits STORED = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private Body() {}

    static String of(Letter letter) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("id", Json.text(letter.event().toString()));
        members.putAll(((Json.Obj) JsonReader.parse(letter.payload(), STORED)).members());
        return JsonWriter.write(new Json.Obj(members));
    }
}
