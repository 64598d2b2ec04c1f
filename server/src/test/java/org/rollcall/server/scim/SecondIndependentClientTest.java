package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.resources.MetaConfiguration;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.BulkResponse;
import de.captaingoldfish.scim.sdk.common.response.ListResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/**
 * Another client that others wrote from the same standards, the SCIM SDK of Captain P. Goldfish. It takes an answer as
 * valid only when its headers and schemas are. The same life in both dialects: such a client needs no repairs.
 */
class SecondIndependentClientTest {

    private static final String USERS = "/Users";
    private static final String GROUPS = "/Groups";

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static ScimRequestBuilder client(String dialect) {
        TestTenant tenant = SERVER.tenant();
        TestProvider provider = tenant.provider("goldfish");
        tenant.apply(
                "{'providers':[{'name':'goldfish','organization':{'fixed':'Default'},'dialect':'" + dialect + "'}]}");
        ScimClientConfig config = ScimClientConfig.builder()
                .httpHeaders(Map.of("Authorization", provider.scim().authorization()))
                .build();
        return new ScimRequestBuilder(provider.scim().base(), config);
    }

    private static User ana() {
        return User.builder()
                .userName("ana@example.org")
                .externalId("a-1")
                .name(Name.builder().givenName("Ana").familyName("Silva").build())
                .emails(List.of(Email.builder()
                        .value("ana@example.org")
                        .type("work")
                        .primary(true)
                        .build()))
                .enterpriseUser(EnterpriseUser.builder().department("Research").build())
                .active(true)
                .build();
    }

    private static <T extends ResourceNode> T valid(ServerResponse<T> response) {
        assertThat(response.getResponseBody())
                .as("status %s", response.getHttpStatus())
                .isNotNull();
        assertThat(response.isSuccess()).as(response.getResponseBody()).isTrue();
        assertThat(response.isValidScimResponse())
                .as(response.getResponseBody())
                .isTrue();
        return response.getResource();
    }

    private static User create(ScimRequestBuilder scim, User user) {
        return valid(scim.create(User.class, USERS).setResource(user).sendRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void whatTheServerCanDoIsRead(String dialect) {
        try (ScimRequestBuilder scim = client(dialect)) {
            ServerResponse<MetaConfiguration> meta =
                    scim.loadMetaConfiguration().sendRequest();

            assertThat(meta.isSuccess()).as(meta.getResponseBody()).isTrue();
            assertThat(meta.getResource().getResourceTypes())
                    .extracting(type -> type.getName())
                    .contains("User", "Group");
            assertThat(scim.loadServiceProviderConfiguration().getPatchConfig().isSupported())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void aUserIsCreatedFoundChangedReplacedAndDeleted(String dialect) {
        try (ScimRequestBuilder scim = client(dialect)) {
            User ana = create(scim, ana());
            String id = ana.getId().orElseThrow();
            assertThat(valid(scim.get(User.class, USERS, id).sendRequest()).getUserName())
                    .contains("ana@example.org");
            assertThat(found(scim, "ANA@example.org")).containsExactly(id);

            ServerResponse<User> patched = scim.patch(User.class, USERS, id)
                    .addOperation()
                    .op(PatchOp.ADD)
                    .path("emails")
                    .valueNode(Email.builder()
                            .value("ana@home.example")
                            .type("home")
                            .build())
                    .next()
                    .op(PatchOp.REMOVE)
                    .path("emails[type eq \"work\"]")
                    .build()
                    .sendRequest();
            User changed = valid(patched);
            assertThat(changed.getEmails())
                    .extracting(email -> email.getValue().orElseThrow())
                    .containsExactly("ana@home.example");

            changed.setTitle("Engineer");
            ServerResponse<User> stale = scim.update(User.class, USERS, id)
                    .setETagForIfMatch(ana.getMeta().orElseThrow().getVersion().orElseThrow())
                    .setResource(changed)
                    .sendRequest();
            assertThat(stale.getHttpStatus()).isEqualTo(412);
            ServerResponse<User> replaced = scim.update(User.class, USERS, id)
                    .setETagForIfMatch(
                            changed.getMeta().orElseThrow().getVersion().orElseThrow())
                    .setResource(changed)
                    .sendRequest();
            assertThat(valid(replaced).getTitle()).contains("Engineer");

            assertThat(scim.delete(User.class, USERS, id).sendRequest().getHttpStatus())
                    .isEqualTo(204);
            ServerResponse<User> gone = scim.get(User.class, USERS, id).sendRequest();
            assertThat(gone.getHttpStatus()).isEqualTo(404);
            assertThat(gone.getErrorResponse().getStatus()).isEqualTo(404);
        }
    }

    /** Where there is no path, it wraps the attributes into a list. */
    @Test
    void aValueInAListOfItsOwnIsTakenOutUnlessTheLetterCounts() {
        for (String dialect : List.of("compat", "strict")) {
            try (ScimRequestBuilder scim = client(dialect)) {
                String id = create(scim, ana()).getId().orElseThrow();

                ServerResponse<User> byPath = scim.patch(User.class, USERS, id)
                        .addOperation()
                        .op(PatchOp.REPLACE)
                        .path("name.familyName")
                        .value("Souza")
                        .build()
                        .sendRequest();
                ServerResponse<User> withoutPath = scim.patch(User.class, USERS, id)
                        .addOperation()
                        .op(PatchOp.REPLACE)
                        .valueNode(User.builder().title("Engineer").build())
                        .build()
                        .sendRequest();

                assertThat(List.of(byPath.getHttpStatus(), withoutPath.getHttpStatus()))
                        .as(dialect)
                        .containsExactly(200, dialect.equals("compat") ? 200 : 400);
            }
        }
    }

    private static List<String> found(ScimRequestBuilder scim, String userName) {
        ServerResponse<ListResponse<User>> found = scim.list(User.class, USERS)
                .filter("userName", Comparator.EQ, userName)
                .build()
                .get()
                .sendRequest();
        assertThat(found.isSuccess()).as(found.getResponseBody()).isTrue();
        return ids(found.getResource());
    }

    private static List<String> ids(ListResponse<User> list) {
        return list.getListedResources().stream()
                .map(user -> user.getId().orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void membersComeAndGo(String dialect) {
        try (ScimRequestBuilder scim = client(dialect)) {
            String ana = create(scim, ana()).getId().orElseThrow();
            String ben =
                    create(scim, User.builder().userName("ben").build()).getId().orElseThrow();
            Group team = valid(scim.create(Group.class, GROUPS)
                    .setResource(Group.builder()
                            .displayName("Team")
                            .members(List.of(Member.builder().value(ana).build()))
                            .build())
                    .sendRequest());
            String id = team.getId().orElseThrow();

            scim.patch(Group.class, GROUPS, id)
                    .addOperation()
                    .op(PatchOp.ADD)
                    .path("members")
                    .valueNode(Member.builder().value(ben).build())
                    .next()
                    .op(PatchOp.REMOVE)
                    .path("members[value eq \"" + ana + "\"]")
                    .build()
                    .sendRequest();

            assertThat(valid(scim.get(Group.class, GROUPS, id).sendRequest()).getMembers())
                    .extracting(member -> member.getValue().orElseThrow())
                    .containsExactly(ben);
            assertThat(valid(scim.get(User.class, USERS, ben).sendRequest()).getGroups())
                    .extracting(group -> group.getValue().orElseThrow())
                    .containsExactly(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void listsAreWalkedToTheirEndInTheOrderAskedFor(String dialect) {
        try (ScimRequestBuilder scim = client(dialect)) {
            for (String name : List.of("cara", "ana", "ben", "dan", "eva")) {
                create(scim, User.builder().userName(name).build());
            }

            List<String> names = new ArrayList<>();
            for (int start = 1; start <= 5; start += 2) {
                names.addAll(page(scim, start));
            }

            assertThat(names).containsExactly("ana", "ben", "cara", "dan", "eva");
        }
    }

    private static List<String> page(ScimRequestBuilder scim, int start) {
        ServerResponse<ListResponse<User>> page = scim.list(User.class, USERS)
                .startIndex(start)
                .count(2)
                .sortBy("userName")
                .sortOrder(SortOrder.ASCENDING)
                .post()
                .sendRequest();
        assertThat(page.isSuccess()).as(page.getResponseBody()).isTrue();
        assertThat(page.getResource().getTotalResults()).isEqualTo(5);
        return page.getResource().getListedResources().stream()
                .map(user -> user.getUserName().orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void aBulkCreatesAGroupOfUsersWhoComeWithIt(String dialect) {
        try (ScimRequestBuilder scim = client(dialect)) {
            ServerResponse<BulkResponse> bulk = scim.bulk()
                    .bulkRequestOperation(GROUPS)
                    .method(HttpMethod.POST)
                    .bulkId("team")
                    .data(Group.builder()
                            .displayName("Team")
                            .members(
                                    List.of(Member.builder().value("bulkId:ana").build()))
                            .build())
                    .next()
                    .bulkRequestOperation(USERS)
                    .method(HttpMethod.POST)
                    .bulkId("ana")
                    .data(ana())
                    .sendRequest();

            assertThat(bulk.isSuccess()).as(bulk.getResponseBody()).isTrue();
            assertThat(bulk.getResource().getBulkResponseOperations())
                    .extracting(operation -> operation.getStatus())
                    .containsExactly(201, 201);
            String location = bulk.getResource()
                    .getByBulkId("ana")
                    .orElseThrow()
                    .getLocation()
                    .orElseThrow();
            String ana = location.substring(location.lastIndexOf('/') + 1);
            assertThat(valid(scim.get(User.class, USERS, ana).sendRequest()).getGroups())
                    .hasSize(1);
        }
    }
}
