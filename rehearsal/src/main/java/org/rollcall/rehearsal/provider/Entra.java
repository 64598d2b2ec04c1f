package org.rollcall.rehearsal.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.Filter;
import org.rollcall.rehearsal.scim.Manner;
import org.rollcall.rehearsal.scim.Patience;
import org.rollcall.rehearsal.scim.ScimAnswer;
import org.rollcall.rehearsal.scim.ScimConnection;
import org.rollcall.rehearsal.scim.ScimRequest;
import org.rollcall.rehearsal.scim.Timing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Microsoft Entra ID's provisioning service: it compares what the server has with what should be and sends the
 * difference by PATCH; people first, then managers, then empty groups, then memberships, one member per PATCH once the
 * first cycle is over.
 */
public final class Entra implements IdentityProvider {

    private static final int MEMBERS_PER_FIRST_PATCH = 100;
    private static final String ADSCIM_GROUP =
            "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
    private static final String WITHOUT_MEMBERS = "excludedAttributes=members";
    private static final Patience PATIENCE = new Patience(5, 3, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Manner MANNER = new Manner(
            Map.of("User-Agent", "Rollcall-Rehearsal (as Entra-ID)", "Accept", "application/scim+json"),
            Map.of(
                    "User-Agent", "Rollcall-Rehearsal (as Entra-ID)",
                    "Accept", "application/scim+json",
                    "Content-Type", "application/scim+json; charset=utf-8"),
            Duration.ofSeconds(60),
            PATIENCE);

    private final ScimConnection scim;
    private final Links links;
    private final EntraUser writer;
    private final EntraPatch style;
    private final Seed seed;

    /**
     * @param style how it writes a PATCH
     * @param seed decides the object ids
     * @param listener told of every request
     */
    public Entra(EntraPatch style, Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
        this.scim = new ScimConnection(endpoint, MANNER, timing, listener);
        this.links = new Links(scim, Entra::userSearch, Entra::groupSearch);
        this.writer = new EntraUser(seed);
        this.style = style;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "Entra ID";
    }

    @Override
    public String habit(Act act) {
        return switch (act) {
            case JOIN -> "looks the userName up, creates the user, then its manager, then each membership";
            case JOIN_TWICE -> "loses the answer, sends the same POST again and links what it finds";
            case MOVE -> "patches what differs, then one membership at a time";
            case RENAME -> "patches the userName; the id stays";
            case LEAVE -> style == EntraPatch.CLASSIC ? "sends active=\"False\"" : "sends active=false";
            case RETURN -> style == EntraPatch.CLASSIC ? "sends active=\"True\"" : "sends active=true";
            case DELETE -> "sends DELETE, as 30 days after somebody left";
            case RENAME_GROUP -> "patches the displayName";
        };
    }

    @Override
    public void forgetAll() {
        links.forgetAll();
    }

    @Override
    public void testConnection() {
        String nobody = ObjectId.of(seed, "entra test connection");
        scim.sendOnce(ScimRequest.get("test connection", usersWhere(Filter.eq("userName", nobody))))
                .required();
        scim.sendOnce(ScimRequest.get("test connection", groupsWhere(Filter.eq("displayName", nobody))))
                .required();
    }

    @Override
    public List<Phase> initialCycle(Company company) {
        return List.of(
                new Phase("people", steps(company.people(), this::synchronize)),
                new Phase("managers", steps(company.people(), this::refer)),
                new Phase("groups", steps(company.groups(), this::createGroup)),
                new Phase("memberships", steps(company.groups(), group -> fill(group, company.membersOf(group)))));
    }

    private static <T> List<Runnable> steps(Iterable<T> subjects, Consumer<T> act) {
        List<Runnable> steps = new ArrayList<>();
        subjects.forEach(subject -> steps.add(() -> act.accept(subject)));
        return steps;
    }

    @Override
    public void join(Person person) {
        synchronize(person);
        refer(person);
    }

    @Override
    public void joinTwice(Person person) {
        links.find(person)
                .ifPresentOrElse(found -> adopt(person, found), () -> links.createTwice(person, creation(person)));
        refer(person);
    }

    private void synchronize(Person person) {
        links.find(person).ifPresentOrElse(found -> adopt(person, found), () -> links.create(person, creation(person)));
    }

    private void adopt(Person person, JsonNode found) {
        sendDifference("update user", person, true, found);
    }

    private ScimRequest creation(Person person) {
        return ScimRequest.post("create user", "/Users", writer.creation(person));
    }

    @Override
    public void update(Person person) {
        compare("update user", person, true);
        refer(person);
    }

    @Override
    public void rename(Person before, Person after) {
        links.id(before); // links by the old name, should the id not be known yet
        compare("update user", after, true);
    }

    @Override
    public void deactivate(Person person) {
        compare("deactivate user", person, false);
    }

    @Override
    public void reactivate(Person person) {
        compare("reactivate user", person, true);
    }

    @Override
    public void delete(Person person) {
        deactivate(person);
        scim.send(ScimRequest.delete("delete user", links.path(person))).required();
        links.forget(person);
    }

    private void compare(String kind, Person person, boolean active) {
        ScimRequest read = ScimRequest.get("read user", links.path(person));
        sendDifference(kind, person, active, scim.send(read).resource());
    }

    private void sendDifference(String kind, Person person, boolean active, JsonNode stored) {
        List<JsonNode> operations = new ArrayList<>(style.attributes(differences(person, stored)));
        if (stored.path("active").asBoolean(!active) != active) {
            operations.addAll(style.active(active));
        }
        if (!operations.isEmpty()) {
            patch(kind, links.path(person), operations);
        }
    }

    private static List<EntraPatch.Difference> differences(Person person, JsonNode stored) {
        List<EntraPatch.Difference> differences = new ArrayList<>();
        EntraUser.attributes(person).forEach((path, value) -> {
            Optional<String> present = EntraUser.stored(stored, path);
            if (!present.equals(Optional.of(value))) {
                differences.add(new EntraPatch.Difference(path, value, present.isPresent()));
            }
        });
        return differences;
    }

    /** Asks whether the manager is set, and sets it if not. A manager whom the server does not know waits. */
    private void refer(Person person) {
        if (!person.manager().exists()) {
            return;
        }
        Optional<ServerId> manager = links.id(person.manager());
        if (manager.isPresent() && !reportsTo(person, manager.get())) {
            patch("set manager", links.path(person), style.manager(manager.get()));
        }
    }

    private boolean reportsTo(Person person, ServerId manager) {
        Filter filter = Filter.eq("id", links.id(person).value()).and(Filter.eq("manager", manager.value()));
        ScimAnswer answer = scim.send(ScimRequest.get("check manager", usersWhere(filter) + "&attributes=id"));
        return answer.required().body().path("totalResults").asInt(0) > 0;
    }

    @Override
    public void createGroup(Group group) {
        ObjectNode body = Json.object()
                .set("schemas", Json.strings(Urn.GROUP, ADSCIM_GROUP))
                .put("externalId", ObjectId.of(seed, "entra group " + group.id().number()))
                .put("displayName", group.name())
                .set("meta", Json.object().put("resourceType", "Group"));
        links.findOrCreate(group, ScimRequest.post("create group", "/Groups", body));
    }

    private void fill(Group group, List<Person> people) {
        String target = links.path(group);
        known(people).stream()
                .gather(Gatherers.windowFixed(MEMBERS_PER_FIRST_PATCH))
                .forEach(batch -> patch("add members", target, style.additions(batch)));
    }

    @Override
    public void renameGroup(Group before, Group after) {
        String target = readGroup(before);
        patch("name group", target, style.displayName(after.name()));
    }

    @Override
    public void addMembers(Group group, List<Person> people) {
        String target = readGroup(group);
        known(people).forEach(id -> patch("add members", target, style.additions(List.of(id))));
    }

    @Override
    public void removeMembers(Group group, List<Person> people) {
        String target = readGroup(group);
        known(people).forEach(id -> patch("remove members", target, style.removals(List.of(id))));
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

    /** Reads the group, as Entra ID does before it changes one, and returns its path. */
    private String readGroup(Group group) {
        String target = links.path(group);
        scim.send(ScimRequest.get("read group", target + "?" + WITHOUT_MEMBERS)).required();
        return target;
    }

    private void patch(String kind, String target, List<JsonNode> operations) {
        scim.send(ScimRequest.patch(kind, target, Json.patch(operations))).required();
    }

    private List<ServerId> known(List<Person> people) {
        return links.members(people).stream().map(Member::id).toList();
    }

    private static ScimRequest userSearch(String userName) {
        return ScimRequest.get("find user", usersWhere(Filter.eq("userName", userName)));
    }

    private static ScimRequest groupSearch(String name) {
        return ScimRequest.get("find group", groupsWhere(Filter.eq("displayName", name)));
    }

    private static String usersWhere(Filter filter) {
        return "/Users?filter=" + filter.withPlus();
    }

    private static String groupsWhere(Filter filter) {
        return "/Groups?" + WITHOUT_MEMBERS + "&filter=" + filter.withPlus();
    }
}
