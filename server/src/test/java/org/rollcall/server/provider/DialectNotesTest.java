package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.app.App;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** What was repaired or dropped can be seen afterwards. */
class DialectNotesTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private List<JsonNode> notes() {
        return notes(tenant.admin());
    }

    private List<JsonNode> notes(Client admin) {
        Answer answer = admin.get("/api/v1/providers/" + okta.id() + "/dialect");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("items").valueStream().toList();
    }

    private static List<String> counted(List<JsonNode> notes) {
        return notes.stream()
                .map(note -> "%s %s %s"
                        .formatted(
                                note.get("rule").asString(),
                                note.get("attribute").asString(),
                                note.get("requests").asLong()))
                .toList();
    }

    private Answer create(Client scim, String userName, String more) {
        return scim.post(
                "/Users",
                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'%s',%s}"
                        .formatted(userName, more)
                        .replace('\'', '"'));
    }

    @Test
    void isCountedByRuleAndAttributeWithTheLastRequestAndWithoutValues() {
        create(okta.scim(), "ana", "'shoeSize':'forty-five','active':'True'");
        Answer last = create(okta.scim(), "bob", "'shoeSize':'forty-six'");

        assertThat(counted(notes())).containsExactly("UNKNOWN_ATTRIBUTE shoeSize 2", "STRING_BOOLEAN active 1");
        JsonNode shoes = notes().getFirst();
        assertThat(shoes.get("lastRequestId").asString()).isEqualTo(last.header("X-Request-Id"));
        assertThat(shoes.get("firstAt").asString())
                .isLessThanOrEqualTo(shoes.get("lastAt").asString());
        assertThat(shoes.get("advice").asString()).contains("mapping");
        assertThat(SERVER.dump()).doesNotContain("forty-");
    }

    @Test
    void isCountedAlsoOfARequestThatIsRefused() {
        create(okta.scim(), "ana", "'title':'t'");

        assertThat(create(okta.scim(), "ana", "'shoeSize':45").status()).isEqualTo(409);

        assertThat(counted(notes())).containsExactly("UNKNOWN_ATTRIBUTE shoeSize 1");
    }

    @Test
    void ofMembersWhomNobodyKnowsIsCounted() {
        String group = okta.scim()
                .post("/Groups", "{\"displayName\":\"g\",\"members\":[{\"value\":\"nobody\"}]}")
                .id();
        okta.scim().put("/Groups/" + group, "{\"displayName\":\"h\"}");

        assertThat(counted(notes()))
                .containsExactlyInAnyOrder(
                        "MISSING_SCHEMA urn:ietf:params:scim:schemas:core:2.0:Group 2",
                        "UNKNOWN_MEMBER members 1",
                        "KEPT_MEMBERS members 1");
    }

    @Test
    void inABulkCountsOnce() {
        String operation = "{'method':'POST','path':'/Users','bulkId':'%s','data':{'schemas':"
                + "['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'%s','shoeSize':1}}";
        okta.scim()
                .post(
                        "/Bulk",
                        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[%s,%s]}"
                                .formatted(operation.formatted("a", "ana"), operation.formatted("b", "bob"))
                                .replace('\'', '"'));

        assertThat(counted(notes())).containsExactly("UNKNOWN_ATTRIBUTE shoeSize 1");
    }

    @Test
    void onSeveralNodesAddsUp() {
        App other = SERVER.anotherNode(Faults.NONE);
        create(okta.scim(), "ana", "'shoeSize':45");
        create(okta.at(other.url()).scim(), "bob", "'shoeSize':46");

        notes(tenant.admin().at(other.url()));

        assertThat(counted(notes())).containsExactly("UNKNOWN_ATTRIBUTE shoeSize 2");
    }

    @Test
    void isRememberedUpToALimitSinceItIsNamedByWhoeverSendsIt() {
        for (int request = 0; request < Limits.DIALECT_NOTES / 50 + 2; request++) {
            int first = request * 50;
            create(
                    okta.scim(),
                    "user" + request,
                    IntStream.range(first, first + 50)
                            .mapToObj(i -> "'x%d':1".formatted(i))
                            .collect(Collectors.joining(",")));
            notes();
        }

        assertThat(notes()).hasSize(Limits.DIALECT_NOTES);
    }

    @Test
    void ofAProviderOfAnotherTenantIsNotThere() {
        assertThat(SERVER.tenant()
                        .admin()
                        .get("/api/v1/providers/" + okta.id() + "/dialect")
                        .status())
                .isEqualTo(404);
    }
}
