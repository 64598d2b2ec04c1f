package org.rollcall.scim.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.scim.Fixtures.REQUEST_LIMITS;
import static org.rollcall.scim.Fixtures.json;

import org.junit.jupiter.api.Test;
import org.rollcall.scim.patch.PatchInterpreter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Schemas;

/** A password is dropped wherever a provider puts it (H-X2, Q-P32). */
class PasswordsTest {

    private static final RequestReader USERS =
            new RequestReader(Schemas.standard().user(), REQUEST_LIMITS);

    @Test
    void inAnExtensionThatNoSchemaDescribesIsDropped() {
        Resource read = USERS.readResource(json(
                        "{'userName':'a','password':'x','urn:x:y':{'a':1,'PassWord':'x','b':[{'c':2,'password':{'d':'x'}}]},"
                                + "'urn:x:z:password':'x','urn:x:w:password':{'value':'x'}}"))
                .resource();
        assertThat(read.attributes()).isEqualTo(json("{'userName':'a','urn:x:y':{'a':1,'b':[{'c':2}]}}"));
    }

    @Test
    void inAPatchOfSuchAnExtensionIsDropped() {
        Resource before = USERS.readResource(json("{'userName':'a'}")).resource();
        var operations = USERS.readPatch(json("{'Operations':[{'op':'add','path':'urn:x:y:password','value':'x'},"
                        + "{'op':'add','path':'urn:x:y','value':{'a':1,'password':'x'}},"
                        + "{'op':'add','value':{'urn:x:y':{'b':{'password':'x','c':2}}}}]}"))
                .operations();
        assertThat(PatchInterpreter.apply(before, operations, 10).attributes())
                .isEqualTo(json("{'userName':'a','urn:x:y':{'a':1,'b':{'c':2}}}"));
        assertThatThrownBy(() ->
                        USERS.readPatch(json("{'Operations':[{'op':'add','path':'urn:x:y:password','value':'x'}]}")))
                .hasMessageContaining("urn:x:y:password");
    }

    /** What lies below the URN of a known schema is known or unknown there, and no schema of its own. */
    @Test
    void anUnknownNameInAKnownSchemaIsNoSchema() {
        Resource read = USERS.readResource(json("{'userName':'a','" + Schemas.ENTERPRISE_USER
                        + ":__proto__':{'admin':true},'" + Schemas.USER + ":_x':{'y':1}}"))
                .resource();
        assertThat(read.attributes()).isEqualTo(json("{'userName':'a'}"));
    }
}
