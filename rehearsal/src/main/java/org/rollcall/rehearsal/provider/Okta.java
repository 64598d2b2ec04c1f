package org.rollcall.rehearsal.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.Filter;
import org.rollcall.rehearsal.scim.Manner;
import org.rollcall.rehearsal.scim.Patience;
import org.rollcall.rehearsal.scim.ScimConnection;
import org.rollcall.rehearsal.scim.ScimRequest;
import org.rollcall.rehearsal.scim.Timing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Okta, as an integration of its catalogue provisions: profile changes by GET and PUT, activation by a pathless PATCH,
 * groups pushed by PATCH with their name before every change of members. It never deletes a user.
 */
public final class Okta implements IdentityProvider {

    private static final int MEMBERS_PER_PATCH = 256;
    private static final String PAGE = "&startIndex=1&count=100";
    private static final Patience PATIENCE = new Patience(10, 4, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Manner MANNER = new Manner(
            Map.of(
                    "User-Agent", "Okta SCIM Client 1.0.0",
                    "Accept", "application/scim+json",
                    "Accept-Charset", "utf-8"),
            Map.of(
                    "User-Agent", "Okta SCIM Client 1.0.0",
                    "Accept", "application/scim+json",
                    "Accept-Charset", "utf-8",
                    "Content-Type", "application/scim+json; charset=utf-8"),
            Duration.ofSeconds(60),
            PATIENCE);

    private final ScimConnection scim;
    private final Links links;
    private final OktaUser writer;

    /**
     * @param seed decides the Okta user ids and the placeholder passwords
     * @param listener told of every request
     */
    public Okta(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        this.scim = new ScimConnection(endpoint, MANNER, timing, listener);
        this.links = new Links(scim, Okta::userSearch, Okta::groupSearch);
        this.writer = new OktaUser(seed);
    }

    @Override
    public String name() {
        return "Okta";
    }

    @Override
    public String habit(Act act) {
        return switch (act) {
            case JOIN -> "looks the userName up, creates the user and pushes the groups";
            case JOIN_TWICE -> "loses the answer, sends the same POST again and links what it finds";
            case MOVE -> "replaces the profile and pushes the groups";
            case RENAME -> "replaces the profile; the id stays";
            case LEAVE -> "sends active=false";
            case RETURN -> "sends active=true and the profile again";
            case DELETE -> "never deletes: it sends active=false";
            case RENAME_GROUP -> "sends the new name with the group's id";
        };
    }

    @Override
    public void forgetAll() {
        links.forgetAll();
    }

    @Override
    public void testConnection() {
        scim.sendOnce(ScimRequest.get("test connection", "/Users?startIndex=1&count=2"))
                .required();
        scim.sendOnce(ScimRequest.get("test connection", "/Groups?startIndex=1&count=100"))
                .required();
    }

    @Override
    public List<Phase> initialCycle(Company company) {
        return List.of(
                new Phase("people", company.people().stream().map(this::joining).toList()),
                new Phase(
                        "groups",
                        company.groups().stream()
                                .map(group -> pushing(group, company))
                                .toList()));
    }

    private Runnable joining(Person person) {
        return () -> join(person);
    }

    private Runnable pushing(Group group, Company company) {
        return () -> {
            createGroup(group);
            addMembers(group, company.membersOf(group));
        };
    }

    @Override
    public void join(Person person) {
        links.find(person).ifPresentOrElse(found -> adopt(person, found), () -> links.create(person, creation(person)));
    }

    @Override
    public void joinTwice(Person person) {
        links.find(person)
                .ifPresentOrElse(found -> adopt(person, found), () -> links.createTwice(person, creation(person)));
    }

    private void adopt(Person person, JsonNode found) {
        if (found.path("active").asBoolean(true)) {
            update(person);
        } else {
            reactivate(person);
        }
    }

    private ScimRequest creation(Person person) {
        return ScimRequest.post("create user", "/Users", writer.creation(person));
    }

    @Override
    public void update(Person person) {
        String target = links.path(person);
        ObjectNode stored = scim.send(ScimRequest.get("read user", target)).resource();
        ObjectNode replacement = writer.replacement(person, stored);
        scim.send(ScimRequest.put("update user", target, replacement)).required();
    }

    @Override
    public void rename(Person before, Person after) {
        links.id(before); // links by the old name, should the id not be known yet
        update(after);
    }

    @Override
    public void deactivate(Person person) {
        sendActive("deactivate user", person, false);
    }

    @Override
    public void reactivate(Person person) {
        sendActive("reactivate user", person, true);
        update(person);
    }

    @Override
    public void delete(Person person) {
        deactivate(person);
    }

    private void sendActive(String kind, Person person, boolean active) {
        patch(kind, links.path(person), replace(Json.object().put("active", active)));
    }

    @Override
    public void createGroup(Group group) {
        ObjectNode body = Json.object()
                .set("schemas", Json.strings(Urn.GROUP))
                .put("displayName", group.name())
                .set("members", Json.array());
        links.findOrCreate(group, ScimRequest.post("create group", "/Groups", body));
    }

    @Override
    public void renameGroup(Group before, Group after) {
        links.id(before); // links by the old name, should the id not be known yet
        sendName(after);
    }

    private void sendName(Group group) {
        ObjectNode value = Json.object().put("id", links.id(group).value()).put("displayName", group.name());
        patch("name group", links.path(group), replace(value));
    }

    @Override
    public void addMembers(Group group, List<Person> people) {
        push("add members", group, people, Okta::additions);
    }

    @Override
    public void removeMembers(Group group, List<Person> people) {
        push("remove members", group, people, Okta::removals);
    }

    @Override
    public void deleteGroup(Group group) {
        scim.send(ScimRequest.delete("delete group", links.path(group))).required();
        links.forget(group);
    }

    @Override
    public void close() {
        scim.close();
    }

    /** Sends members in batches, the group's name first, as each change of members makes Okta do. */
    private void push(String kind, Group group, List<Person> people, Operations operations) {
        List<Member> members = links.members(people);
        if (members.isEmpty()) {
            return;
        }
        sendName(group);
        String target = links.path(group);
        members.stream()
                .gather(Gatherers.windowFixed(MEMBERS_PER_PATCH))
                .forEach(batch -> patch(kind, target, operations.on(batch)));
    }

    private interface Operations {
        List<JsonNode> on(List<Member> members);
    }

    private static List<JsonNode> additions(List<Member> members) {
        Stream<JsonNode> values = members.stream()
                .map(member -> Json.object()
                        .put("value", member.id().value())
                        .put("display", member.person().userName()));
        return List.of(Json.object().put("op", "add").put("path", "members").set("value", Json.array(values.toList())));
    }

    private static List<JsonNode> removals(List<Member> members) {
        return members.stream()
                .<JsonNode>map(member ->
                        Json.object().put("op", "remove").put("path", "members[value eq \"" + member.id() + "\"]"))
                .toList();
    }

    private static List<JsonNode> replace(ObjectNode value) {
        return List.of(Json.object().put("op", "replace").set("value", value));
    }

    private void patch(String kind, String target, List<JsonNode> operations) {
        scim.send(ScimRequest.patch(kind, target, Json.patch(operations))).required();
    }

    private static ScimRequest userSearch(String userName) {
        String filter = Filter.eq("userName", userName).withPercent20();
        return ScimRequest.get("find user", "/Users?filter=" + filter + PAGE);
    }

    private static ScimRequest groupSearch(String name) {
        String filter = Filter.eq("displayName", name).withPercent20();
        return ScimRequest.get("find group", "/Groups?filter=" + filter + PAGE);
    }
}
