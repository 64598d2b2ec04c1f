package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.GROUPS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.USERS;
import static org.rollcall.scim.Fixtures.object;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.patch.GroupPatch;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.resource.Resource;

/** One request for each rule: in compat it is understood and noted, in strict it is refused as the letter asks. */
class StrictTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** Rules that need to know what is there; the server's tests have them. */
    private static final Set<Dialect> OF_THE_SERVER = Set.of(
            Dialect.UNKNOWN_MEMBER,
            Dialect.REVIVED_USER,
            Dialect.SHARED_EXTERNAL_ID,
            Dialect.TAKEN_GROUP_NAME,
            Dialect.KEPT_MEMBERS);

    static Stream<Arguments> refusedByTheLetter() {
        return Stream.of(
                arguments(Dialect.UNKNOWN_ATTRIBUTE, user("'shoeSize':45"), ScimType.INVALID_SYNTAX),
                arguments(Dialect.UNKNOWN_ATTRIBUTE, user("'name':{'nick':'a'}"), ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.UNKNOWN_ATTRIBUTE,
                        patch("'op':'add','value':{'shoeSize':45}"),
                        ScimType.INVALID_SYNTAX),
                arguments(Dialect.UNKNOWN_PATH, both("'op':'add','path':'shoeSize','value':45"), ScimType.INVALID_PATH),
                arguments(Dialect.UNKNOWN_EXTENSION, user("'urn:example:x':{'y':1}"), ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.UNKNOWN_EXTENSION,
                        patch("'op':'add','path':'urn:example:x:y','value':1"),
                        ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.UNKNOWN_SCHEMA,
                        object("{'schemas':['" + CORE + "','urn:example:x'],'userName':'a'}"),
                        ScimType.INVALID_SYNTAX),
                arguments(Dialect.MISSING_SCHEMA, object("{'userName':'a'}"), ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.MISSING_SCHEMA,
                        user("'" + ENTERPRISE + "':{'department':'d'}"),
                        ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.MISSING_SCHEMA,
                        object("{'Operations':[{'op':'add','path':'title','value':'t'}]}"),
                        ScimType.INVALID_SYNTAX),
                arguments(Dialect.READ_ONLY, patch("'op':'replace','value':{'id':'other'}"), ScimType.MUTABILITY),
                arguments(Dialect.READ_ONLY, user("'meta':{'resourceType':'Group'}"), ScimType.MUTABILITY),
                arguments(
                        Dialect.READ_ONLY,
                        patch("'op':'add','path':'" + ENTERPRISE + ":manager','value':{'displayName':'M'}"),
                        ScimType.MUTABILITY),
                arguments(Dialect.STRING_BOOLEAN, user("'active':'True'"), ScimType.INVALID_VALUE),
                arguments(
                        Dialect.STRING_BOOLEAN,
                        patch("'op':'replace','path':'active','value':'False'"),
                        ScimType.INVALID_VALUE),
                arguments(Dialect.LIST_FOR_SINGLE_VALUE, user("'title':['t']"), ScimType.INVALID_VALUE),
                arguments(Dialect.SINGLE_VALUE_FOR_LIST, user("'emails':{'value':'a@b'}"), ScimType.INVALID_VALUE),
                arguments(
                        Dialect.BARE_VALUE,
                        patch("'op':'add','path':'" + ENTERPRISE + ":manager','value':'m'"),
                        ScimType.INVALID_VALUE),
                arguments(
                        Dialect.BARE_VALUE, group("'op':'add','path':'members','value':['m']"), ScimType.INVALID_VALUE),
                arguments(Dialect.WRAPPED_VALUE, user("'title':{'value':'t'}"), ScimType.INVALID_VALUE),
                arguments(Dialect.QUALIFIED_KEY, user("'name.givenName':'g'"), ScimType.INVALID_SYNTAX),
                arguments(Dialect.QUALIFIED_KEY, user("'" + CORE + "':{'title':'t'}"), ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.OPERATION_CASE,
                        patch("'op':'Replace','path':'title','value':'t'"),
                        ScimType.INVALID_SYNTAX),
                arguments(
                        Dialect.UNQUOTED_VALUE,
                        patch("'op':'remove','path':'emails[type eq work]'"),
                        ScimType.INVALID_FILTER),
                arguments(
                        Dialect.QUOTED_BOOLEAN,
                        patch("'op':'remove','path':'emails[primary eq \\'True\\']'"),
                        ScimType.INVALID_FILTER),
                arguments(
                        Dialect.UNMATCHED_FILTER,
                        patch("'op':'replace','path':'emails[type eq \\'work\\'].value','value':'a@b'"),
                        ScimType.NO_TARGET),
                arguments(
                        Dialect.UNMATCHED_FILTER,
                        patch("'op':'add','path':'emails[type eq \\'work\\']','value':{'value':'a@b'}"),
                        ScimType.NO_TARGET),
                arguments(
                        Dialect.REMOVAL_WITHOUT_PATH,
                        group("'op':'remove','value':{'members':[{'value':'m'}]}"),
                        ScimType.NO_TARGET),
                arguments(
                        Dialect.WRAPPED_MEMBERS,
                        group("'op':'remove','path':'members','value':{'members':[{'value':'m'}]}"),
                        ScimType.INVALID_VALUE),
                arguments(
                        Dialect.MEMBER_DETAIL,
                        group("'op':'replace','path':'members[value eq \\'m\\'].type','value':'x'"),
                        ScimType.MUTABILITY));
    }

    @ParameterizedTest
    @MethodSource("refusedByTheLetter")
    void whatCompatNotesStrictRefuses(Dialect rule, Json.Obj body, ScimType refusal) {
        Notes compat = new Notes(Mode.COMPAT);
        play(body, compat);

        assertThat(compat.list()).extracting(Note::rule).contains(rule);
        assertThat(refused(() -> play(body, new Notes(Mode.STRICT)))).isEqualTo(refusal);
        assertThat(refusal(() -> play(body, new Notes(Mode.STRICT))).detail())
                .endsWith(".")
                .hasSizeGreaterThan(20);
    }

    @Test
    void aListedRemovalMeansTheSameInBothModesQP48() {
        Json.Obj body = group("'op':'remove','path':'members','value':[{'value':'m'}]");

        assertThat(GROUPS.readPatch(body, new Notes(Mode.STRICT)))
                .isEqualTo(new PatchRequest(
                        GROUPS.readPatch(body, new Notes(Mode.COMPAT)).operations(), List.of()));
    }

    @Test
    void everyRuleHasItsRequest() {
        Set<Dialect> tried = refusedByTheLetter()
                .map(arguments -> (Dialect) arguments.get()[0])
                .collect(Collectors.toSet());

        assertThat(Dialect.values())
                .allSatisfy(rule -> assertThat(
                                tried.contains(rule) || OF_THE_SERVER.contains(rule) || rule == Dialect.LISTED_REMOVAL)
                        .as(rule.name())
                        .isTrue());
    }

    @Test
    void whatIsReadOnlyMayBeSaidAsItIs() {
        Notes notes = new Notes(Mode.STRICT);
        USERS.readResource(
                user("'id':'1','meta':{'resourceType':'User'},'groups':[{'value':'g'}],'x509Certificates':[]"), notes);

        notes.requireTrue(() -> object("{'id':'1','meta':{'resourceType':'User','version':'W/1'},"
                + "'groups':[{'value':'g','display':'G'}]}"));
        assertThat(refused(() -> notes.requireTrue(() -> object("{'id':'2'}")))).isEqualTo(ScimType.MUTABILITY);
        assertThat(refused(() -> notes.requireTrue(() -> object(
                        "{'id':'1','meta':{'resourceType':'User'}," + "'groups':[{'value':'g'},{'value':'h'}]}"))))
                .isEqualTo(ScimType.MUTABILITY);
    }

    @Test
    void whatTheStandardAsksIsUnderstoodInStrict() {
        Notes notes = new Notes(Mode.STRICT);
        play(user("'active':false,'emails':[{'value':'a@b','type':'work'}],'password':'x','title':null"), notes);
        play(patch("'op':'replace','path':'" + CORE + ":active','value':true"), notes);
        play(patch("'op':'replace','value':{'title':'t','name':{'givenName':'g'}}"), notes);
        play(group("'op':'remove','path':'members[value eq \\'m\\']'"), notes);

        assertThat(notes.list()).isEmpty();
    }

    private static void play(Json.Obj body, Notes notes) {
        if (Members.find(body, "Operations").isEmpty()) {
            USERS.readResource(body, notes);
        } else if (isOfGroup(body)) {
            GroupPatch patch =
                    GroupPatch.split(GROUP, GROUPS.readPatch(body, notes).operations());
            assertThat(patch.attributes()).isEmpty();
        } else {
            Resource before = Resource.canonical(USER, object("{'userName':'a'}"));
            PatchInterpreter.apply(before, USERS.readPatch(body, notes).operations(), 10, notes);
        }
        notes.requireTrue(() -> object("{'id':'1','meta':{'resourceType':'User'}}"));
    }

    private static boolean isOfGroup(Json.Obj body) {
        return Members.find(body, "group").isPresent();
    }

    private static Json.Obj user(String members) {
        return object("{'schemas':['" + CORE + "'],'userName':'a'," + members + "}");
    }

    private static Json.Obj patch(String operation) {
        return object(
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{" + operation + "}]}");
    }

    /** An operation beside one that is understood. */
    private static Json.Obj both(String operation) {
        return patch(operation + "},{'op':'replace','path':'active','value':false");
    }

    private static Json.Obj group(String operation) {
        return patch(operation).with("group", Json.bool(true));
    }
}
