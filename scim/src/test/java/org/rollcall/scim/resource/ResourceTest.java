package org.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Test;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.SchemaReader;

class ResourceTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final Resource USER_RESOURCE = new Resource(
            USER,
            object("{'userName':'bjensen','active':false,'name':{'givenName':'Barbara'},"
                    + "'emails':[{'value':'a','type':'work'},{'value':'b'}],'" + ENTERPRISE
                    + "':{'manager':{'value':'m1'}}}"));

    private static final ResourceType BADGE = USER.with(
            SchemaReader.read(object("{'id':'urn:example:badge','attributes':["
                    + "{'name':'number','mutability':'immutable'},"
                    + "{'name':'card','type':'complex','subAttributes':[{'name':'serial','mutability':'immutable'},"
                    + "{'name':'color'}]}]}")),
            false);

    @Test
    void valuesAreFoundByPathInAnyCase() {
        assertThat(USER_RESOURCE.text("username")).contains("bjensen");
        assertThat(USER_RESOURCE.text("name.givenName")).contains("Barbara");
        assertThat(USER_RESOURCE.text(ENTERPRISE + ":manager.value")).contains("m1");
        assertThat(USER_RESOURCE.bool("active")).contains(false);
        assertThat(USER_RESOURCE.get(AttributePath.parse("emails.value").orElseThrow()))
                .contains(json("['a','b']"));
    }

    @Test
    void whatIsNotThereIsNothing() {
        assertThat(USER_RESOURCE.text("title")).isEmpty();
        assertThat(USER_RESOURCE.text("active")).isEmpty();
        assertThat(USER_RESOURCE.text("name.familyName")).isEmpty();
        assertThat(USER_RESOURCE.text("no path")).isEmpty();
        assertThat(USER_RESOURCE.bool("userName")).isEmpty();
        assertThat(USER_RESOURCE.text(ENTERPRISE + ":department")).isEmpty();
    }

    @Test
    void nothingIsKeptOfWhatIsUnassignedA018() {
        assertThat(Resource.canonical(
                                USER,
                                object("{'userName':'a','title':null,'emails':[],'name':{'givenName':null},"
                                        + "'roles':[null,{},{'value':'r'}]}"))
                        .attributes())
                .isEqualTo(object("{'userName':'a','roles':[{'value':'r'}]}"));
    }

    @Test
    void anExtensionGoesWithItsLastAttributeQP83() {
        ResolvedAttribute manager = resolve(USER, ENTERPRISE + ":manager");

        assertThat(USER_RESOURCE.with(manager, Json.NULL).attributes().get(ENTERPRISE))
                .isEmpty();
    }

    @Test
    void aReplacementKeepsNothingThatItDoesNotSayB055() {
        Resource sent = new Resource(USER, object("{'userName':'other'}"));

        assertThat(USER_RESOURCE.replacedBy(sent)).isEqualTo(sent);
    }

    @Test
    void anImmutableAttributeCannotBeReplacedByAnotherValueB053() {
        Resource before = badge("'number':'1','card':{'serial':'s','color':'red'}");

        assertThat(refused(() -> before.replacedBy(badge("'number':'2'")))).isEqualTo(ScimType.MUTABILITY);
        assertThat(refused(() -> before.replacedBy(badge("'card':{'serial':'t'}"))))
                .isEqualTo(ScimType.MUTABILITY);
    }

    @Test
    void anImmutableAttributeStaysWhenItIsLeftOutAndIsSetWhenItWasUnsetB053() {
        Resource before = badge("'number':'1','card':{'serial':'s','color':'red'}");

        assertThat(before.replacedBy(badge("'card':{'color':'blue'}")))
                .isEqualTo(badge("'number':'1','card':{'serial':'s','color':'blue'}"));
        assertThat(before.replacedBy(new Resource(BADGE, object("{'userName':'a'}"))))
                .isEqualTo(badge("'number':'1','card':{'serial':'s'}"));
        assertThat(badge("'card':{'color':'red'}").replacedBy(before)).isEqualTo(before);
    }

    private static Resource badge(String attributes) {
        return new Resource(BADGE, object("{'userName':'a','urn:example:badge':{" + attributes + "}}"));
    }

    private static ResolvedAttribute resolve(ResourceType type, String path) {
        return AttributePath.parse(path).flatMap(type::resolve).orElseThrow();
    }
}
