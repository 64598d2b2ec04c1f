package org.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.MembershipOperation.Add;
import org.rollcall.scim.patch.MembershipOperation.Remove;
import org.rollcall.scim.patch.MembershipOperation.RemoveAll;
import org.rollcall.scim.patch.MembershipOperation.RemoveWhere;
import org.rollcall.scim.patch.MembershipOperation.Replace;
import org.rollcall.scim.resource.Resource;

class GroupPatchTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'add','path':'members','value':[{'value':'a'},{'value':'b','display':'B'}]}",
                "{'op':'Add','path':'members','value':[{'$ref':null,'value':'a'},{'value':'b'}]}",
                "{'op':'add','path':'MEMBERS','value':['a','b','a']}",
                "{'op':'add','value':{'members':[{'value':'a'},{'value':'b'}]}}",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:core:2.0:Group:members','value':['a','b']}",
                "{'op':'add','path':'members','value':{'members':[{'value':'a'},{'value':'b'}]}}"
            })
    void membersAreAddedInEveryShapeQP51QP103(String operation) {
        assertThat(membership(operation)).containsExactly(new Add(List.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'add','path':'members','value':'a'}",
                "{'op':'add','path':'members','value':{'value':'a'}}",
                "{'op':'add','value':{'members':{'Value':'a'}}}"
            })
    void oneMemberNeedsNoListQP52QP103(String operation) {
        assertThat(membership(operation)).containsExactly(new Add(List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'remove','path':'members','value':[{'value':'a'},{'value':'b'}]}",
                "{'op':'Remove','path':'members','value':[{'$ref':null,'value':'a'},{'$ref':null,'value':'b'}]}",
                "{'op':'remove','path':'members','value':{'members':[{'value':'a'},{'value':'b'}]}}",
                "{'op':'remove','value':{'members':[{'value':'a'},{'value':'b'}]}}",
                "{'op':'remove','path':'members[value eq \"a\" or value eq \"b\"]'}",
                "{'op':'remove','path':'members[value eq \"a\" or value eq \"b\" or value eq \"a\"]'}"
            })
    void listedMembersAreRemovedAndNoOthersQP48HP2(String operation) {
        assertThat(membership(operation)).containsExactly(new Remove(List.of("a", "b")));
    }

    @Test
    void removalByFilterNamesOneOrAsksTheStoreQP49HP1() {
        assertThat(membership("{'op':'remove','path':'members[value eq \"a\"]'}"))
                .containsExactly(new Remove(List.of("a")));
        assertThat(membership("{'op':'remove','path':'members[display co \"x\"]'}"))
                .singleElement()
                .isInstanceOf(RemoveWhere.class);
        assertThat(membership("{'op':'remove','path':'members[value eq \"a\" and type eq \"User\"]'}"))
                .singleElement()
                .isInstanceOf(RemoveWhere.class);
        assertThat(membership("{'op':'remove','path':'members[value eq \"a\" or value sw \"b\"]'}"))
                .singleElement()
                .isInstanceOf(RemoveWhere.class);
        assertThat(membership("{'op':'remove','path':'members[not (value eq \"a\")]'}"))
                .singleElement()
                .isInstanceOf(RemoveWhere.class);
    }

    @Test
    void removeWithoutValueRemovesAllQP48() {
        assertThat(membership("{'op':'remove','path':'members'}")).containsExactly(new RemoveAll());
    }

    @Test
    void removeOfAnEmptyListRemovesNobody() {
        assertThat(membership("{'op':'remove','path':'members','value':[]}")).isEmpty();
        assertThat(membership("{'op':'remove','path':'members','value':[null]}"))
                .isEmpty();
    }

    @Test
    void replaceSaysWhoIsAMemberAndNobodyWhenItListsNobodyHP4QP46() {
        assertThat(membership("{'op':'replace','path':'members','value':[{'value':'a'}]}"))
                .containsExactly(new Replace(List.of("a")));
        assertThat(membership("{'op':'replace','value':{'members':['a']}}")).containsExactly(new Replace(List.of("a")));
        for (String nobody : new String[] {"null", "[]"}) {
            assertThat(membership("{'op':'replace','path':'members','value':" + nobody + "}"))
                    .containsExactly(new RemoveAll());
            assertThat(membership("{'op':'replace','value':{'members':" + nobody + "}}"))
                    .containsExactly(new RemoveAll());
        }
    }

    @Test
    void addingNobodyDoesNothingQP46() {
        assertThat(membership("{'op':'add','path':'members','value':[]}")).isEmpty();
        assertThat(membership("{'op':'add','path':'members','value':null}")).isEmpty();
        assertThat(membership("{'op':'add','path':'members','value':[null]}")).isEmpty();
    }

    @Test
    void membershipKeepsItsOrderAndStaysOutOfTheDocument() {
        GroupPatch patch = split("{'op':'remove','path':'members[value eq \"a\"]'},"
                + "{'op':'replace','value':{'id':'7','displayName':'New','members':['b']}},"
                + "{'op':'add','path':'members','value':['c']}");
        Resource group = new Resource(GROUP, object("{'displayName':'Old'}"));

        assertThat(patch.membership())
                .containsExactly(new Remove(List.of("a")), new Replace(List.of("b")), new Add(List.of("c")));
        assertThat(PatchInterpreter.apply(group, patch.attributes(), 10).attributes())
                .isEqualTo(json("{'displayName':'New'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'add','path':'members','value':[{'display':'nobody'}]}",
                "{'op':'add','path':'members','value':[{'value':''}]}",
                "{'op':'add','path':'members','value':[{'value':7}]}",
                "{'op':'add','path':'members','value':['']}",
                "{'op':'add','path':'members','value':''}",
                "{'op':'add','path':'members','value':true}",
                "{'op':'add','path':'members','value':[['a']]}",
                "{'op':'replace','path':'members','value':[{'value':null}]}",
                "{'op':'replace','path':'members','value':[{}]}",
                "{'op':'remove','path':'members','value':[{'display':'x'}]}"
            })
    void aMemberWithoutIdIsRefusedAndNeverTakenForNobody(String operation) {
        assertThat(refused(() -> membership(operation))).isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    void aMemberCannotBeChangedInPlaceQP60() {
        assertThat(refused(() -> membership("{'op':'replace','path':'members[value eq \"a\"].value','value':'b'}")))
                .isEqualTo(ScimType.MUTABILITY);
        assertThat(refused(() -> membership("{'op':'remove','path':'members[value eq \"a\"].type'}")))
                .isEqualTo(ScimType.MUTABILITY);
        assertThat(refused(() -> membership("{'op':'replace','path':'members[value eq \"a\"]','value':{'value':'b'}}")))
                .isEqualTo(ScimType.INVALID_PATH);
    }

    @Test
    void whatAMemberIsCalledIsIgnored() {
        assertThat(membership("{'op':'replace','path':'members[value eq \"a\"].display','value':'A'},"
                        + "{'op':'replace','path':'members[value eq \"a\"].type','value':'User'}"))
                .isEmpty();
    }

    @Test
    void theNumberOfMembersIsLimitedExactlyHD6() {
        assertThat(membership("{'op':'add','path':'members','value':[" + ids(0, 1000) + "]}"))
                .hasSize(1);
        assertThat(refusal(() -> membership("{'op':'add','path':'members','value':[" + ids(0, 1001) + "]}"))
                        .status())
                .isEqualTo(413);
        assertThat(refusal(() -> membership("{'op':'add','path':'members','value':[" + ids(0, 600)
                                + "]},{'op':'remove','path':'members','value':[" + ids(0, 600) + "]}"))
                        .detail())
                .contains("1000");
    }

    @Test
    void aTypeWithoutRowsHasNoMembership() {
        List<Operation> operations = USERS.readPatch(
                        json("{'Operations':[{'op':'replace','path':'title','value':'t'}]}"))
                .operations();

        assertThat(GroupPatch.split(USER, operations)).isEqualTo(new GroupPatch(operations, List.of()));
    }

    private static String ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));
    }

    private static List<MembershipOperation> membership(String operations) {
        GroupPatch patch = split(operations);
        assertThat(patch.attributes()).isEmpty();
        return patch.membership();
    }

    private static GroupPatch split(String operations) {
        Json body = json("{'Operations':[" + operations.replace("\"", "\\\"") + "]}");
        return GroupPatch.split(GROUP, GROUPS.readPatch(body).operations());
    }
}
