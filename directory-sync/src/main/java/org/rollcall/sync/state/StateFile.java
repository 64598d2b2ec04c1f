package org.rollcall.sync.state;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.directory.Place;
import org.rollcall.sync.state.State.Counts;
import org.rollcall.sync.state.State.LastRun;

/** Reads and replaces the file. */
public final class StateFile {

    private static final int VERSION = 1;
    private static final JsonLimits JSON = new JsonLimits(8, 20);

    private final Path file;

    public StateFile(Path file) {
        this.file = file;
    }

    /**
     * What is remembered; nothing when there is no file.
     *
     * @throws Failure when the file is damaged or of a newer version
     */
    public State read() {
        if (!Files.exists(file)) {
            return State.NONE;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            Json.Obj head = line(lines.readLine());
            int version = number(head, "version");
            if (version != VERSION) {
                throw Failure.usage(
                        ("%s has the version %d, and this program knows %d. Use the program that wrote it, or"
                                        + " remove the file: the next run then compares everything.")
                                .formatted(file, version, VERSION));
            }
            Map<String, String> seen = new HashMap<>();
            Map<String, Place> places = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Json.Obj person = line(line);
                String id = text(person, "id").orElse("");
                seen.put(id, text(person, "seen").orElse(""));
                text(person, "dn").ifPresent(dn -> places.put(id, place(dn, person)));
            }
            if (seen.size() != number(head, "entries")) {
                throw damaged();
            }
            return state(head, seen, places);
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "%s could not be read: %s".formatted(file, e.getMessage()));
        }
    }

    private Failure damaged() {
        return Failure.usage("%s is damaged. Remove it: the next run then compares everything.".formatted(file));
    }

    private Json.Obj line(@Nullable String text) {
        try {
            if (text != null && JsonReader.parse(text, JSON) instanceof Json.Obj object) {
                return object;
            }
        } catch (ScimException e) {
            throw damaged();
        }
        throw damaged();
    }

    private static Place place(String dn, Json.Obj person) {
        return new Place(
                dn,
                text(person, "uid"),
                text(person, "primaryGroup"),
                text(person, "ends").map(Instant::parse));
    }

    private static State state(Json.Obj head, Map<String, String> seen, Map<String, Place> places) {
        Map<String, Integer> present = new HashMap<>();
        if (head.get("present").orElse(Json.Obj.EMPTY) instanceof Json.Obj counts) {
            counts.members().keySet().forEach(name -> present.put(name, number(counts, name)));
        }
        Map<String, String> cookies = new HashMap<>();
        if (head.get("cookies").orElse(Json.Obj.EMPTY) instanceof Json.Obj known) {
            known.members().keySet().forEach(key -> text(known, key).ifPresent(cookie -> cookies.put(key, cookie)));
        }
        return new State(
                text(head, "settings").orElse(""),
                text(head, "lastFull").map(Instant::parse),
                head.get("lastRun").filter(Json.Obj.class::isInstance).map(run -> lastRun((Json.Obj) run)),
                new Counts(number(head, "people"), number(head, "groups")),
                present,
                seen,
                places,
                cookies);
    }

    private static LastRun lastRun(Json.Obj run) {
        return new LastRun(
                Instant.parse(text(run, "at").orElse("1970-01-01T00:00:00Z")),
                text(run, "mode").orElse(""),
                text(run, "outcome").orElse(""),
                text(run, "plan").orElse(""),
                number(run, "steps"),
                number(run, "failed"));
    }

    private static Optional<String> text(Json.Obj object, String name) {
        return object.get(name).filter(Json.Text.class::isInstance).map(text -> ((Json.Text) text).value());
    }

    private static int number(Json.Obj object, String name) {
        return object.get(name)
                .filter(Json.Num.class::isInstance)
                .map(number -> ((Json.Num) number).value().intValue())
                .orElse(0);
    }

    // ---- writing

    /** Replaces the file, so that whoever reads it, and whatever fails, finds the old or the new one whole. */
    public void write(State state) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(parent());
            Files.deleteIfExists(beside);
            FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (FileChannel channel = FileChannel.open(
                            beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner);
                    BufferedWriter out = new BufferedWriter(
                            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
                write(state, out);
                out.flush();
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent());
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "The state could not be written to %s: %s".formatted(file, e.getMessage()));
        }
    }

    private Path parent() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /** A rename is only there for good when its folder is. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void write(State state, BufferedWriter out) throws IOException {
        line(out, head(state));
        for (Map.Entry<String, String> person : state.seen().entrySet()) {
            Json.Obj line =
                    Json.Obj.EMPTY.with("id", Json.text(person.getKey())).with("seen", Json.text(person.getValue()));
            line(out, with(line, Optional.ofNullable(state.places().get(person.getKey()))));
        }
    }

    private static Json.Obj with(Json.Obj line, Optional<Place> place) {
        return place.map(known -> {
                    Json.Obj all = with(line, "dn", Optional.of(known.dn()));
                    all = with(all, "uid", known.uid());
                    all = with(all, "primaryGroup", known.primaryGroup());
                    return with(all, "ends", known.ends().map(Instant::toString));
                })
                .orElse(line);
    }

    private static Json.Obj with(Json.Obj line, String name, Optional<String> value) {
        return value.map(text -> line.with(name, Json.text(text))).orElse(line);
    }

    private static void line(BufferedWriter out, Json json) throws IOException {
        out.write(JsonWriter.write(json));
        out.write('\n');
    }

    private static Json.Obj head(State state) {
        Json.Obj present = Json.Obj.EMPTY;
        for (Map.Entry<String, Integer> count : state.present().entrySet()) {
            present = present.with(count.getKey(), Json.number(count.getValue()));
        }
        Json.Obj cookies = Json.Obj.EMPTY;
        for (Map.Entry<String, String> cookie : state.cookies().entrySet()) {
            cookies = cookies.with(cookie.getKey(), Json.text(cookie.getValue()));
        }
        Json.Obj head = Json.Obj.EMPTY
                .with("version", Json.number(VERSION))
                .with("settings", Json.text(state.settings()))
                .with("people", Json.number(state.counts().people()))
                .with("groups", Json.number(state.counts().groups()))
                .with("entries", Json.number(state.seen().size()))
                .with("present", present)
                .with("cookies", cookies);
        if (state.lastFull().isPresent()) {
            head = head.with("lastFull", Json.text(state.lastFull().get().toString()));
        }
        return state.lastRun().isPresent()
                ? head.with("lastRun", json(state.lastRun().get()))
                : head;
    }

    private static Json.Obj json(LastRun run) {
        return Json.Obj.EMPTY
                .with("at", Json.text(run.at().toString()))
                .with("mode", Json.text(run.mode()))
                .with("outcome", Json.text(run.outcome()))
                .with("plan", Json.text(run.plan()))
                .with("steps", Json.number(run.steps()))
                .with("failed", Json.number(run.failed()));
    }
}
