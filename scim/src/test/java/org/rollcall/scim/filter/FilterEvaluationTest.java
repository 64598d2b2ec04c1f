package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.object;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.resource.Resource;

class FilterEvaluationTest {

    private static final Resource USER_RESOURCE = new Resource(
            USER,
            object("{'userName':'Bjensen','externalId':'Xy','active':true,'title':'Vice President',"
                    + "'name':{'familyName':'Jensen'},"
                    + "'emails':[{'value':'b@work.example','type':'work','primary':true},"
                    + "{'value':'b@home.example','type':'home'}],"
                    + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'R&D',"
                    + "'manager':{'value':'m1'}}}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"bJENSEN\"",
                "userName ne \"other\"",
                "userName sw \"bj\" and userName ew \"EN\" and userName co \"jens\"",
                "externalId eq \"Xy\"",
                "active eq true",
                "active ne false",
                "title gt \"a\" and title ge \"vice president\" and title lt \"w\" and title le \"vice president\"",
                "name.familyName eq \"jensen\"",
                "name pr",
                "emails pr",
                "emails.value eq \"b@home.example\"",
                "emails co \"work\"",
                "emails[type eq \"home\" and value ew \"home.example\"]",
                "emails[type eq \"work\"].primary eq \"True\"",
                "emails[not (primary pr)]",
                "not (emails[type eq \"other\"])",
                "nickName ne \"x\"",
                "nickName eq null",
                "emails.type ne \"work\"",
                "emails ne null or title pr",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"r&d\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"m1\""
            })
    void whatHoldsIsTrue(String text) {
        assertThat(Filter.parse(text, FILTER_LIMITS).check(USER).test(USER_RESOURCE::values))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"bjense\"",
                "userName ne \"bjensen\"",
                "externalId eq \"xy\"",
                "active eq false",
                "nickName pr",
                "nickName eq \"\"",
                "nickName gt \"\"",
                "not (nickName ne \"x\")",
                "emails[type eq \"home\" and value co \"work\"]",
                "emails[type eq \"other\"]",
                "emails co \"%\"",
                "title eq null",
                "title pr and nickName pr",
                "nickName pr or name.givenName pr",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter pr"
            })
    void whatDoesNotHoldIsFalse(String text) {
        assertThat(Filter.parse(text, FILTER_LIMITS).check(USER).test(USER_RESOURCE::values))
                .isFalse();
    }
}
