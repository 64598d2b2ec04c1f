package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.REQUEST_LIMITS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.SchemaReader;

class ReadResourceTest {

    @Test
    void valuesAreKeptAsSentQP78() {
        String body = "{'userName':'BJensen@Example.COM','externalId':' 00u ','phoneNumbers':[{'value':'+1 (555) 0100',"
                + "'type':'Work'}],'emails':[{'value':'B@X.example','type':'WORK','primary':true}],'locale':'en_us',"
                + "'title':'${7*7} \u202E😀'}";

        assertThat(USERS.readResource(json(body)).resource().attributes()).isEqualTo(json(body));
        assertThat(USERS.readResource(json(body)).notes())
                .extracting(Note::rule)
                .containsExactly(Dialect.MISSING_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'active':true}",
                "{'userName':null}",
                "{'userName':''}",
                "{'userName':[]}",
                "{'userName':' '}",
                "{'userName':'\u00A0\u3000'}",
                "{'userName':'a\u200Bb'}",
                "{'userName':'a\u202Eb'}",
                "{'userName':'a\\tb'}",
                "{'userName':'a\\r\\nb'}",
                "{'userName':'a\u2028b'}",
                "{'userName':'\uFEFFa'}",
                "{'userName':5}",
                "{'userName':true}",
                "{'userName':{'x':'y'}}"
            })
    void aUserNeedsAVisibleUserNameB054HI5(String body) {
        assertThat(refused(() -> USERS.readResource(json(body)))).isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    void aUserNameMayHaveInnerBlanksAndAnyLetters() {
        for (String name : new String[] {"Ann Lee", "mıke", "ａｄｍｉｎ", "é", "😀", "a#EXT#@b.example"}) {
            assertThat(USERS.readResource(Json.Obj.EMPTY.with("userName", Json.text(name)))
                            .resource()
                            .text("userName"))
                    .contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'externalId':1",
                "'title':1",
                "'title':false",
                "'title':{'x':1}",
                "'name':1",
                "'name':['a','b']",
                "'name':{'givenName':1}",
                "'emails':1",
                "'emails':[1]",
                "'emails':[{'value':1}]",
                "'emails':[{'value':'a','primary':'maybe'}]",
                "'emails':[{'value':'a','primary':true},{'value':'b','primary':'True'}]",
                "'x509Certificates':[{'value':'not base64!'}]",
                "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':'x'",
                "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':7}"
            })
    void aValueOfTheWrongTypeIsRefusedAndNamed(String member) {
        Json body = json("{'userName':'a'," + member + "}");

        assertThat(refused(() -> USERS.readResource(body))).isEqualTo(ScimType.INVALID_VALUE);
        assertThat(refusal(() -> USERS.readResource(body)).detail())
                .containsIgnoringCase(member.substring(1, member.indexOf('\'', 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'x'", "1", "null", "true"})
    void aBodyIsAnObject(String body) {
        assertThat(refused(() -> USERS.readResource(json(body)))).isEqualTo(ScimType.INVALID_SYNTAX);
    }

    @Test
    void theSameValueTwiceIsKeptOnceA016() {
        assertThat(USERS.readResource(json("{'userName':'a','emails':[{'value':'1','type':'work'},"
                                + "{'type':'work','value':'1'}]}"))
                        .resource()
                        .attributes())
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1','type':'work'}]}"));
    }

    @Test
    void theNumberOfValuesIsLimitedExactly() {
        assertThat(USERS.readResource(json("{'userName':'a','roles':[" + roles(100) + "]}")))
                .isNotNull();
        assertThat(refusal(() -> USERS.readResource(json("{'userName':'a','roles':[" + roles(101) + "]}")))
                        .detail())
                .contains("roles", "100");
    }

    @Test
    void aGroupNeedsADisplayNameErratum5368() {
        assertThat(refused(() -> GROUPS.readResource(json("{'members':[]}")))).isEqualTo(ScimType.INVALID_VALUE);
        assertThat(GROUPS.readResource(json("{'displayName':'\u202Eg'}"))
                        .resource()
                        .text("displayName"))
                .contains("\u202Eg");
    }

    @Test
    void membersAreAbsentOrEmptyOrListedAndNeverInTheDocumentHP4QP89QP90() {
        assertThat(members("{'displayName':'g'}")).isEmpty();
        assertThat(members("{'displayName':'g','members':[]}")).contains(List.of());
        assertThat(members("{'displayName':'g','members':null}")).contains(List.of());
        assertThat(members("{'displayName':'g','Members':[{'value':'a'},{'value':'b','display':'B'},{'value':'a'}]}"))
                .contains(List.of("a", "b"));
        assertThat(GROUPS.readResource(json("{'displayName':'g','members':['a']}"))
                        .resource()
                        .attributes())
                .isEqualTo(json("{'displayName':'g'}"));
    }

    @Test
    void aMemberWithoutIdIsRefused() {
        assertThat(refused(() -> members("{'displayName':'g','members':[{'display':'x'}]}")))
                .isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    void typesOfEverySortAreChecked() {
        RequestReader reader = new RequestReader(
                USER.with(
                        SchemaReader.read(
                                object(
                                        "{'id':'urn:example:x','attributes':[{'name':'whole','type':'integer'},"
                                                + "{'name':'real','type':'decimal'},{'name':'when','type':'dateTime'},"
                                                + "{'name':'many','type':'integer','multiValued':true},"
                                                + "{'name':'box','type':'complex','subAttributes':[{'name':'n','multiValued':true}]}]}")),
                        false),
                REQUEST_LIMITS);
        String good = "{'userName':'a','urn:example:x':{'whole':5,'real':1.50,'when':'2026-01-02T03:04:05Z',"
                + "'many':[1,2],'box':{'n':['p','q']}}}";

        assertThat(reader.readResource(json(good)).resource().attributes()).isEqualTo(json(good));
        for (String bad : new String[] {
            "'whole':1.0",
            "'whole':'1'",
            "'real':'1'",
            "'when':'today'",
            "'when':5",
            "'many':[1,'x']",
            "'box':{'n':[1]}"
        }) {
            assertThat(refused(() -> reader.readResource(json("{'userName':'a','urn:example:x':{" + bad + "}}"))))
                    .as(bad)
                    .isEqualTo(ScimType.INVALID_VALUE);
        }
    }

    @Test
    void whatAnExtensionRequiresIsNeededWhereTheExtensionIsA059() {
        ResourceType optional = badge(false);
        ResourceType needed = badge(true);

        assertThat(read(optional, "{'userName':'a'}")).isPresent();
        assertThat(refused(() -> read(needed, "{'userName':'a'}"))).isEqualTo(ScimType.INVALID_VALUE);
        assertThat(refused(() -> read(optional, "{'userName':'a','urn:example:badge':{'color':'red'}}")))
                .isEqualTo(ScimType.INVALID_VALUE);
        assertThat(refused(() ->
                        read(optional, "{'userName':'a','urn:example:badge':{'number':'1','cards':[{'x':'y'}]}}")))
                .isEqualTo(ScimType.INVALID_VALUE);
        assertThat(read(needed, "{'userName':'a','urn:example:badge':{'number':'1','cards':[{'serial':'y'}]}}"))
                .isPresent();
    }

    private static ResourceType badge(boolean required) {
        return USER.with(
                SchemaReader.read(object("{'id':'urn:example:badge','attributes':[{'name':'number','required':true},"
                        + "{'name':'color'},{'name':'cards','type':'complex','multiValued':true,'subAttributes':["
                        + "{'name':'serial','required':true},{'name':'x'}]}]}")),
                required);
    }

    private static Optional<ReadResource> read(ResourceType type, String body) {
        return Optional.of(new RequestReader(type, REQUEST_LIMITS).readResource(json(body)));
    }

    private static Optional<List<String>> members(String body) {
        return GROUPS.readResource(json(body)).members();
    }

    private static String roles(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{'value':'" + i + "'}").collect(Collectors.joining(","));
    }
}
