package org.rollcall.scim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.JSON_LIMITS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.Fixtures;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.filter.PatchPath;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.patch.GroupPatch;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.PatchRequest;
import org.rollcall.scim.resource.Resource;

/** Whatever a client sends is understood or refused, and nothing else happens (H-D22). */
class FuzzTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_124L);
    private static final int MOST_VALUES = 100;

    private static final Resource ANN = Fixtures.USERS
            .readResource(Fixtures.json("{'userName':'ann','name':{'givenName':'Ann'},'active':true,'emails':["
                    + "{'value':'a@x.example','type':'work','primary':true},{'value':'b@x.example','type':'home'}]}"))
            .resource();

    @Test
    void aFilterIsUnderstoodOrRefusedAndReadsBackAsItPrints() throws IOException {
        each("filter.txt", text -> {
            Filter filter = Filter.parse(text, FILTER_LIMITS);
            assertThat(Filter.parse(filter.print(), FILTER_LIMITS)).isEqualTo(filter);
            filter.check(USER).test(ANN::values);
        });
    }

    @Test
    void aPathIsUnderstoodOrRefusedAndReadsBackAsItPrints() throws IOException {
        each("path.txt", text -> {
            PatchPath path = PatchPath.parse(text, FILTER_LIMITS);
            assertThat(PatchPath.parse(path.print(), FILTER_LIMITS)).isEqualTo(path);
            path.resolve(USER, new Notes(Mode.COMPAT));
            path.resolve(GROUP, new Notes(Mode.STRICT));
        });
    }

    @Test
    void jsonIsReadOrRefusedAndReadsBackAsItIsWritten() throws IOException {
        each("json.txt", text -> {
            Json json = JsonReader.parse(text.getBytes(StandardCharsets.UTF_8), JSON_LIMITS);
            assertThat(JsonReader.parse(JsonWriter.write(json), JSON_LIMITS)).isEqualTo(json);
        });
    }

    @Test
    void aPatchIsAppliedOrRefusedInBothDialects() throws IOException {
        each("patch.txt", text -> {
            Json json = JsonReader.parse(text.getBytes(StandardCharsets.UTF_8), JSON_LIMITS);
            for (Mode mode : Mode.values()) {
                quietly(() -> user(json, new Notes(mode)));
                quietly(() -> GroupPatch.split(
                        GROUP, GROUPS.readPatch(json, new Notes(mode)).operations()));
            }
        });
    }

    @Test
    void aResourceIsReadOrRefusedInBothDialects() throws IOException {
        each("json.txt", text -> {
            Json json = JsonReader.parse(text.getBytes(StandardCharsets.UTF_8), JSON_LIMITS);
            for (Mode mode : Mode.values()) {
                quietly(() -> USERS.readResource(json, new Notes(mode)));
                quietly(() -> GROUPS.readResource(json, new Notes(mode)));
            }
        });
    }

    /** What was done once is done: the result is a user again, and written the same way. */
    private static void user(Json json, Notes notes) {
        PatchRequest patch = USERS.readPatch(json, notes);
        Resource after = PatchInterpreter.apply(ANN, patch.operations(), MOST_VALUES, notes);
        assertThat(USERS.readResource(after.attributes(), new Notes(Mode.COMPAT))
                        .resource())
                .isEqualTo(after);
    }

    private static void each(String seeds, Consumer<String> reader) throws IOException {
        List<String> corpus = lines(seeds);
        corpus.forEach(seed -> tried(seed, reader));
        Mutator mutator = new Mutator(corpus, new Random(SEED));
        for (int i = 0; i < INPUTS; i++) {
            tried(mutator.next(), reader);
        }
    }

    private static void tried(String input, Consumer<String> reader) {
        try {
            quietly(() -> reader.accept(input));
        } catch (RuntimeException | Error broken) {
            throw new AssertionError("broken by: " + Json.text(input.replace("\u0000", "<NUL>")), broken);
        }
    }

    private static void quietly(Runnable reading) {
        try {
            reading.run();
        } catch (ScimException refused) {
            assertThat(refused.error().detail()).isNotBlank();
        }
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(FuzzTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
