package org.rollcall.scim.yaml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * A YAML document as JSON, with the line of each value. Only what JSON has: no anchors and aliases, no tags, no second
 * document, no key twice, because each of these makes a file mean something else than it seems to say.
 *
 * @param lines the line, from 1, of each value by its JSON pointer
 */
public record Yaml(String name, Json json, Map<String, Integer> lines) {

    /** The most bytes of a document. */
    public static final int BYTES = 1024 * 1024;

    private static final int DEPTH = 32;

    /**
     * Reads a document.
     *
     * @param name of the file, for messages
     * @throws YamlException saying in which line it is no YAML, or more than JSON has
     */
    public static Yaml read(String name, InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(BYTES + 1);
        if (bytes.length > BYTES) {
            throw new YamlException("%s is larger than %d KiB.".formatted(name, BYTES / 1024));
        }
        return new Reader(name).document(text(name, bytes));
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YamlException("%s is no UTF-8 text.".formatted(name));
        }
    }

    /** A problem of a value with its file and line, in the form that editors jump to. */
    public String locate(String pointer, String detail) {
        return "%s:%d: %s".formatted(name, line(pointer), detail);
    }

    /** The line of a value; for one that is not there, the line of what should have it. */
    private int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && at.contains("/")) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    /** Makes values out of parser events, which come one after the other. */
    private static final class Reader {

        private final String name;
        private final LoadSettings settings;
        private final ScalarResolver resolver;
        private final Map<String, Integer> lines = new HashMap<>();
        private Iterator<Event> events = List.<Event>of().iterator();

        Reader(String name) {
            this.name = name;
            this.settings = LoadSettings.builder()
                    .setLabel(name)
                    .setCodePointLimit(BYTES)
                    .build();
            this.resolver = settings.getSchema().getScalarResolver();
        }

        Yaml document(String text) {
            try {
                events = new Parse(settings)
                        .parseInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .iterator();
                next();
                if (next().getEventId() == Event.ID.StreamEnd) {
                    throw new YamlException("%s is empty.".formatted(name));
                }
                Json json = value(next(), "", 0);
                next();
                Event end = next();
                if (end.getEventId() != Event.ID.StreamEnd) {
                    throw refused(end, "a second document begins here; a file holds one");
                }
                return new Yaml(name, json, Map.copyOf(lines));
            } catch (MarkedYamlEngineException e) {
                throw refused(e.getProblemMark().or(e::getContextMark), "this is no YAML: " + e.getProblem());
            } catch (YamlEngineException e) {
                throw new YamlException("%s is no YAML: %s".formatted(name, e.getMessage()));
            }
        }

        private Event next() {
            return events.next();
        }

        private Json value(Event event, String pointer, int depth) {
            check(event, depth);
            lines.putIfAbsent(pointer, line(event.getStartMark()));
            return switch (event) {
                case ScalarEvent scalar -> scalar(scalar);
                case CollectionStartEvent start
                when start.getEventId() == Event.ID.SequenceStart -> sequence(pointer, depth);
                default -> mapping(pointer, depth);
            };
        }

        private void check(Event event, int depth) {
            if (event instanceof AliasEvent
                    || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
                throw refused(event, "anchors (&) and aliases (*) are not supported; write the value out");
            }
            if (tag(event).isPresent()) {
                throw refused(event, "tags (!) are not supported");
            }
            if (depth > DEPTH) {
                throw refused(event, "this is nested deeper than " + DEPTH);
            }
        }

        private static Optional<String> tag(Event event) {
            return switch (event) {
                case ScalarEvent scalar -> scalar.getTag();
                case CollectionStartEvent start -> start.getTag();
                default -> Optional.empty();
            };
        }

        private Json scalar(ScalarEvent event) {
            String text = event.getValue();
            Tag tag = resolver.resolve(text, event.isPlain());
            if (tag.equals(Tag.NULL)) {
                return Json.NULL;
            }
            if (tag.equals(Tag.BOOL)) {
                return Json.bool(Boolean.parseBoolean(text));
            }
            boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
            return number ? number(text) : Json.text(text);
        }

        /** Infinity and the like are no JSON numbers. */
        private static Json number(String text) {
            try {
                return new Json.Num(new BigDecimal(text));
            } catch (NumberFormatException e) {
                return Json.text(text);
            }
        }

        private Json sequence(String pointer, int depth) {
            List<Json> elements = new ArrayList<>();
            for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
                elements.add(value(event, pointer + "/" + elements.size(), depth + 1));
            }
            return new Json.Arr(elements);
        }

        private Json mapping(String pointer, int depth) {
            SequencedMap<String, Json> members = new LinkedHashMap<>();
            for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
                check(event, depth);
                if (!(event instanceof ScalarEvent key)) {
                    throw refused(event, "a key must be a plain text");
                }
                String member =
                        pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
                if (members.containsKey(key.getValue())) {
                    throw refused(
                            event,
                            "the key \"%s\" is here twice; first in line %d"
                                    .formatted(key.getValue(), lines.getOrDefault(member, 1)));
                }
                lines.put(member, line(event.getStartMark()));
                members.put(key.getValue(), value(next(), member, depth + 1));
            }
            return new Json.Obj(members);
        }

        private YamlException refused(Event event, String detail) {
            return refused(event.getStartMark(), detail);
        }

        private YamlException refused(Optional<Mark> mark, String detail) {
            return new YamlException("%s:%d: %s".formatted(name, line(mark), detail));
        }

        private static int line(Optional<Mark> mark) {
            return mark.map(Mark::getLine).orElse(0) + 1;
        }
    }
}
