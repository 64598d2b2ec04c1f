package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.bulk.BulkOperation;
import com.unboundid.scim2.common.bulk.BulkOperationResult;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.exceptions.UnauthorizedException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.ErrorResponse;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.Group;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Manager;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.types.ServiceProviderConfigResource;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.JsonUtils;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.jakarta.rs.json.JacksonJsonProvider;

/** A client that others wrote from the same standards, the Ping SCIM 2 SDK, through the whole life of users and groups. */
class IndependentClientTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestProvider provider;
    private Client http;
    private ScimService scim;

    @BeforeEach
    void aClient() {
        provider = server.tenant().provider("ping");
        http = client(provider.scim().authorization());
        scim = new ScimService(http.target(provider.scim().base()));
    }

    @AfterEach
    void end() {
        http.close();
    }

    private static Client client(String authorization) {
        ClientRequestFilter credential = request -> request.getHeaders().putSingle("Authorization", authorization);
        return ClientBuilder.newClient(new ClientConfig()
                .connectorProvider(new Apache5ConnectorProvider())
                .register(new JacksonJsonProvider(JsonUtils.createJsonMapper()))
                .register(credential));
    }

    private UserResource ana() {
        UserResource user = new UserResource()
                .setUserName("ana@example.org")
                .setDisplayName("Ana")
                .setName(new Name().setGivenName("Ana").setFamilyName("L"))
                .setActive(true)
                .setPassword("secret")
                .setEmails(
                        new Email().setValue("ana@example.org").setType("work").setPrimary(true));
        user.setExternalId("x-1");
        user.setExtension(new EnterpriseUserExtension().setDepartment("R&D").setManager(new Manager().setValue("m-1")));
        return user;
    }

    @Test
    void leadsAUserThroughItsLife() throws ScimException {
        UserResource created = scim.create("Users", ana());
        assertThat(created.getId()).isNotBlank();
        assertThat(created.getMeta().getLocation().toString())
                .isEqualTo(provider.scim().base() + "/Users/" + created.getId());
        assertThat(created.getPassword()).isNull();
        assertThat(created.getExtension(EnterpriseUserExtension.class)
                        .getManager()
                        .getValue())
                .isEqualTo("m-1");
        assertThatThrownBy(() -> scim.create("Users", ana())).isInstanceOf(ResourceConflictException.class);

        UserResource read = scim.retrieve("Users", created.getId(), UserResource.class);
        assertThat(read).isEqualTo(created);
        assertThat(scim.retrieve(created)).isEqualTo(created);

        UserResource patched = scim.modifyRequest(read)
                .replaceValue("displayName", "Ana Lovelace")
                .replaceValue("emails[type eq \"work\"].value", "new@example.org")
                .addValues("emails", new Email().setValue("home@example.org").setType("home"))
                .replaceValue("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "Math")
                .removeValues("name.givenName")
                .ifMatch()
                .invoke();
        assertThat(patched.getDisplayName()).isEqualTo("Ana Lovelace");
        assertThat(patched.getEmails())
                .extracting(Email::getValue)
                .containsExactly("new@example.org", "home@example.org");
        assertThat(patched.getExtension(EnterpriseUserExtension.class).getDepartment())
                .isEqualTo("Math");
        assertThat(patched.getName().getGivenName()).isNull();
        assertThatThrownBy(() -> scim.modifyRequest(read)
                        .replaceValue("title", "t")
                        .ifMatch()
                        .invoke())
                .isInstanceOf(PreconditionFailedException.class);

        patched.setTitle("Countess").setDisplayName("Ada");
        UserResource replaced = scim.replaceRequest(patched).ifMatch().invoke();
        assertThat(replaced.getTitle()).isEqualTo("Countess");
        assertThat(scim.replace(replaced.setActive(false)).getActive()).isFalse();

        scim.delete(replaced);
        assertThatThrownBy(() -> scim.retrieve("Users", created.getId(), UserResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> scim.delete("Users", created.getId())).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void findsUsersByFilterByPageAndByPart() throws ScimException {
        UserResource ana = scim.create("Users", ana());
        for (int i = 0; i < 9; i++) {
            scim.create("Users", new UserResource().setUserName("user" + i).setTitle("t" + i % 2));
        }
        assertThat(scim.search("Users", Filter.eq("userName", "ANA@example.org").toString(), UserResource.class)
                        .getResources())
                .containsExactly(ana);
        Filter filter = Filter.and(
                Filter.eq("title", "t1"), Filter.or(Filter.sw("userName", "user1"), Filter.ew("userName", "3")));
        assertThat(scim.searchRequest("Users")
                        .filter(filter)
                        .invoke(UserResource.class)
                        .getResources())
                .extracting(UserResource::getUserName)
                .containsExactly("user1", "user3");
        assertThat(scim.searchRequest("Users")
                        .filter(Filter.not(Filter.pr("title")))
                        .invokePost(UserResource.class)
                        .getResources())
                .extracting(UserResource::getUserName)
                .containsExactly("ana@example.org");
        assertThat(scim.searchRequest("Users")
                        .filter("emails[type eq \"work\" and value co \"example\"]")
                        .invoke(UserResource.class)
                        .getTotalResults())
                .isEqualTo(1);

        List<String> walked = new ArrayList<>();
        for (int start = 1; start <= 10; start += 4) {
            ListResponse<UserResource> page = scim.searchRequest("Users")
                    .page(start, 4)
                    .attributes("userName")
                    .invoke(UserResource.class);
            assertThat(page.getTotalResults()).isEqualTo(10);
            assertThat(page.getItemsPerPage()).isEqualTo(page.getResources().size());
            page.forEach(user -> walked.add(user.getUserName()));
            assertThat(page.getResources())
                    .allSatisfy(user -> assertThat(user.getTitle()).isNull());
        }
        assertThat(walked).hasSize(10).doesNotHaveDuplicates();
        assertThat(scim.searchRequest("Users")
                        .excludedAttributes("emails")
                        .filter("userName sw \"ana\"")
                        .invoke(UserResource.class)
                        .getResources()
                        .getFirst()
                        .getEmails())
                .isNull();
        assertThatThrownBy(() -> scim.search("Users", "nothing eq 1", UserResource.class))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.getScimError().getScimType()).isEqualTo("invalidFilter"));
    }

    @Test
    void leadsAGroupThroughItsLife() throws ScimException {
        UserResource ana = scim.create("Users", ana());
        UserResource ben = scim.create("Users", new UserResource().setUserName("ben"));
        GroupResource created = scim.create(
                "Groups", new GroupResource().setDisplayName("Staff").setMembers(new Member().setValue(ana.getId())));
        assertThat(created.getMembers()).extracting(Member::getValue).containsExactly(ana.getId());

        GroupResource added = scim.modifyRequest("Groups", created.getId())
                .addValues("members", new Member().setValue(ben.getId()))
                .attributes("members")
                .invoke(GroupResource.class);
        assertThat(added.getMembers()).extracting(Member::getValue).containsExactlyInAnyOrder(ana.getId(), ben.getId());
        assertThat(scim.retrieve(ana).getGroups()).singleElement().satisfies(group -> {
            assertThat(group.getValue()).isEqualTo(created.getId());
            assertThat(group.getDisplay()).isEqualTo("Staff");
            assertThat(group.getRef().toString()).endsWith("/Groups/" + created.getId());
        });
        scim.modifyRequest("Groups", created.getId())
                .removeValues("members[value eq \"%s\"]".formatted(ana.getId()))
                .replaceValue("displayName", "Crew")
                .invoke(Void.class);
        GroupResource read = scim.retrieve("Groups", created.getId(), GroupResource.class);
        assertThat(read.getDisplayName()).isEqualTo("Crew");
        assertThat(read.getMembers()).extracting(Member::getValue).containsExactly(ben.getId());
        assertThat(scim.search("Groups", "members.value eq \"%s\"".formatted(ben.getId()), GroupResource.class)
                        .getResources())
                .extracting(GroupResource::getDisplayName)
                .containsExactly("Crew");
        GroupResource replaced = scim.replace(read.setMembers(List.of()));
        assertThat(replaced.getMembers()).isNull();
        scim.delete(replaced);
        assertThatThrownBy(() -> scim.retrieve("Groups", created.getId(), GroupResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void sendsManyOperationsAtOnce() throws ScimException {
        List<BulkOperationResult> results = scim.bulkRequest()
                .append(
                        BulkOperation.post(
                                        "Groups",
                                        new GroupResource()
                                                .setDisplayName("Crew")
                                                .setMembers(List.of(new Member().setValue("bulkId:ana"))))
                                .setBulkId("crew"),
                        BulkOperation.post("Users", ana()).setBulkId("ana"),
                        BulkOperation.post("Users", ana()).setBulkId("again"),
                        BulkOperation.patch("Users/bulkId:ana", PatchOperation.replace("title", "Countess")),
                        BulkOperation.delete("Users/" + new UUID(1, 1)))
                .invoke()
                .getOperations();

        assertThat(results)
                .extracting(BulkOperationResult::getStatus)
                .containsExactly("201", "201", "409", "200", "404");
        assertThat(results).extracting(BulkOperationResult::getBulkId).startsWith("crew", "ana", "again");
        assertThat(results.get(2).getResponseAsScimResource()).isInstanceOf(ErrorResponse.class);
        UserResource read = scim.retrieve(URI.create(results.get(1).getLocation()), UserResource.class);
        assertThat(read.getTitle()).isEqualTo("Countess");
        assertThat(read.getGroups()).extracting(Group::getDisplay).containsExactly("Crew");
    }

    @Test
    void discoversTheService() throws ScimException {
        ServiceProviderConfigResource config = scim.getServiceProviderConfig();
        assertThat(config.getPatch().isSupported()).isTrue();
        assertThat(config.getFilter().getMaxResults()).isPositive();
        assertThat(config.getBulk().isSupported()).isTrue();
        assertThat(config.getAuthenticationSchemes()).isNotEmpty();
        assertThat(scim.getResourceTypes().getResources())
                .extracting(ResourceTypeResource::getName)
                .startsWith("User", "Group");
        assertThat(scim.getSchemas().getResources())
                .extracting(SchemaResource::getName)
                .contains("User", "Group");
        assertThat(scim.getSchema("urn:ietf:params:scim:schemas:core:2.0:User").getAttributes())
                .isNotEmpty();
        assertThat(scim.getResourceType("User").getEndpoint().toString()).isEqualTo("/Users");
    }

    @Test
    void understandsRefusals() {
        assertThatThrownBy(() -> scim.retrieve("Users", new UUID(1, 1).toString(), UserResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
        try (Client stranger = client("Bearer nothing")) {
            ScimService refused =
                    new ScimService(stranger.target(provider.scim().base()));
            assertThatThrownBy(refused::getServiceProviderConfig).isInstanceOf(UnauthorizedException.class);
        }
        assertThatThrownBy(() -> scim.create("Users", new UserResource().setDisplayName("nobody")))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.getScimError().getScimType()).isEqualTo("invalidValue"));
    }
}
