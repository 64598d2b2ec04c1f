package org.rollcall.rehearsal.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.GroupId;
import org.rollcall.rehearsal.company.Manager;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.PersonId;
import org.rollcall.rehearsal.scim.ScimAnswer;
import org.rollcall.rehearsal.scim.ScimConnection;
import org.rollcall.rehearsal.scim.ScimFailure;
import org.rollcall.rehearsal.scim.ScimRequest;
import tools.jackson.databind.JsonNode;

/**
 * What a provider knows about the server: the ids of its people and groups there. It finds, creates and links them in
 * the way that all providers share; only how a search is written differs.
 */
final class Links {

    private final ScimConnection scim;
    private final Function<String, ScimRequest> userSearch;
    private final Function<String, Optional<JsonNode>> groupSearch;
    private final Map<PersonId, ServerId> users = new ConcurrentHashMap<>();
    private final Map<GroupId, ServerId> groups = new ConcurrentHashMap<>();

    /**
     * @param userSearch the request that searches for a userName
     * @param groupSearch the request that searches for a displayName
     */
    Links(ScimConnection scim, Function<String, ScimRequest> userSearch, Function<String, ScimRequest> groupSearch) {
        this.scim = scim;
        this.userSearch = userSearch;
        this.groupSearch = name -> find(groupSearch.apply(name), "displayName", name);
    }

    /**
     * For a provider that reads all groups and compares their names itself.
     *
     * @param groupPage the request for the groups from a startIndex on
     */
    Links(ScimConnection scim, Function<String, ScimRequest> userSearch, IntFunction<ScimRequest> groupPage) {
        this.scim = scim;
        this.userSearch = userSearch;
        this.groupSearch = name -> pick(groupPage, name);
    }

    /** Searches for the person at the server, and links what it finds. */
    Optional<JsonNode> find(Person person) {
        Optional<JsonNode> found = findUser(person.userName());
        found.ifPresent(user -> users.put(person.id(), idIn(user)));
        return found;
    }

    /** Creates a user and links it; on 409 links what a search finds, as a provider does after a lost answer. */
    void create(Person person, ScimRequest post) {
        users.put(person.id(), create(post, () -> findUser(person.userName())));
    }

    /** Creates a user and, as if the answer had been lost, sends the same POST again; then links it. */
    void createTwice(Person person, ScimRequest post) {
        create(person, post);
        ServerId first = id(person);
        create(person, post);
        if (!id(person).equals(first)) {
            throw new ScimFailure("the same POST twice made two users of " + person.userName());
        }
    }

    /** Links the group of that name, creating it if there is none. */
    void findOrCreate(Group group, ScimRequest post) {
        ServerId id =
                findGroup(group.name()).map(Links::idIn).orElseGet(() -> create(post, () -> findGroup(group.name())));
        groups.put(group.id(), id);
    }

    /** Forgets every id, as a connection that was set up anew. */
    void forgetAll() {
        users.clear();
        groups.clear();
    }

    void forget(Person person) {
        users.remove(person.id());
    }

    void forget(Group group) {
        groups.remove(group.id());
    }

    /** The person's id, searched for unless it is linked already. */
    ServerId id(Person person) {
        return id(person.id(), person.userName()).orElseThrow(() -> unknown(person.userName()));
    }

    /** The manager's id, if the server knows the manager. */
    Optional<ServerId> id(Manager manager) {
        return id(manager.id(), manager.userName());
    }

    String path(Person person) {
        return "/Users/" + id(person).encoded();
    }

    String path(Group group) {
        return "/Groups/" + id(group).encoded();
    }

    /** The group's id, searched for unless it is linked already. */
    ServerId id(Group group) {
        return groups.computeIfAbsent(
                group.id(),
                id -> findGroup(group.name()).map(Links::idIn).orElseThrow(() -> unknown("group " + group.name())));
    }

    /** Those of these people whom the server knows; a provider leaves the others out of a membership. */
    List<Member> members(List<Person> people) {
        return people.stream()
                .flatMap(person -> id(person.id(), person.userName()).stream().map(id -> new Member(id, person)))
                .toList();
    }

    private Optional<ServerId> id(PersonId person, String userName) {
        ServerId linked = users.get(person);
        if (linked != null) {
            return Optional.of(linked);
        }
        Optional<ServerId> found = findUser(userName).map(Links::idIn);
        found.ifPresent(id -> users.put(person, id));
        return found;
    }

    private Optional<JsonNode> findUser(String userName) {
        return find(userSearch.apply(userName), "userName", userName);
    }

    private Optional<JsonNode> findGroup(String name) {
        return groupSearch.apply(name);
    }

    /** The group of that name on the pages of all groups, read until it comes. */
    private Optional<JsonNode> pick(IntFunction<ScimRequest> groupPage, String name) {
        int read = 0;
        JsonNode page;
        JsonNode found;
        do {
            page = scim.send(groupPage.apply(read + 1)).required().body();
            found = page.path("Resources");
            for (JsonNode group : found) {
                if (matches(group, "displayName", name)) {
                    return Optional.of(group);
                }
            }
            read += found.size();
        } while (!found.isEmpty() && read < page.path("totalResults").asInt(0));
        return Optional.empty();
    }

    /** The first resource found; a server that ignores the filter would make a provider link the wrong one (Q-P15). */
    private Optional<JsonNode> find(ScimRequest search, String attribute, String value) {
        ScimAnswer answer = scim.send(search);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        JsonNode first = answer.required().body().path("Resources").path(0);
        if (!first.isMissingNode() && !matches(first, attribute, value)) {
            throw new ScimFailure(answer.exchange(), "the server answered a filter with something else");
        }
        return first.isMissingNode() ? Optional.empty() : Optional.of(first);
    }

    private static boolean matches(JsonNode resource, String attribute, String value) {
        String found = resource.path(attribute).asString("");
        return !resource.path("id").asString("").isEmpty()
                && found.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
    }

    private ServerId create(ScimRequest post, Supplier<Optional<JsonNode>> search) {
        ScimAnswer answer = scim.send(post);
        if (answer.status() == 409) {
            return search.get().map(Links::idIn).orElseThrow(() -> new ScimFailure(answer.exchange(), answer.detail()));
        }
        return idIn(answer.resource());
    }

    private static ServerId idIn(JsonNode resource) {
        return new ServerId(resource.path("id").asString(""));
    }

    private static ScimFailure unknown(String what) {
        return new ScimFailure(what + " is not at the server");
    }
}
