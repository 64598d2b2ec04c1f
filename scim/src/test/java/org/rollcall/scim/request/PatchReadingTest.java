package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Schemas;

/** The operations of a PATCH as they are read: what they need, and what they take away. */
class PatchReadingTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @Nested
    class ListedRemoval {

        @Test
        void takesAwayWhatIsListedAndNothingElseQP48() {
            String before = "{'userName':'a','roles':[{'value':'1','primary':true},{'value':'2'},{'value':'3'}]}";

            assertThat(patched(before, "{'op':'Remove','path':'roles','value':[{'value':'1'},{'value':'3'}]}"))
                    .isEqualTo(json("{'userName':'a','roles':[{'value':'2'}]}"));
            assertThat(patched(before, "{'op':'remove','path':'roles','value':'2'}"))
                    .isEqualTo(json("{'userName':'a','roles':[{'value':'1','primary':true},{'value':'3'}]}"));
            assertThat(patched(before, "{'op':'remove','path':'roles','value':[{'value':'9'}]}"))
                    .isEqualTo(json(before));
            assertThat(patched(before, "{'op':'remove','path':'roles','value':[]}"))
                    .isEqualTo(json(before));
            assertThat(patched(before, "{'op':'remove','path':'roles','value':[null]}"))
                    .isEqualTo(json(before));
            assertThat(patch("{'op':'remove','path':'roles','value':[{'value':'1'}]}")
                            .notes())
                    .contains(new Note(Dialect.LISTED_REMOVAL, "roles"));
        }

        @Test
        void withoutListTakesAwayAll() {
            assertThat(patched("{'userName':'a','roles':[{'value':'1'}]}", "{'op':'remove','path':'roles'}"))
                    .isEqualTo(json("{'userName':'a'}"));
            assertThat(patched(
                            "{'userName':'a','roles':[{'value':'1'}]}", "{'op':'remove','path':'roles','value':null}"))
                    .isEqualTo(json("{'userName':'a'}"));
        }
    }

    @Nested
    class Operations {

        @Test
        void areReadInAnyCaseWithOrWithoutSchemasQP39QP96() {
            assertThat(USERS.readPatch(json("{'operations':[{'OP':'REPLACE','Path':'Title','VALUE':'t'}]}"))
                            .operations())
                    .isEqualTo(USERS.readPatch(json("{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
                                    + "'Operations':[{'op':'replace','path':'title','value':'t'}]}"))
                            .operations());
            assertThat(patched("{'userName':'a'}", "{'op':'replace','path':null,'value':{'title':'t'}}"))
                    .isEqualTo(json("{'userName':'a','title':'t'}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "'x'",
                    "{'Operation':[{'op':'remove','path':'title'}]}",
                    "{'Operations':[]}",
                    "{'Operations':{'op':'remove','path':'title'}}",
                    "{'Operations':null}",
                    "{'Operations':['remove']}",
                    "{'Operations':[{'path':'title','value':'t'}]}",
                    "{'Operations':[{'op':'delete','path':'title'}]}",
                    "{'Operations':[{'op':'','path':'title'}]}",
                    "{'Operations':[{'op':null,'path':'title'}]}",
                    "{'Operations':[{'op':1,'path':'title'}]}",
                    "{'Operations':[{'op':'remove','Op':'add','path':'title'}]}",
                    "{'userName':'a'}"
                })
        void thatAreNoneAreRefusedHP5(String body) {
            assertThat(refused(() -> USERS.readPatch(json(body)))).isEqualTo(ScimType.INVALID_SYNTAX);
        }

        @Test
        void needAValueToAddOrReplaceHP5() {
            for (String operation : new String[] {
                "{'op':'add','path':'title'}",
                "{'op':'replace'}",
                "{'op':'replace','value':'x'}",
                "{'op':'add','value':[]}",
                "{'op':'add','value':null}",
                "{'op':'replace','path':'" + Schemas.ENTERPRISE_USER + "','value':'x'}"
            }) {
                assertThat(refused(() -> patch(operation))).as(operation).isEqualTo(ScimType.INVALID_VALUE);
            }
        }

        @Test
        void needAPathToRemoveB070() {
            assertThat(refused(() -> patch("{'op':'remove'}"))).isEqualTo(ScimType.NO_TARGET);
            assertThat(refused(() -> patch("{'op':'remove','value':{'title':'t'}}")))
                    .isEqualTo(ScimType.NO_TARGET);
            assertThat(refused(() -> patch("{'op':'remove','path':'','value':'title'}")))
                    .isEqualTo(ScimType.NO_TARGET);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"__proto__", "a.b.c.d", "emails[0]", "[\\'x\\']", "emails[type eq", "name givenName", "$"})
        void withAMalformedPathAreRefusedHD9(String path) {
            assertThat(refused(() -> patch("{'op':'replace','path':'" + path + "','value':'x'}")))
                    .isEqualTo(ScimType.INVALID_PATH);
            assertThat(refused(() -> patch("{'op':'replace','path':'active','value':false},"
                            + "{'op':'replace','path':'" + path + "','value':'x'}")))
                    .isEqualTo(ScimType.INVALID_PATH);
        }

        @Test
        void withAPathThatIsNoStringAreRefused() {
            assertThat(refused(() -> patch("{'op':'remove','path':['title']}"))).isEqualTo(ScimType.INVALID_PATH);
        }

        @Test
        void areLimitedExactlyInNumberHD6() {
            String operation = "{'op':'replace','path':'title','value':'t'}";

            assertThat(patch(operation + ("," + operation).repeat(99)).operations())
                    .hasSize(100);
            assertThat(refusal(() -> patch(operation + ("," + operation).repeat(100)))
                            .status())
                    .isEqualTo(413);
        }
    }

    private static PatchRequest patch(String operations) {
        return USERS.readPatch(json("{'Operations':[" + operations + "]}"));
    }

    private static Json patched(String attributes, String operations) {
        Resource before = Resource.canonical(USER, object(attributes));
        return PatchInterpreter.apply(before, patch(operations).operations(), 100)
                .attributes();
    }
}
