package org.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.object;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.SchemaReader;

class ProjectionTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final Json.Obj BARBARA = object("{'schemas':['s'],'id':'7','userName':'b','title':'t',"
            + "'name':{'givenName':'B','familyName':'J'},"
            + "'emails':[{'value':'a','type':'work'},{'value':'b','type':'home'}],'"
            + ENTERPRISE + "':{'department':'d','manager':{'value':'m','displayName':'M'}},"
            + "'urn:example:x':{'y':{'z':1}},'meta':{'resourceType':'User','version':'1'}}");

    @Test
    void withoutParametersEverythingIsAnsweredButWhatIsOnlyReturnedOnRequestOrNever() {
        ResourceType type = USER.with(
                SchemaReader.read(
                        object(
                                "{'id':'urn:example:x','attributes':[{'name':'big','returned':'request'},"
                                        + "{'name':'secret','returned':'never'},{'name':'tag','returned':'always'},{'name':'plain'}]}")),
                false);
        Json.Obj all =
                object("{'id':'7','password':'p','urn:example:x':{'big':'b','secret':'s','tag':'t','plain':'p'}}");

        assertThat(Projection.parse(Optional.empty(), Optional.empty(), type).apply(all))
                .isEqualTo(object("{'id':'7','urn:example:x':{'tag':'t','plain':'p'}}"));
        assertThat(only("urn:example:x:big", type, all))
                .isEqualTo(object("{'id':'7','urn:example:x':{'big':'b','tag':'t'}}"));
        assertThat(only("urn:example:x:secret,password", type, all))
                .isEqualTo(object("{'id':'7','urn:example:x':{'tag':'t'}}"));
        assertThat(except("urn:example:x", type, all)).isEqualTo(object("{'id':'7','urn:example:x':{'tag':'t'}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userName | {'schemas':['s'],'id':'7','userName':'b'}",
                "USERNAME, title | {'schemas':['s'],'id':'7','userName':'b','title':'t'}",
                "name | {'schemas':['s'],'id':'7','name':{'givenName':'B','familyName':'J'}}",
                "name.givenName | {'schemas':['s'],'id':'7','name':{'givenName':'B'}}",
                "emails.value | {'schemas':['s'],'id':'7','emails':[{'value':'a'},{'value':'b'}]}",
                "meta.version | {'schemas':['s'],'id':'7','meta':{'version':'1'}}",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName | {'schemas':['s'],'id':'7','userName':'b'}",
                "noSuchThing | {'schemas':['s'],'id':'7'}",
                "id | {'schemas':['s'],'id':'7'}",
                "urn:example:x | {'schemas':['s'],'id':'7','urn:example:x':{'y':{'z':1}}}"
            })
    void attributesNameWhatIsAnsweredBesidesWhatAlwaysIsB048(String attributes, String expected) {
        assertThat(only(attributes, USER, BARBARA)).isEqualTo(object(expected));
    }

    @Test
    void extensionsAndTheirAttributesCanBeNamedB048() {
        assertThat(only(ENTERPRISE + ":department", USER, BARBARA))
                .isEqualTo(object("{'schemas':['s'],'id':'7','" + ENTERPRISE + "':{'department':'d'}}"));
        assertThat(only(ENTERPRISE + ":manager.value", USER, BARBARA))
                .isEqualTo(object("{'schemas':['s'],'id':'7','" + ENTERPRISE + "':{'manager':{'value':'m'}}}"));
        assertThat(only(ENTERPRISE, USER, BARBARA))
                .isEqualTo(object("{'schemas':['s'],'id':'7','" + ENTERPRISE
                        + "':{'department':'d','manager':{'value':'m','displayName':'M'}}}"));
    }

    @Test
    void excludedAttributesTakeAwayWhatTheyNameB046() {
        Json.Obj rest = except("name.familyName,EMAILS,meta,urn:example:x," + ENTERPRISE + ":manager", USER, BARBARA);

        assertThat(rest)
                .isEqualTo(object("{'schemas':['s'],'id':'7','userName':'b','title':'t','name':{'givenName':'B'},'"
                        + ENTERPRISE + "':{'department':'d'}}"));
    }

    @Test
    void whatIsAlwaysReturnedCannotBeExcludedB047() {
        assertThat(except("id,schemas,noSuchThing", USER, BARBARA)).isEqualTo(BARBARA);
    }

    @Test
    void anEmptyParameterCountsAsAbsentQP96() {
        Projection projection = Projection.parse(Optional.of(""), Optional.of(" "), USER);

        assertThat(projection.apply(BARBARA)).isEqualTo(BARBARA);
        assertThat(projection.requested()).isFalse();
        assertThat(Projection.parse(Optional.of(""), Optional.of("title"), USER).requested())
                .isTrue();
    }

    @Test
    void ofBothParametersAttributesWinsB049() {
        assertThat(Projection.parse(Optional.of("title"), Optional.of("title"), USER)
                        .apply(BARBARA))
                .isEqualTo(object("{'schemas':['s'],'id':'7','title':'t'}"));
    }

    @ParameterizedTest
    @CsvSource({
        ",,true",
        "members,,true",
        "MEMBERS.value,,true",
        "displayName,,false",
        ",members,false",
        ",urn:ietf:params:scim:schemas:core:2.0:Group:members,false",
        ",displayName,true",
        ",members.display,true"
    })
    void theServerLearnsWhetherMembersAreNeeded(String attributes, String excluded, boolean included) {
        Projection projection = Projection.parse(Optional.ofNullable(attributes), Optional.ofNullable(excluded), GROUP);

        assertThat(projection.includes("members")).isEqualTo(included);
    }

    @Test
    void whatATypeDoesNotHaveIsNotIncluded() {
        assertThat(Projection.parse(Optional.empty(), Optional.empty(), USER).includes("members"))
                .isFalse();
        assertThat(Projection.parse(Optional.empty(), Optional.empty(), USER).includes("groups"))
                .isTrue();
    }

    private static Json.Obj only(String attributes, ResourceType type, Json.Obj representation) {
        return Projection.parse(Optional.of(attributes), Optional.empty(), type).apply(representation);
    }

    private static Json.Obj except(String attributes, ResourceType type, Json.Obj representation) {
        return Projection.parse(Optional.empty(), Optional.of(attributes), type).apply(representation);
    }
}
