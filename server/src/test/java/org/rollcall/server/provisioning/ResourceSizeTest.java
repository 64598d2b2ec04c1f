package org.rollcall.server.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;

/** One resource as stored has at most {@link Limits#RESOURCE_BYTES}, however it came to be. */
class ResourceSizeTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    /** The attributes of such a user as stored, around its nickName. */
    private static final int AROUND = "{'userName':'ana','active':true,'nickName':''}".length();

    private static String nickName(int length) {
        return "x".repeat(length);
    }

    @Test
    void aUserAtTheLimitIsCreatedAndOneByteAboveIsRefused() {
        TestProvider okta = server.tenant().provider("okta");
        String user = body("{'userName':'ana','active':true,'nickName':'%s'}");
        int room = Limits.RESOURCE_BYTES - AROUND;
        Answer refused = server.unchangedBy(() -> okta.scim().post("/Users", user.formatted(nickName(room + 1))));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.at("/detail")).contains(Integer.toString(Limits.RESOURCE_BYTES));
        assertThat(okta.scim().post("/Users", user.formatted(nickName(room))).status())
                .isEqualTo(201);
    }

    @Test
    void smallPatchesDoNotAddUpToMore() {
        TestProvider okta = server.tenant().provider("okta");
        String ana = okta.user("ana");
        String half = nickName(Limits.RESOURCE_BYTES / 2);
        assertThat(okta.patchUser(ana, "{'op':'replace','value':{'nickName':'%s'}}".formatted(half))
                        .status())
                .isEqualTo(200);
        Answer refused = server.unchangedBy(
                () -> okta.patchUser(ana, "{'op':'replace','value':{'title':'%s'}}".formatted(half)));
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void aGroupHasTheSameLimitAndItsMembersDoNotCount() {
        TestProvider okta = server.tenant().provider("okta");
        String group = okta.group("Sales", okta.user("ana"));
        String name = nickName(Limits.RESOURCE_BYTES);
        assertThat(okta.scim()
                        .post("/Groups", body("{'displayName':'%s'}".formatted(name)))
                        .status())
                .isEqualTo(413);
        assertThat(okta.patchGroup(group, "{'op':'replace','value':{'displayName':'%s'}}".formatted(name))
                        .status())
                .isEqualTo(413);
    }
}
