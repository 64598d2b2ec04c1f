package org.rollcall.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.request.PatchRequest;
import org.rollcall.scim.request.RequestLimits;
import org.rollcall.scim.request.RequestReader;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schemas;

/** The example of the README is this one, and it works. */
class ReadmeTest {

    private static final Path SOURCE = Path.of("src/test/java/org/rollcall/scim/ReadmeTest.java");

    @Test
    void theExampleWorks() {
        // example
        ResourceType users = Schemas.standard().user();
        FilterLimits filters = new FilterLimits(8_192, 32, 500);
        RequestReader reader = new RequestReader(users, new RequestLimits(1_000, 100_000, 1_000, filters));
        JsonLimits json = new JsonLimits(32, 100);

        // POST: a body becomes a canonical resource, or a ScimException says what is wrong.
        String body = """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ann@example.com",
                 "emails": [{"value": "ann@example.com", "type": "work", "primary": true}]}""";
        Resource ann = reader.readResource(JsonReader.parse(body, json)).resource();

        // PATCH: as Entra ID sends it. It is read into operations on the schema, then applied; ann stays as she is.
        String sent = """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
                  {"op": "Replace", "path": "active", "value": "False"},
                  {"op": "Add", "path": "emails[type eq \\"home\\"].value", "value": "ann@example.org"}]}""";
        Notes notes = new Notes(Mode.COMPAT);
        PatchRequest patch = reader.readPatch(JsonReader.parse(sent, json), notes);
        Resource left = PatchInterpreter.apply(ann, patch.operations(), 1_000, notes);

        // What had to be repaired; the same request of a provider in Mode.STRICT is refused instead.
        List<Dialect> repaired = notes.list().stream().map(Note::rule).toList();

        // A filter is checked against the schema, then tested, or compiled to a query of one's own.
        TypedFilter filter = Filter.parse("active eq false and emails[type eq \"home\"]", filters)
                .check(users);
        // end
        assertThat(left.text("userName")).contains("ann@example.com");
        assertThat(ann.attributes()).isNotEqualTo(left.attributes());
        assertThat(repaired).containsExactly(Dialect.OPERATION_CASE, Dialect.STRING_BOOLEAN, Dialect.UNMATCHED_FILTER);
        assertThat(filter.test(left::values)).isTrue();
        assertThat(filter.test(ann::values)).isFalse();
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String source = Files.readString(SOURCE);
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .lines()
                .map(line -> line.replaceFirst("^ {8}", "") + "\n")
                .reduce("", String::concat);

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
    }
}
