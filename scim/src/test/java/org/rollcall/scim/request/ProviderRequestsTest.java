package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.json;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.GroupPatch;
import org.rollcall.scim.patch.MembershipOperation;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.resource.Resource;

/** Requests in the shapes that the providers send them, one after the other (HP-15). */
class ProviderRequestsTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String PATCH_OP = "'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],";

    @Test
    void oktaCreatesAUserUpdatesItWholeAndDeactivatesIt() {
        Resource created = USERS.readResource(
                        json(
                                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ann@example.com',"
                                        + "'name':{'givenName':'Ann','familyName':'Lee'},'emails':[{'primary':true,"
                                        + "'value':'ann@example.com','type':'work'}],'displayName':'Ann Lee','locale':'en-US',"
                                        + "'externalId':'00ujl29u0le5T6Aj10h7','groups':[],'password':'1mz050nq','active':true}"))
                .resource();

        assertThat(created.attributes())
                .isEqualTo(
                        json(
                                "{'userName':'ann@example.com','name':{'givenName':'Ann','familyName':'Lee'},"
                                        + "'emails':[{'primary':true,'value':'ann@example.com','type':'work'}],"
                                        + "'displayName':'Ann Lee','locale':'en-US','externalId':'00ujl29u0le5T6Aj10h7','active':true}"));
        assertThat(patched(created, "{" + PATCH_OP + "'Operations':[{'op':'replace','value':{'active':false}}]}")
                        .bool("active"))
                .contains(false);
    }

    @Test
    void oktaPushesAGroupRenamesItAndChangesItsMembers() {
        GroupPatch patch =
                groupPatch("{" + PATCH_OP + "'Operations':[{'op':'remove','path':'members[value eq \\'u1\\']'},"
                        + "{'op':'add','path':'members','value':[{'value':'u2','display':'ann@example.com'}]},"
                        + "{'op':'replace','value':{'id':'g1','displayName':'Renamed'}}]}");

        assertThat(patch.membership())
                .containsExactly(
                        new MembershipOperation.Remove(List.of("u1")), new MembershipOperation.Add(List.of("u2")));
        assertThat(PatchInterpreter.apply(group("Test"), patch.attributes(), 10))
                .isEqualTo(group("Renamed"));
    }

    @Test
    void entraCreatesAUserWithNullsAndItsOwnSchemas() {
        ReadResource read = USERS.readResource(json("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','"
                + ENTERPRISE + "','urn:ietf:params:scim:schemas:extension:enterprise:2.0User'],'externalId':'ann',"
                + "'userName':'ann_x#EXT#@example.com','active':'True','addresses':null,'displayName':'Ann',"
                + "'emails':[{'primary':'True','type':'work','value':'ann@example.com'}],"
                + "'meta':{'resourceType':'User'},'roles':[],'" + ENTERPRISE
                + "':{'department':'R&D','manager':null}}"));

        assertThat(read.resource().attributes())
                .isEqualTo(json("{'externalId':'ann','userName':'ann_x#EXT#@example.com','active':true,"
                        + "'displayName':'Ann','emails':[{'primary':true,'type':'work','value':'ann@example.com'}],'"
                        + ENTERPRISE + "':{'department':'R&D'}}"));
    }

    @Test
    void entraPatchesAUserByPathWithCapitalOperations() {
        Resource before =
                USERS.readResource(json("{'userName':'ann','active':true}")).resource();

        Resource after = patched(
                before,
                "{" + PATCH_OP + "'Operations':["
                        + "{'op':'Replace','path':'active','value':'False'},"
                        + "{'op':'Add','path':'name.givenName','value':'Ann'},"
                        + "{'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'a@example.com'},"
                        + "{'op':'Replace','path':'emails[type eq \\'work\\'].primary','value':'True'},"
                        + "{'op':'Add','path':'addresses[type eq \\'work\\'].formatted','value':'x\\n y'},"
                        + "{'op':'Add','path':'roles[primary eq \\'True\\'].value','value':'Admin'},"
                        + "{'op':'Add','path':'" + ENTERPRISE + ":department','value':'R&D'},"
                        + "{'op':'Add','path':'" + ENTERPRISE + ":manager','value':[{'$ref':null,'value':'m1'}]}]}");

        assertThat(after.attributes())
                .isEqualTo(json("{'userName':'ann','active':false,'name':{'givenName':'Ann'},"
                        + "'emails':[{'type':'work','value':'a@example.com','primary':true}],"
                        + "'addresses':[{'type':'work','formatted':'x\\n y'}],'roles':[{'primary':true,'value':'Admin'}],'"
                        + ENTERPRISE + "':{'department':'R&D','manager':{'value':'m1'}}}"));
        assertThat(patched(
                                after,
                                "{" + PATCH_OP + "'Operations':[{'op':'Replace','path':'" + ENTERPRISE
                                        + ":manager','value':''},{'op':'Remove','path':'emails[type eq \\'work\\'].value'},"
                                        + "{'op':'Remove','path':'roles'},{'op':'Remove','path':'addresses[type eq \\'work\\']'}]}")
                        .attributes())
                .isEqualTo(json("{'userName':'ann','active':false,'name':{'givenName':'Ann'},'" + ENTERPRISE
                        + "':{'department':'R&D'}}"));
    }

    @Test
    void entraWithItsFlagPatchesAUserWithoutPath() {
        Resource before = USERS.readResource(json("{'userName':'ann','name':{'givenName':'Ann'}}"))
                .resource();

        assertThat(patched(
                                before,
                                "{" + PATCH_OP
                                        + "'Operations':[{'op':'replace','value':{'displayName':'Ann L','name.givenName':'Anna',"
                                        + "'name.familyName':'Lee','" + ENTERPRISE
                                        + ":employeeNumber':'42','active':false}}]}")
                        .attributes())
                .isEqualTo(
                        json("{'userName':'ann','displayName':'Ann L','name':{'givenName':'Anna','familyName':'Lee'},'"
                                + ENTERPRISE + "':{'employeeNumber':'42'},'active':false}"));
    }

    @Test
    void entraCreatesAGroupOfItsOwnSchemaAndChangesMembersByList() {
        ReadResource read = GROUPS.readResource(json("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group',"
                + "'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],"
                + "'externalId':'8aa1','displayName':'Sales','members':[],'meta':{'resourceType':'Group'}}"));

        assertThat(read.resource().attributes()).isEqualTo(json("{'externalId':'8aa1','displayName':'Sales'}"));
        assertThat(read.members()).contains(List.of());
        assertThat(groupPatch("{" + PATCH_OP
                                + "'Operations':[{'op':'Add','path':'members','value':[{'$ref':null,'value':'u1'}]},"
                                + "{'op':'Remove','path':'members','value':[{'$ref':null,'value':'u2'}]}]}")
                        .membership())
                .containsExactly(
                        new MembershipOperation.Add(List.of("u1")), new MembershipOperation.Remove(List.of("u2")));
    }

    @Test
    void oneLoginSendsEmailsAsAnObjectAndEmptyTemplates() {
        assertThat(USERS.readResource(json(
                                "{'userName':'ann','title':'','department':'','emails':{'value':'a@x','primary':true},"
                                        + "'name':{'givenName':'Ann','familyName':''}}"))
                        .resource()
                        .attributes())
                .isEqualTo(json(
                        "{'userName':'ann','emails':[{'value':'a@x','primary':true}],'name':{'givenName':'Ann'}}"));
    }

    @Test
    void authentikNamesTheGroupsIdAndReplacesMembers() {
        GroupPatch patch = groupPatch("{'Operations':[{'op':'replace','path':null,'value':{'id':'g1','displayName':'G',"
                + "'externalId':'e'}},{'op':'replace','path':'members','value':[{'value':'u1','type':'User'}]}]}");

        assertThat(patch.membership()).containsExactly(new MembershipOperation.Replace(List.of("u1")));
        assertThat(PatchInterpreter.apply(group("x"), patch.attributes(), 10).attributes())
                .isEqualTo(json("{'displayName':'G','externalId':'e'}"));
    }

    private static Resource patched(Resource before, String body) {
        return PatchInterpreter.apply(before, USERS.readPatch(json(body)).operations(), 100);
    }

    private static GroupPatch groupPatch(String body) {
        return GroupPatch.split(GROUP, GROUPS.readPatch(json(body)).operations());
    }

    private static Resource group(String name) {
        return new Resource(GROUP, Json.Obj.EMPTY.with("displayName", Json.text(name)));
    }
}
