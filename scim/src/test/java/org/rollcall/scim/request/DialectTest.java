package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refused;

import java.util.List;
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

/** Each tolerance by itself; {@code patched} and {@code created} go from the wire to the document. */
class DialectTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

    @Nested
    class UnknownAttribute {

        @Test
        void isDroppedAndNotedQP54() {
            ReadResource read = read("{'userName':'a','shoeSize':45,'emails':[{'value':'1','verified':true}]}");

            assertThat(read.resource().attributes()).isEqualTo(json("{'userName':'a','emails':[{'value':'1'}]}"));
            assertThat(read.notes())
                    .containsExactly(
                            new Note(Dialect.UNKNOWN_ATTRIBUTE, "shoeSize"),
                            new Note(Dialect.UNKNOWN_ATTRIBUTE, "emails.verified"));
        }

        @Test
        void doesNotBlockADeactivationBesideItQP54() {
            PatchRequest patch = patch("{'op':'replace','path':'shoeSize','value':45},"
                    + "{'op':'replace','path':'active','value':false}");

            assertThat(patch.operations()).hasSize(1);
            assertThat(patch.notes()).containsExactly(new Note(Dialect.UNKNOWN_PATH, "shoeSize"));
        }

        @Test
        void byItselfInAPathIsAMistakeHP5() {
            assertThat(refused(() -> patch("{'op':'replace','path':'shoeSize','value':45}")))
                    .isEqualTo(ScimType.INVALID_PATH);
            assertThat(refused(() -> patch("{'op':'remove','path':'class.classLoader'}")))
                    .isEqualTo(ScimType.INVALID_PATH);
        }

        @Test
        void withoutPathIsDroppedQP54() {
            assertThat(patch("{'op':'replace','value':{'shoeSize':45}}").operations())
                    .isEmpty();
        }

        @Test
        void inADescribedExtensionIsDroppedToo() {
            assertThat(created("{'userName':'a','" + ENTERPRISE + "':{'department':'d','shoeSize':45},'" + CORE
                            + ":shoeSize':1}"))
                    .isEqualTo(json("{'userName':'a','" + ENTERPRISE + "':{'department':'d'}}"));
        }

        @Test
        void namesInNotesAreShortAndFew() {
            StringBuilder body = new StringBuilder("{'userName':'a'");
            for (int i = 0; i < 1000; i++) {
                body.append(",'").append("x".repeat(1000)).append(i).append("':1");
            }

            assertThat(read(body + "}").notes())
                    .hasSizeLessThanOrEqualTo(50)
                    .allSatisfy(note -> assertThat(note.attribute()).hasSizeLessThanOrEqualTo(100));
        }
    }

    @Nested
    class UnknownExtension {

        @Test
        void isKeptAsData() {
            ReadResource read = read("{'userName':'a','urn:example:x:1.0:User':{'y':{'z':[1]}}}");

            assertThat(read.resource().attributes())
                    .isEqualTo(json("{'userName':'a','urn:example:x:1.0:User':{'y':{'z':[1]}}}"));
            assertThat(read.notes()).containsExactly(new Note(Dialect.UNKNOWN_EXTENSION, "urn:example:x:1.0:User"));
        }

        @Test
        void canBePatchedByPathOrObject() {
            String after = "{'userName':'a','urn:example:x:1.0:User':{'y':'1','z':2}}";
            String before = "{'userName':'a','urn:example:x:1.0:User':{'z':2}}";

            assertThat(patched(before, "{'op':'add','path':'urn:example:x:1.0:User:y','value':'1'}"))
                    .isEqualTo(json(after));
            assertThat(patched(before, "{'op':'replace','value':{'urn:example:x:1.0:User':{'y':'1'}}}"))
                    .isEqualTo(json(after));
            assertThat(patched(before, "{'op':'replace','path':'urn:example:x:1.0:User','value':{'y':'1'}}"))
                    .isEqualTo(json(after));
            assertThat(patched(after, "{'op':'remove','path':'urn:example:x:1.0:User:y'}"))
                    .isEqualTo(json(before));
            assertThat(patched(after, "{'op':'remove','path':'urn:example:x:1.0:User'}"))
                    .isEqualTo(json("{'userName':'a'}"));
            assertThat(patched(
                            "{'userName':'a','urn:example:x':{'type':'t','y':[{'z':1}]}}",
                            "{'op':'replace','path':'urn:example:x:y','value':[2]},"
                                    + "{'op':'replace','value':{'urn:example:x':{'y':null}}}"))
                    .isEqualTo(json("{'userName':'a','urn:example:x':{'type':'t'}}"));
        }

        @Test
        void mayBeGivenAsAnObjectAndByQualifiedKeysAtOnce() {
            assertThat(created("{'userName':'a','urn:example:x':{'y':1},'urn:example:x:z':2}"))
                    .isEqualTo(json("{'userName':'a','urn:example:x':{'y':1,'z':2}}"));
        }

        @Test
        void mayBeNamedByAnyUri() {
            String body = "{'userName':'a','http://schemas.example/2006/User':{'y':1}}";

            assertThat(created(body)).isEqualTo(json(body));
        }
    }

    @Nested
    class SchemasList {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'userName':'a'}",
                    "{'schemas':[],'userName':'a'}",
                    "{'schemas':['urn:example:nonsense'],'userName':'a'}",
                    "{'schemas':['" + CORE
                            + "','http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],"
                            + "'userName':'a'}",
                    "{'SCHEMAS':'" + CORE + "','userName':'a'}"
                })
        void mayBeMissingOrNameUnknownSchemasQP55QP84(String body) {
            assertThat(created(body)).isEqualTo(json("{'userName':'a'}"));
            assertThat(USERS.readResource(json(body)).notes())
                    .isNotEmpty()
                    .extracting(Note::rule)
                    .isSubsetOf(Dialect.MISSING_SCHEMA, Dialect.UNKNOWN_SCHEMA, Dialect.SINGLE_VALUE_FOR_LIST);
        }
    }

    @Nested
    class ReadOnly {

        @Test
        void isIgnoredInABodyQP53() {
            ReadResource read = read("{'id':'mine','userName':'a','meta':{'resourceType':'User'},'groups':[]," + "'"
                    + ENTERPRISE + "':{'manager':{'value':'m','displayName':'M'}}}");

            assertThat(read.resource().attributes())
                    .isEqualTo(json("{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'m'}}}"));
            assertThat(read.notes()).extracting(Note::rule).containsOnly(Dialect.READ_ONLY);
        }

        @Test
        void isIgnoredInAPatchSoThatOktaCanRenameGroupsQP53() {
            List<Note> notes = GROUPS.readPatch(json("{'schemas':['" + PATCH
                            + "'],'Operations':[{'op':'replace','value':{'id':'7','displayName':'n'}}]}"))
                    .notes();

            assertThat(notes).containsExactly(new Note(Dialect.READ_ONLY, "id"));
            assertThat(patch("{'op':'replace','path':'meta.resourceType','value':'x'},"
                                    + "{'op':'add','path':'groups','value':[{'value':'g'}]},"
                                    + "{'op':'replace','path':'schemas','value':[]}")
                            .operations())
                    .isEmpty();
        }

        @Test
        void cannotBeRemovedB072() {
            assertThat(refused(() -> patch("{'op':'remove','path':'id'}"))).isEqualTo(ScimType.MUTABILITY);
            assertThat(refused(() -> patch("{'op':'remove','path':'groups[value eq \\'g\\']'}")))
                    .isEqualTo(ScimType.MUTABILITY);
        }
    }

    @Nested
    class StringBoolean {

        @ParameterizedTest
        @ValueSource(strings = {"true", "'true'", "'True'", "'TRUE'"})
        void isReadOnEveryPathThatWritesQP40QP106(String value) {
            Json active = json("{'userName':'a','active':true}");

            assertThat(created("{'userName':'a','active':" + value + "}")).isEqualTo(active);
            assertThat(patched("{'userName':'a'}", "{'op':'Replace','path':'active','value':" + value + "}"))
                    .isEqualTo(active);
            assertThat(patched("{'userName':'a'}", "{'op':'replace','value':{'active':" + value + "}}"))
                    .isEqualTo(active);
            assertThat(patched("{'userName':'a'}", "{'op':'add','path':'" + CORE + ":active','value':" + value + "}"))
                    .isEqualTo(active);
            assertThat(patched("{'userName':'a'}", "{'op':'replace','path':'active','value':[" + value + "]}"))
                    .isEqualTo(active);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "1",
                    "'0'",
                    "'no'",
                    "'yes'",
                    "' true'",
                    "'true '",
                    "'falſe'",
                    "null",
                    "[]",
                    "''",
                    "{}",
                    "[true,false]"
                })
        void isNothingElseHP6(String value) {
            assertThat(refused(() -> created("{'userName':'a','active':" + value + "}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
            assertThat(refused(() -> patch("{'op':'Replace','path':'active','value':" + value + "}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
            assertThat(refused(() -> patch("{'op':'replace','value':{'active':" + value + "}}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
        }

        @Test
        void isReadInsideOtherAttributesQP40() {
            assertThat(created(
                            "{'userName':'a','emails':[{'value':'1','primary':'True'},{'value':'2','primary':null}]}"))
                    .isEqualTo(json("{'userName':'a','emails':[{'value':'1','primary':true},{'value':'2'}]}"));
        }
    }

    @Nested
    class Shapes {

        @Test
        void aListOfOneIsTheValueQP51() {
            assertThat(created("{'userName':['a'],'name':[{'givenName':'g'}]}"))
                    .isEqualTo(json("{'userName':'a','name':{'givenName':'g'}}"));
            assertThat(refused(() -> created("{'userName':['a','b']}"))).isEqualTo(ScimType.INVALID_VALUE);
        }

        @Test
        void oneValueIsAListOfOneQP52() {
            assertThat(created("{'userName':'a','emails':{'value':'1','type':'work'},'roles':'admin'}"))
                    .isEqualTo(json(
                            "{'userName':'a','emails':[{'value':'1','type':'work'}],'roles':[{'value':'admin'}]}"));
        }

        @Test
        void aBareStringIsTheValueOfAComplexAttributeQP45() {
            assertThat(created("{'userName':'a','" + ENTERPRISE + "':{'manager':'m'}}"))
                    .isEqualTo(json("{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'m'}}}"));
            assertThat(patched("{'userName':'a'}", "{'op':'Add','path':'" + ENTERPRISE + ":manager','value':'m'}"))
                    .isEqualTo(json("{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'m'}}}"));
            assertThat(refused(() -> created("{'userName':'a','name':'Barbara'}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
        }

        @Test
        void aWrappedValueIsTheValueQP51() {
            assertThat(patched(
                            "{'userName':'a'}",
                            "{'op':'add','path':'displayName','value':[{'$ref':null,'value':'d'}]}"))
                    .isEqualTo(json("{'userName':'a','displayName':'d'}"));
            assertThat(refused(() -> created("{'userName':'a','title':{'value':'t','type':'x'}}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
            assertThat(refused(() -> created("{'userName':'a','title':{'value':{'value':'t'}}}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
        }

        @Test
        void jsonInAStringIsAStringQP52() {
            String role = "{\\\\\\'id\\\\\\':\\\\\\'1\\\\\\',\\\\\\'value\\\\\\':\\\\\\'Admin\\\\\\'}"
                    .replace("\\\\\\'", "\\'");

            assertThat(patched("{'userName':'a'}", "{'op':'Add','path':'roles','value':[{'value':'" + role + "'}]}"))
                    .isEqualTo(json("{'userName':'a','roles':[{'value':'" + role + "'}]}"));
        }

        @Test
        void nullAndEmptyMeanNothingQP46QP96() {
            assertThat(created(
                            "{'userName':'a','addresses':null,'roles':[],'title':'','emails':[null],'name':{'givenName':null},"
                                    + "'externalId':null,'" + ENTERPRISE + "':{'manager':null,'department':''}}"))
                    .isEqualTo(json("{'userName':'a'}"));
            assertThat(created("{'userName':'a','" + ENTERPRISE + "':null}")).isEqualTo(json("{'userName':'a'}"));
        }
    }

    @Nested
    class Keys {

        @Test
        void mayBeDottedOrQualifiedInAPatchWithoutPathQP42() {
            assertThat(patched(
                            "{'userName':'a','name':{'middleName':'m'}}",
                            "{'op':'replace','value':{'name.givenName':'g','name.familyName':'f','" + ENTERPRISE
                                    + ":employeeNumber':'5','" + CORE + ":title':'t','" + ENTERPRISE
                                    + ":manager':'m'}}"))
                    .isEqualTo(json("{'userName':'a','name':{'middleName':'m','givenName':'g','familyName':'f'},'"
                            + ENTERPRISE + "':{'employeeNumber':'5','manager':{'value':'m'}},'title':'t'}"));
        }

        @Test
        void mayBeDottedOrQualifiedInABodyQP42() {
            assertThat(created("{'" + CORE + ":userName':'a','name.givenName':'g','name.familyName':'f','" + ENTERPRISE
                            + ":department':'d','" + CORE + "':{'title':'t'}}"))
                    .isEqualTo(json("{'userName':'a','name':{'givenName':'g','familyName':'f'},'title':'t','"
                            + ENTERPRISE + "':{'department':'d'}}"));
        }

        @Test
        void mayHoldAFilterInAPatchWithoutPath() {
            assertThat(patched("{'userName':'a'}", "{'op':'replace','value':{'emails[type eq \\'work\\'].value':'1'}}"))
                    .isEqualTo(json("{'userName':'a','emails':[{'type':'work','value':'1'}]}"));
            assertThat(refused(() -> patch("{'op':'replace','value':{'emails[type eq':'1'}}")))
                    .isEqualTo(ScimType.INVALID_PATH);
            assertThat(created("{'userName':'a','emails[type eq \\'work\\'].value':'1','emails.value':'2'}"))
                    .isEqualTo(json("{'userName':'a'}"));
        }

        @Test
        void mayNestAnExtensionInAPatchQP43() {
            String extension = "{'" + ENTERPRISE + "':{'department':'d'}}";
            String after = "{'userName':'a','" + ENTERPRISE + "':{'costCenter':'c','department':'d'}}";
            String before = "{'userName':'a','" + ENTERPRISE + "':{'costCenter':'c'}}";

            assertThat(patched(before, "{'op':'replace','value':" + extension + "}"))
                    .isEqualTo(json(after));
            assertThat(patched(before, "{'op':'add','path':'" + ENTERPRISE + "','value':{'department':'d'}}"))
                    .isEqualTo(json(after));
            assertThat(patched(before, "{'op':'replace','path':'" + CORE + "','value':" + extension + "}"))
                    .isEqualTo(json(after));
            assertThat(patched(after, "{'op':'replace','value':{'" + ENTERPRISE + "':null}}"))
                    .isEqualTo(json("{'userName':'a'}"));
        }

        @Test
        void areReadInAnyCaseHD23() {
            assertThat(created("{'USERNAME':'a','Emails':[{'VALUE':'1'}],'"
                            + ENTERPRISE.replace("enterprise", "Enterprise") + "':{'Department':'d'}}"))
                    .isEqualTo(
                            json("{'userName':'a','emails':[{'value':'1'}],'" + ENTERPRISE + "':{'department':'d'}}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'userName':'a','active':true,'Active':false}",
                    "{'userName':'a','name':{'givenName':'g','GIVENNAME':'h'}}",
                    "{'userName':'a','urn:example:x':{'y':1,'Y':2}}",
                    "{'userName':'a','" + CORE + ":userName':'b'}",
                    "{'userName':'a','name.givenName':'g','Name.GivenName':'h'}",
                    "{'userName':'a','name.givenName':'g','name':{'familyName':'f'}}",
                    "{'userName':'a','" + CORE + "':{'active':true},'" + CORE + ":active':false}"
                })
        void thatSayTheSameTwiceAreRefusedHD8(String body) {
            assertThat(refused(() -> created(body))).isEqualTo(ScimType.INVALID_SYNTAX);
            assertThat(refused(() -> patch("{'op':'replace','value':" + body + "}")))
                    .isEqualTo(ScimType.INVALID_SYNTAX);
        }
    }

    @Nested
    class Password {

        @Test
        void isAcceptedAndKeptNowhereHX2QP32() {
            ReadResource read = read("{'userName':'a','password':'t1meMa$heen','PassWord2':'x'}");
            PatchRequest patch = patch("{'op':'replace','path':'password','value':'t1meMa$heen'},"
                    + "{'op':'replace','value':{'" + CORE + ":password':'t1meMa$heen'}},"
                    + "{'op':'remove','path':'password'}");

            assertThat(read.resource().attributes()).isEqualTo(json("{'userName':'a'}"));
            assertThat(read.notes()).containsExactly(new Note(Dialect.UNKNOWN_ATTRIBUTE, "PassWord2"));
            assertThat(patch.operations()).isEmpty();
            assertThat(patch.notes()).extracting(Note::attribute).doesNotContain("password");
        }
    }

    private static ReadResource read(String body) {
        return USERS.readResource(listing(CORE, object(body)));
    }

    private static Json created(String body) {
        return read(body).resource().attributes();
    }

    private static PatchRequest patch(String operations) {
        return USERS.readPatch(listing(PATCH, object("{'Operations':[" + operations + "]}")));
    }

    /** What is not about schemas has the right ones. */
    private static Json listing(String schema, Json.Obj body) {
        boolean listed = Members.find(body, "schemas").isPresent();
        boolean extended = Members.find(body, ENTERPRISE).isPresent();
        Json schemas = Json.Arr.ofTexts(extended ? List.of(schema, ENTERPRISE) : List.of(schema));
        return listed ? body : body.with("schemas", schemas);
    }

    private static Json patched(String attributes, String operations) {
        Resource before = Resource.canonical(USER, object(attributes));
        return PatchInterpreter.apply(before, patch(operations).operations(), 100)
                .attributes();
    }
}
