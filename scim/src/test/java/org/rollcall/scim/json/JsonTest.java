package org.rollcall.scim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void noTextFormOfAValueShowsItsContent() {
        assertThat(json("{'canary':['canary',true,12345,null]}").toString())
                .doesNotContain("canary")
                .doesNotContain("12345");
        assertThat(Json.text("canary")).asString().doesNotContain("canary");
        assertThat(Json.number(12345)).asString().doesNotContain("12345");
    }

    @Test
    void objectsAreEqualWhateverTheOrderOfTheirMembersA011() {
        assertThat(json("{'a':1,'b':2}")).isEqualTo(json("{'b':2,'a':1}"));
        assertThat(json("[1,2]")).isNotEqualTo(json("[2,1]"));
    }

    @Test
    void aChangedMemberKeepsItsPlace() {
        assertThat(object("{'a':1,'b':2}").with("a", Json.number(3)).members().keySet())
                .containsExactly("a", "b");
        assertThat(object("{'a':1}").with("b", Json.NULL).get("b")).contains(Json.NULL);
        assertThat(object("{'a':1,'b':2}").without("a")).isEqualTo(json("{'b':2}"));
    }

    @Test
    void valuesCannotBeChangedFromOutside() {
        Json.Obj object = object("{'a':[1]}");

        assertThatThrownBy(() -> object.members().put("b", Json.NULL))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> ((Json.Arr) object.members().get("a")).elements().add(Json.NULL))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsWrittenIsWhatWasRead() {
        String text = "{\"a\":[1.50,100,-7,\"é😀\\n\\\"\",true,null,{}],\"b\":{}}";

        assertThat(JsonWriter.write(json(text))).isEqualTo(text);
    }

    @Test
    void aStreamGetsUtf8AndStaysOpen() throws Exception {
        var out = new ByteArrayOutputStream() {
            private boolean closed;

            @Override
            public void close() {
                closed = true;
            }
        };

        JsonWriter.write(Json.text("é"), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\"é\"");
        assertThat(out.closed).isFalse();
    }

    @Test
    void aTextIsAppendedTo() {
        StringBuilder out = new StringBuilder("x=");

        JsonWriter.write(Json.bool(true), out);

        assertThat(out).hasToString("x=true");
    }
}
