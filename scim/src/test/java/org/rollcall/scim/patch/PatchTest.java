package org.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Test;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;

/** What operations do to a document (RFC 7644 section 3.5.2), from the wire to the result. */
class PatchTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @Test
    void addSetsASingleValueAndReplacesTheOneThatIsThereB068() {
        assertThat(patched("{'userName':'a'}", "{'op':'add','path':'title','value':'t'}"))
                .isEqualTo(json("{'userName':'a','title':'t'}"));
        assertThat(patched("{'userName':'a','title':'s'}", "{'op':'add','path':'title','value':'t'}"))
                .isEqualTo(json("{'userName':'a','title':'t'}"));
    }

    @Test
    void addMergesIntoAComplexValueB068() {
        assertThat(patched(
                        "{'userName':'a','name':{'givenName':'g','familyName':'f'}}",
                        "{'op':'add','path':'name','value':{'familyName':'x','middleName':'m'}}"))
                .isEqualTo(json("{'userName':'a','name':{'givenName':'g','familyName':'x','middleName':'m'}}"));
    }

    @Test
    void addAppendsToAMultiValuedAttributeB068() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1'}]}",
                        "{'op':'add','path':'emails','value':[{'value':'2','type':'work'},{'value':'3'}]}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1'},{'value':'2','type':'work'},{'value':'3'}]}"));
    }

    @Test
    void addingAValueThatIsThereChangesNothingB069() {
        Resource before = user("{'userName':'a','active':true,'emails':[{'value':'1','type':'work'}]}");

        assertThat(apply(
                        before,
                        "{'op':'add','path':'emails','value':[{'type':'work','value':'1'}]},"
                                + "{'op':'add','path':'userName','value':'a'},{'op':'add','value':{'active':true}}"))
                .isEqualTo(before);
    }

    @Test
    void addingTheSameValueAndTypeCompletesTheOneThatIsThereA016() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'}]}",
                        "{'op':'add','path':'emails','value':[{'value':'1','type':'work','display':'d'}]}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1','type':'work','display':'d'}]}"));
    }

    @Test
    void addingNothingChangesNothingQP46() {
        Resource before = user("{'userName':'a','title':'t','emails':[{'value':'1'}]}");

        assertThat(apply(
                        before,
                        "{'op':'add','path':'title','value':null},{'op':'add','path':'emails','value':[null]},"
                                + "{'op':'add','path':'emails','value':[]},{'op':'add','value':{}}"))
                .isEqualTo(before);
    }

    @Test
    void replaceSetsWhatIsNotThereB075() {
        assertThat(patched("{'userName':'a'}", "{'op':'replace','path':'name.givenName','value':'g'}"))
                .isEqualTo(json("{'userName':'a','name':{'givenName':'g'}}"));
    }

    @Test
    void replaceOfAComplexValueLeavesTheOtherPartsB076QP47() {
        assertThat(patched(
                        "{'userName':'a','name':{'givenName':'g','familyName':'f'}}",
                        "{'op':'replace','path':'name','value':{'familyName':'x'}}"))
                .isEqualTo(json("{'userName':'a','name':{'givenName':'g','familyName':'x'}}"));
    }

    @Test
    void nullWithinAComplexValueTakesThatPartAwayQP46() {
        assertThat(patched(
                        "{'userName':'a','name':{'givenName':'g','familyName':'f'}}",
                        "{'op':'replace','path':'name','value':{'familyName':null,'middleName':''}}"))
                .isEqualTo(json("{'userName':'a','name':{'givenName':'g'}}"));
    }

    @Test
    void replaceOfAMultiValuedAttributeReplacesTheListB079() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1'},{'value':'2'}]}",
                        "{'op':'replace','path':'emails','value':[{'value':'3'}]}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'3'}]}"));
    }

    @Test
    void replaceByNothingTakesAwayQP46() {
        for (String nothing : new String[] {"null", "''", "[]"}) {
            assertThat(patched(
                            "{'userName':'a','title':'t','name':{'givenName':'g'},'emails':[{'value':'1'}]}",
                            "{'op':'replace','path':'title','value':" + nothing
                                    + "},{'op':'replace','path':'name','value':" + nothing
                                    + "},{'op':'replace','value':{'emails':" + nothing + "}}"))
                    .as(nothing)
                    .isEqualTo(json("{'userName':'a'}"));
        }
    }

    @Test
    void replaceWithoutPathReplacesEachAttributeInItsValueB074() {
        assertThat(patched(
                        "{'userName':'a','title':'t','nickName':'n'}",
                        "{'op':'replace','value':{'title':'u','displayName':'d'}}"))
                .isEqualTo(json("{'userName':'a','title':'u','nickName':'n','displayName':'d'}"));
    }

    @Test
    void aFilterReplacesAPartOfEveryMatchingValueB077HP13() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'},{'value':'2','type':'home'},"
                                + "{'value':'3','type':'work'}]}",
                        "{'op':'replace','path':'emails[type eq \\'work\\'].display','value':'d'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1','type':'work','display':'d'},"
                        + "{'value':'2','type':'home'},{'value':'3','type':'work','display':'d'}]}"));
    }

    @Test
    void aFilterReplacesTheMatchingRecordB077() {
        assertThat(patched(
                        "{'userName':'a','addresses':[{'type':'work','locality':'L','region':'R'},{'type':'home'}]}",
                        "{'op':'replace','path':'addresses[type eq \\'work\\']','value':{'locality':'M'}}"))
                .isEqualTo(json("{'userName':'a','addresses':[{'type':'work','locality':'M'},{'type':'home'}]}"));
    }

    @Test
    void addWithAFilterMergesIntoTheMatchingRecord() {
        assertThat(patched(
                        "{'userName':'a','addresses':[{'type':'work','locality':'L','region':'R'}]}",
                        "{'op':'add','path':'addresses[type eq \\'work\\']','value':{'locality':'M'}}"))
                .isEqualTo(json("{'userName':'a','addresses':[{'type':'work','locality':'M','region':'R'}]}"));
    }

    @Test
    void aFilterThatMatchesNothingCreatesWhatItDescribesB078QP44() {
        String created = "{'userName':'a','phoneNumbers':[{'type':'mobile','value':'1'}]}";

        for (String op : new String[] {"add", "replace"}) {
            assertThat(patched(
                            "{'userName':'a'}",
                            "{'op':'" + op + "','path':'phoneNumbers[type eq \\'mobile\\'].value','value':'1'}"))
                    .isEqualTo(json(created));
            assertThat(patched(
                            "{'userName':'a'}",
                            "{'op':'" + op + "','path':'phoneNumbers[type eq \\'mobile\\']','value':{'value':'1'}}"))
                    .isEqualTo(json(created));
        }
        assertThat(patched(
                        "{'userName':'a'}",
                        "{'op':'add','path':'roles[primary eq \\'True\\' and type eq \\'x\\'].value','value':'r'}"))
                .isEqualTo(json("{'userName':'a','roles':[{'primary':true,'type':'x','value':'r'}]}"));
    }

    @Test
    void aFilterThatMatchesNothingAndDescribesNothingHasNoTargetB078() {
        for (String filter : new String[] {
            "type ne \\'work\\'",
            "value co \\'x\\'",
            "type eq \\'a\\' or type eq \\'b\\'",
            "not (type eq \\'a\\')",
            "type pr",
            "type eq \\'a\\' and type eq \\'b\\'"
        }) {
            assertThat(refused(() -> patched(
                            "{'userName':'a','emails':[]}",
                            "{'op':'replace','path':'emails[" + filter + "].display','value':'d'}")))
                    .as(filter)
                    .isEqualTo(ScimType.NO_TARGET);
        }
        assertThat(refused(() -> patched(
                        "{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'m'}}}",
                        "{'op':'replace','path':'" + ENTERPRISE + ":manager[value eq \\'n\\'].$ref','value':'r'}")))
                .isEqualTo(ScimType.NO_TARGET);
    }

    @Test
    void removeTakesAwayAnAttributeAPartOrAllValuesB071() {
        assertThat(patched(
                        "{'userName':'a','title':'t','name':{'givenName':'g','familyName':'f'},'emails':[{'value':'1'}]}",
                        "{'op':'remove','path':'title'},{'op':'remove','path':'name.givenName'},"
                                + "{'op':'remove','path':'emails'}"))
                .isEqualTo(json("{'userName':'a','name':{'familyName':'f'}}"));
    }

    @Test
    void removeWithAFilterTakesAwayTheMatchingValuesB071() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'},{'value':'2','type':'home'}]}",
                        "{'op':'remove','path':'emails[type eq \\'work\\']'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'2','type':'home'}]}"));
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'}]}",
                        "{'op':'remove','path':'emails[type eq \\'work\\']'}"))
                .isEqualTo(json("{'userName':'a'}"));
    }

    @Test
    void removingWhatIsNotThereSucceedsB073QP92() {
        Resource before = user("{'userName':'a','emails':[{'value':'1','type':'work'}]}");

        assertThat(apply(
                        before,
                        "{'op':'remove','path':'title'},{'op':'remove','path':'name.givenName'},"
                                + "{'op':'remove','path':'emails[type eq \\'home\\']'},"
                                + "{'op':'remove','path':'emails[type eq \\'home\\'].value'},"
                                + "{'op':'remove','path':'emails[type eq \\'work\\'].display'},"
                                + "{'op':'remove','path':'" + ENTERPRISE + ":department'},"
                                + "{'op':'remove','path':'" + ENTERPRISE + "'}"))
                .isEqualTo(before);
    }

    @Test
    void aValueOfWhichOnlyLabelsRemainIsGone() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work','primary':true},{'value':'2'}]}",
                        "{'op':'remove','path':'emails[type eq \\'work\\'].value'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'2'}]}"));
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'}]}",
                        "{'op':'remove','path':'emails[value eq \\'1\\'].type'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1'}]}"));
    }

    @Test
    void removeIgnoresAValueWhereThePathSaysItAllQP56() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','type':'work'},{'value':'2','type':'home'}]}",
                        "{'op':'remove','path':'emails[type eq \\'work\\'].value','value':'other'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'2','type':'home'}]}"));
    }

    @Test
    void whatIsRequiredCannotBeRemovedB072QP59() {
        assertThat(refused(() -> patched("{'userName':'a'}", "{'op':'remove','path':'userName'}")))
                .isEqualTo(ScimType.MUTABILITY);
        for (String nothing : new String[] {"null", "''", "[]"}) {
            assertThat(refused(() ->
                            patched("{'userName':'a'}", "{'op':'replace','path':'userName','value':" + nothing + "}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
        }
    }

    @Test
    void aUserNameStaysVisibleHI5() {
        for (String value : new String[] {"' '", "'a\\u200bb'", "'a\\nb'", "5"}) {
            assertThat(refused(() ->
                            patched("{'userName':'a'}", "{'op':'replace','path':'userName','value':" + value + "}")))
                    .isEqualTo(ScimType.INVALID_VALUE);
        }
    }

    @Test
    void makingAValuePrimaryMakesTheOthersNotB064() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','primary':true},{'value':'2','type':'home'}]}",
                        "{'op':'replace','path':'emails[type eq \\'home\\'].primary','value':true}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1','primary':false},"
                        + "{'value':'2','type':'home','primary':true}]}"));
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','primary':true}]}",
                        "{'op':'add','path':'emails','value':{'value':'2','primary':true}}"))
                .isEqualTo(
                        json("{'userName':'a','emails':[{'value':'1','primary':false},{'value':'2','primary':true}]}"));
    }

    @Test
    void completingThePrimaryValueWhileAnotherBecomesPrimaryLeavesTheNewOne() {
        assertThat(patched(
                        "{'userName':'a','emails':[{'value':'1','primary':true}]}",
                        "{'op':'add','path':'emails','value':[{'value':'1','display':'d'},"
                                + "{'value':'2','primary':true}]}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'1','primary':false,'display':'d'},"
                        + "{'value':'2','primary':true}]}"));
        assertThat(
                        patched(
                                "{'userName':'a','emails':[{'value':'1','primary':true}]}",
                                "{'op':'replace','path':'emails[primary eq true].value','value':'2'},"
                                        + "{'op':'add','path':'emails[type eq \\'home\\' and primary eq true].value','value':'3'}"))
                .isEqualTo(json("{'userName':'a','emails':[{'value':'2','primary':false},"
                        + "{'type':'home','primary':true,'value':'3'}]}"));
    }

    @Test
    void twoPrimaryValuesAtOnceAreRefusedA014() {
        assertThat(refused(() -> patched(
                        "{'userName':'a'}",
                        "{'op':'add','path':'emails','value':[{'value':'1','primary':true},"
                                + "{'value':'2','primary':true}]}")))
                .isEqualTo(ScimType.INVALID_VALUE);
        assertThat(refused(() -> patched(
                        "{'userName':'a','emails':[{'value':'1'},{'value':'2'}]}",
                        "{'op':'replace','path':'emails.primary','value':true}")))
                .isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    void anExtensionAttributeMakesItsExtensionAppearAndDisappearB062QP83() {
        Resource with =
                apply(user("{'userName':'a'}"), "{'op':'add','path':'" + ENTERPRISE + ":department','value':'d'}");

        assertThat(with.attributes()).isEqualTo(json("{'userName':'a','" + ENTERPRISE + "':{'department':'d'}}"));
        assertThat(apply(with, "{'op':'remove','path':'" + ENTERPRISE + ":department'}"))
                .isEqualTo(user("{'userName':'a'}"));
        assertThat(apply(with, "{'op':'remove','path':'" + ENTERPRISE + "'}")).isEqualTo(user("{'userName':'a'}"));
    }

    @Test
    void anotherManagerTakesTheReferenceToTheOldOneAwayQP45() {
        String before = "{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'m','$ref':'../Users/m'}}}";
        String after = "{'userName':'a','" + ENTERPRISE + "':{'manager':{'value':'n'}}}";

        assertThat(patched(before, "{'op':'replace','path':'" + ENTERPRISE + ":manager','value':'n'}"))
                .isEqualTo(json(after));
        assertThat(patched(before, "{'op':'replace','path':'" + ENTERPRISE + ":manager.value','value':'n'}"))
                .isEqualTo(json(after));
        assertThat(patched(
                        before,
                        "{'op':'replace','path':'" + ENTERPRISE
                                + ":manager','value':{'value':'n','$ref':'../Users/n'}}"))
                .isEqualTo(json(after.replace("'n'", "'n','$ref':'../Users/n'")));
        assertThat(patched(
                        "{'userName':'a'}",
                        "{'op':'add','path':'" + ENTERPRISE + ":manager.$ref','value':'../Users/m'},"
                                + "{'op':'add','path':'" + ENTERPRISE + ":manager.value','value':'m'}"))
                .isEqualTo(json(before));
        assertThat(patched(before, "{'op':'replace','path':'" + ENTERPRISE + ":manager','value':''}"))
                .isEqualTo(json("{'userName':'a'}"));
        assertThat(patched(before, "{'op':'replace','path':'" + ENTERPRISE + ":manager','value':{'value':null}}"))
                .isEqualTo(json("{'userName':'a'}"));
    }

    @Test
    void operationsApplyInOrderEachToTheResultOfTheOneBeforeB063() {
        assertThat(patched(
                        "{'userName':'a'}",
                        "{'op':'add','path':'title','value':'1'},{'op':'remove','path':'title'},"
                                + "{'op':'replace','path':'title','value':'2'},"
                                + "{'op':'add','path':'emails','value':[{'value':'1','type':'work'}]},"
                                + "{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'2'}"))
                .isEqualTo(json("{'userName':'a','title':'2','emails':[{'value':'2','type':'work'}]}"));
    }

    @Test
    void aFailingOperationLeavesNothingDoneB065HP7() {
        Resource before = user("{'userName':'a'}");

        assertThat(refused(() ->
                        apply(before, "{'op':'add','path':'title','value':'t'},{'op':'remove','path':'userName'}")))
                .isEqualTo(ScimType.MUTABILITY);
        assertThat(before).isEqualTo(user("{'userName':'a'}"));
    }

    @Test
    void theNumberOfValuesIsLimited() {
        Resource full = apply(user("{'userName':'a'}"), "{'op':'add','path':'roles','value':[" + roles(0, 100) + "]}");

        assertThat(refused(() -> apply(full, "{'op':'add','path':'roles','value':[{'value':'one more'}]}")))
                .isEqualTo(ScimType.INVALID_VALUE);
        assertThat(apply(full, "{'op':'add','path':'roles','value':[{'value':'7'}]}"))
                .isEqualTo(full);
    }

    private static String roles(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(i -> "{'value':'" + i + "'}")
                .collect(java.util.stream.Collectors.joining(","));
    }

    private static Json patched(String attributes, String operations) {
        return apply(user(attributes), operations).attributes();
    }

    private static Resource apply(Resource before, String operations) {
        Json body = json("{'Operations':[" + operations + "]}");
        return PatchInterpreter.apply(before, USERS.readPatch(body).operations(), 100);
    }

    private static Resource user(String attributes) {
        return Resource.canonical(USER, object(attributes));
    }
}
