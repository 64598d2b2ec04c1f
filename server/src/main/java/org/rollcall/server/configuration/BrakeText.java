package org.rollcall.server.configuration;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;
import org.rollcall.server.brake.BrakeLimit;
import org.rollcall.server.brake.Caution;

/** The brake as a document has it: {@code off}, or people, share and window (P-70). */
final class BrakeText {

    private static final String OFF = "off";
    private static final Pattern PEOPLE = Pattern.compile("[0-9]{1,7}");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,2}|100) ?%");

    private BrakeText() {}

    static Optional<BrakeLimit> read(Node node) {
        if (node.isText()) {
            node.text()
                    .filter(text -> !text.equals(OFF))
                    .ifPresent(text -> node.problem("is either off, or has \"people\", \"share\" and \"window\""));
            return Optional.empty();
        }
        Node.Fields fields = node.object("people", "share", "window");
        return Optional.of(new BrakeLimit(
                fields.get("people").flatMap(BrakeText::people).orElse(BrakeLimit.DEFAULT.people()),
                fields.get("share").flatMap(BrakeText::share).orElse(BrakeLimit.DEFAULT.share()),
                fields.get("window").flatMap(BrakeText::window).orElse(BrakeLimit.DEFAULT.window())));
    }

    private static Optional<Integer> people(Node node) {
        Optional<Integer> people = Optional.of(node.json())
                .filter(json -> json instanceof Json.Num)
                .map(JsonWriter::write)
                .filter(text -> PEOPLE.matcher(text).matches())
                .map(Integer::valueOf);
        if (people.isEmpty()) {
            node.problem("must be a whole number from 0 on, such as 10");
        }
        return people;
    }

    private static Optional<Integer> share(Node node) {
        Optional<String> text = node.text();
        Optional<Integer> share =
                text.map(SHARE::matcher).filter(Matcher::matches).map(matcher -> Integer.valueOf(matcher.group(1)));
        if (text.isPresent() && share.isEmpty()) {
            node.problem("must be from 0% to 100%, written like 5%");
        }
        return share;
    }

    private static Optional<java.time.Duration> window(Node node) {
        Optional<String> text = node.text();
        Optional<java.time.Duration> window =
                text.flatMap(Delay::parse).filter(d -> d.isPositive() && d.compareTo(Limits.BRAKE_WINDOW) <= 0);
        if (text.isPresent() && window.isEmpty()) {
            node.problem("must be from 1s to %s, written like 60m or 24h".formatted(Delay.format(Limits.BRAKE_WINDOW)));
        }
        return window;
    }

    static Json json(Caution caution) {
        return caution.brake().map(BrakeText::json).orElseGet(() -> Json.text(OFF));
    }

    private static Json json(BrakeLimit brake) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("people", Json.number(brake.people()));
        members.put("share", Json.text(brake.share() + "%"));
        members.put("window", Json.text(Delay.format(brake.window())));
        return new Json.Obj(members);
    }

    /** In words, for differences. */
    static String of(Caution caution) {
        return caution.brake()
                .map(brake -> "more than %d people or %d%% within %s"
                        .formatted(brake.people(), brake.share(), Delay.format(brake.window())))
                .orElse(OFF);
    }
}
