package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.rollcall.server.testing.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A provider that pushes to the server.
 *
 * @param scim speaks below its base URL
 */
public record TestProvider(String id, Client scim) {

    private static final String PATCH =
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}";

    /** The same provider at another node. */
    public TestProvider at(String url) {
        return new TestProvider(id, scim.at(url));
    }

    /** A user of that userName; its id. */
    public String user(String userName) {
        return created(scim.post("/Users", body("{'userName':'%s','active':true}".formatted(userName))));
    }

    /** A group of that name with these members; its id. */
    public String group(String displayName, String... members) {
        return created(scim.post(
                "/Groups", body("{'displayName':'%s','members':[%s]}".formatted(displayName, values(members)))));
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    private static String values(String... ids) {
        return Arrays.stream(ids).map("{'value':'%s'}"::formatted).collect(Collectors.joining(","));
    }

    public Answer patchUser(String id, String operations) {
        return scim.patch("/Users/" + id, PATCH.formatted(body(operations)));
    }

    public Answer patchGroup(String id, String operations) {
        return scim.patch("/Groups/" + id, PATCH.formatted(body(operations)));
    }

    public Answer setActive(String id, boolean active) {
        return patchUser(id, "{'op':'replace','value':{'active':%s}}".formatted(active));
    }

    public Answer addMembers(String group, String... members) {
        return patchGroup(group, "{'op':'add','path':'members','value':[%s]}".formatted(values(members)));
    }

    /** As one provider removes: a value array beside the path (Q-P48). */
    public Answer removeMembers(String group, String... members) {
        return patchGroup(group, "{'op':'remove','path':'members','value':[%s]}".formatted(values(members)));
    }

    public JsonNode find(String resource, String filter) {
        Answer found = scim.get("/" + resource + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.json();
    }

    /** JSON written with single quotes. */
    public static String body(String text) {
        return text.replace('\'', '"');
    }
}
