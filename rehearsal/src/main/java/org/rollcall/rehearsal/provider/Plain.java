package org.rollcall.rehearsal.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Department;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.GroupId;
import org.rollcall.rehearsal.company.Manager;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.PersonId;
import org.rollcall.rehearsal.company.Position;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.Filter;
import org.rollcall.rehearsal.scim.ScimConnection;
import org.rollcall.rehearsal.scim.ScimRequest;
import org.rollcall.rehearsal.scim.Timing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The providers that write SCIM as the standard has it: everybody is looked up by userName, created by POST and updated
 * by a PUT of the whole profile. What they do each in its own way is said by their {@link Dialect}.
 */
public final class Plain implements IdentityProvider {

    private static final int MEMBERS_PER_PATCH = 100;
    private static final int GROUPS_PER_PAGE = 100;
    private static final Person TESTER = new Person(
            new PersonId(Integer.MAX_VALUE),
            "Test",
            "User",
            "test.user@rehearsal.example",
            Department.OPERATIONS,
            "Test",
            Position.STAFF,
            Manager.NOBODY);
    private static final Group TEST_GROUP = new Group(new GroupId(Integer.MAX_VALUE), "Test Group", List.of());

    private final Dialect dialect;
    private final Seed seed;
    private final ScimConnection scim;
    private final Links links;

    private Plain(Dialect dialect, Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        this.dialect = dialect;
        this.seed = seed;
        this.scim = new ScimConnection(endpoint, dialect.manner(), timing, listener);
        this.links = dialect.listsGroups()
                ? new Links(scim, Plain::userSearch, Plain::groupPage)
                : new Links(scim, Plain::userSearch, Plain::groupSearch);
    }

    /** PingOne; the seed decides its user ids, the listener is told of every request. */
    public static Plain pingOne(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        return new Plain(Dialect.PINGONE, endpoint, seed, timing, listener);
    }

    /** PingFederate, with groups by PUT. */
    public static Plain pingFederate(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        return new Plain(Dialect.PINGFEDERATE, endpoint, seed, timing, listener);
    }

    /** OneLogin. */
    public static Plain oneLogin(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        return new Plain(Dialect.ONELOGIN, endpoint, seed, timing, listener);
    }

    /** JumpCloud. */
    public static Plain jumpCloud(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        return new Plain(Dialect.JUMPCLOUD, endpoint, seed, timing, listener);
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public String habit(Act act) {
        String put = dialect.leaving() == Dialect.Leaving.PUT ? "puts the whole user" : "patches";
        return switch (act) {
            case JOIN -> "looks the userName up, creates the user and then its memberships";
            case JOIN_TWICE -> "loses the answer, sends the same POST again and links what it finds";
            case MOVE -> "puts the whole profile, then the memberships";
            case RENAME -> "puts the whole profile; the id stays";
            case LEAVE -> put + " with active=false";
            case RETURN -> put + " with active=true";
            case DELETE -> "sends DELETE";
            case RENAME_GROUP ->
                dialect.members() == Dialect.Members.PUT
                        ? "puts the group with its members"
                        : "patches the displayName";
        };
    }

    @Override
    public void forgetAll() {
        links.forgetAll();
    }

    @Override
    public void testConnection() {
        if (dialect.trial()) {
            trial();
        } else {
            String nobody = ObjectId.of(seed, dialect.name() + " test connection");
            scim.sendOnce(ScimRequest.get("test connection", userSearch(nobody).target()))
                    .required();
        }
    }

    /** A test user and a test group are created, changed and deleted again. */
    private void trial() {
        join(TESTER);
        update(TESTER.renamed("Changed", TESTER.userName()));
        createGroup(TEST_GROUP);
        addMembers(TEST_GROUP, List.of(TESTER));
        removeMembers(TEST_GROUP, List.of(TESTER));
        deleteGroup(TEST_GROUP);
        delete(TESTER);
    }

    @Override
    public List<Phase> initialCycle(Company company) {
        List<Runnable> people = company.people().stream()
                .<Runnable>map(person -> () -> join(person))
                .toList();
        List<Runnable> groups = company.groups().stream()
                .<Runnable>map(group -> () -> push(group, company.membersOf(group)))
                .toList();
        return List.of(new Phase("people", people), new Phase("groups", groups));
    }

    private void push(Group group, List<Person> people) {
        createGroup(group);
        addMembers(group, people);
    }

    // ---- people

    @Override
    public void join(Person person) {
        links.find(person).ifPresentOrElse(found -> update(person), () -> links.create(person, creation(person)));
    }

    @Override
    public void joinTwice(Person person) {
        links.find(person).ifPresentOrElse(found -> update(person), () -> links.createTwice(person, creation(person)));
    }

    private ScimRequest creation(Person person) {
        return ScimRequest.post("create user", "/Users", user(person, true));
    }

    @Override
    public void update(Person person) {
        put("update user", person, true);
    }

    @Override
    public void rename(Person before, Person after) {
        links.id(before); // links by the old name, should the id not be known yet
        update(after);
    }

    @Override
    public void deactivate(Person person) {
        if (dialect.leaving() == Dialect.Leaving.PUT) {
            put("deactivate user", person, false);
        } else {
            patchActive("deactivate user", person, false);
        }
    }

    @Override
    public void reactivate(Person person) {
        if (dialect.leaving() == Dialect.Leaving.PATCH) {
            patchActive("reactivate user", person, true);
        }
        put("reactivate user", person, true);
    }

    @Override
    public void delete(Person person) {
        scim.send(ScimRequest.delete("delete user", path(person))).required();
        links.forget(person);
    }

    private void put(String kind, Person person, boolean active) {
        String target = path(person);
        ObjectNode user = user(person, active).put("id", links.id(person).value());
        scim.send(ScimRequest.put(kind, target, user)).required();
    }

    private void patchActive(String kind, Person person, boolean active) {
        patch(kind, path(person), List.of(operation("replace", "active").set("value", Json.bool(active))));
    }

    private ObjectNode user(Person person, boolean active) {
        ObjectNode email = Json.object()
                .put("value", person.userName())
                .put("type", "work")
                .put("primary", true);
        return Json.object()
                .set("schemas", Json.strings(Urn.USER, Urn.ENTERPRISE_USER))
                .put(
                        "externalId",
                        ObjectId.of(
                                seed, dialect.name() + " user " + person.id().number()))
                .put("userName", person.userName())
                .set("name", Json.object().put("givenName", person.givenName()).put("familyName", person.familyName()))
                .put("displayName", person.displayName())
                .put("title", person.title())
                .set("emails", dialect.oneEmail() ? email : Json.array(email))
                .put("active", active)
                .set(Urn.ENTERPRISE_USER, enterprise(person));
    }

    private static ObjectNode enterprise(Person person) {
        ObjectNode enterprise = Json.object()
                .put("employeeNumber", person.employeeNumber())
                .put("department", person.department().title());
        return person.manager().exists()
                ? enterprise.set(
                        "manager", Json.object().put("value", person.manager().userName()))
                : enterprise;
    }

    // ---- groups

    @Override
    public void createGroup(Group group) {
        ObjectNode body = Json.object().set("schemas", Json.strings(Urn.GROUP)).put("displayName", group.name());
        links.findOrCreate(group, ScimRequest.post("create group", "/Groups", body));
    }

    @Override
    public void renameGroup(Group before, Group after) {
        links.id(before); // links by the old name, should the id not be known yet
        if (dialect.members() == Dialect.Members.PUT) {
            putGroup("name group", after, members(after));
        } else {
            JsonNode name = operation("replace", "displayName").put("value", after.name());
            patch("name group", path(after), List.of(name));
        }
    }

    @Override
    public void addMembers(Group group, List<Person> people) {
        List<ServerId> added = known(people);
        if (dialect.members() == Dialect.Members.PUT) {
            SequencedSet<ServerId> members = members(group);
            members.addAll(added);
            putGroup("add members", group, members);
            return;
        }
        added.stream()
                .gather(Gatherers.windowFixed(MEMBERS_PER_PATCH))
                .forEach(batch -> patch(
                        "add members",
                        path(group),
                        List.of(operation("add", "members").set("value", references(batch)))));
    }

    @Override
    public void removeMembers(Group group, List<Person> people) {
        List<ServerId> removed = known(people);
        if (dialect.members() == Dialect.Members.PUT) {
            SequencedSet<ServerId> members = members(group);
            removed.forEach(members::remove);
            putGroup("remove members", group, members);
            return;
        }
        removed.stream()
                .gather(Gatherers.windowFixed(MEMBERS_PER_PATCH))
                .forEach(batch -> patch("remove members", path(group), removals(batch)));
    }

    private List<JsonNode> removals(List<ServerId> members) {
        return dialect.members() == Dialect.Members.PATCH_BY_VALUE
                ? List.of(operation("remove", "members").set("value", references(members)))
                : members.stream()
                        .<JsonNode>map(id -> operation("remove", "members[value eq \"" + id + "\"]"))
                        .toList();
    }

    @Override
    public void deleteGroup(Group group) {
        scim.send(ScimRequest.delete("delete group", path(group))).required();
        links.forget(group);
    }

    @Override
    public void close() {
        scim.close();
    }

    /** The members that the server has; whoever puts a group must know them all. */
    private SequencedSet<ServerId> members(Group group) {
        JsonNode stored =
                scim.send(ScimRequest.get("read group", path(group))).resource().path("members");
        SequencedSet<ServerId> members = new LinkedHashSet<>();
        stored.forEach(member -> members.add(new ServerId(member.path("value").asString(""))));
        return members;
    }

    private void putGroup(String kind, Group group, SequencedSet<ServerId> members) {
        ObjectNode body = Json.object()
                .set("schemas", Json.strings(Urn.GROUP))
                .put("id", links.id(group).value())
                .put("displayName", group.name())
                .set("members", references(List.copyOf(members)));
        scim.send(ScimRequest.put(kind, path(group), body)).required();
    }

    private List<ServerId> known(List<Person> people) {
        return links.members(people).stream().map(Member::id).toList();
    }

    // ---- requests

    private static JsonNode references(List<ServerId> members) {
        return Json.array(members.stream()
                .map(id -> Json.object().put("value", id.value()))
                .toList());
    }

    private static ObjectNode operation(String op, String path) {
        return Json.object().put("op", op).put("path", path);
    }

    private void patch(String kind, String target, List<JsonNode> operations) {
        scim.send(ScimRequest.patch(kind, target, Json.patch(operations))).required();
    }

    private String path(Person person) {
        return links.path(person) + dialect.suffix();
    }

    private String path(Group group) {
        return links.path(group) + dialect.suffix();
    }

    private static ScimRequest userSearch(String userName) {
        String filter = Filter.eq("userName", userName).withPercent20();
        return ScimRequest.get("find user", "/Users?filter=" + filter);
    }

    private static ScimRequest groupSearch(String name) {
        String filter = Filter.eq("displayName", name).withPercent20();
        return ScimRequest.get("find group", "/Groups?filter=" + filter);
    }

    private static ScimRequest groupPage(int startIndex) {
        return ScimRequest.get(
                "list groups",
                "/Groups?startIndex=%d&count=%d&excludedAttributes=members".formatted(startIndex, GROUPS_PER_PAGE));
    }
}
