package org.rollcall.sync.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.scim.json.Json;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Settings.Gone;
import org.rollcall.sync.directory.Memberships.Group;
import org.rollcall.sync.rules.Desired;
import org.rollcall.sync.rules.Managed;

/**
 * Takes the server's users one after the other, so that they need not all be in memory, and makes the plan.
 * Memberships are compared from the side of the person, by {@code groups} of the user, so that no group's list of
 * members is ever needed.
 */
public final class Comparison {

    private final Differences differences;
    private final Settings.Safety safety;
    private final Map<String, Desired> people;
    private final Set<String> untouchable;
    private final boolean trustsAbsence;
    private final boolean sendsGroups;

    private final Map<String, Desired> byUserName = new HashMap<>();
    private final List<Group> groups;
    private final Map<String, Integer> groupNumbers = new HashMap<>();
    private final Map<String, Integer> groupsAtServer = new HashMap<>();
    private final BitSet groupsMet = new BitSet();
    private final Set<String> met = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<Integer, List<String>> added = new HashMap<>();
    private final Map<Integer, List<String>> removed = new HashMap<>();
    private final Map<String, String> serverIds = new HashMap<>();
    private final Set<String> harmed = new HashSet<>();
    private int atServer;

    /**
     * @param people those that are compared, by id
     * @param untouchable ids of entries that could not be read well enough
     * @param trustsAbsence whether somebody who was not read is really not there; false when an entry without an id came
     * @param groups all groups, by number; none when groups are not sent
     */
    public Comparison(
            Managed managed,
            Settings.Safety safety,
            Map<String, Desired> people,
            Set<String> untouchable,
            boolean trustsAbsence,
            Optional<List<Group>> groups) {
        this.differences = new Differences(managed);
        this.safety = safety;
        this.people = people;
        this.untouchable = untouchable;
        this.trustsAbsence = trustsAbsence;
        this.sendsGroups = groups.isPresent();
        this.groups = groups.orElse(List.of());
        for (int i = 0; i < this.groups.size(); i++) {
            groupNumbers.put(this.groups.get(i).id(), i);
        }
    }

    // ---- groups

    /** A group of the server, before any user. */
    public void group(Json.Obj current) {
        String server = text(current, "id").orElse("");
        String name = text(current, "displayName").orElse("");
        Optional<String> id = text(current, "externalId");
        Optional<Integer> number = id.isPresent()
                ? id.map(groupNumbers::get)
                : groups.stream()
                        .filter(group -> group.name().equalsIgnoreCase(name))
                        .findFirst()
                        .map(group -> groupNumbers.get(group.id()));
        if (number.isEmpty()) {
            goneGroup(id, server, name);
            return;
        }
        Group group = groups.get(number.get());
        if (groupsMet.get(number.get())) {
            skipped.add("group %s: the server has it twice; the one with the id %s is left as it is"
                    .formatted(Text.excerpt(name), server));
            return;
        }
        groupsAtServer.put(server, number.get());
        groupsMet.set(number.get());
        if (id.isEmpty() || !name.equals(group.name())) {
            steps.add(new Step.ChangeGroup(group, server, name));
        }
    }

    private void goneGroup(Optional<String> id, String server, String name) {
        if (id.isPresent() && safety.groups() == Gone.REMOVE) {
            steps.add(new Step.DeleteGroup(id.get(), server, name));
            harmed.add("group " + id.get());
        } else {
            gone.add("group %s".formatted(Text.excerpt(name)));
        }
    }

    // ---- people

    /** A user of the server who is one of the people, or of no interest here. */
    public void person(Json.Obj current) {
        Optional<Desired> desired = desired(current);
        String server = text(current, "id").orElse("");
        if (desired.isPresent() && !met.add(desired.get().id())) {
            skipped.add("%s: the server has two users with the externalId %s; the one with the id %s is left as it is"
                    .formatted(
                            Text.excerpt(desired.get().userName()),
                            desired.get().id(),
                            server));
            return;
        }
        desired.ifPresent(person -> compare(person, current, server));
    }

    /** The same, in a complete walk over the server's users: whoever is not among the people is no longer managed. */
    public void personOfAll(Json.Obj current) {
        atServer++;
        Optional<String> id = text(current, "externalId");
        if (desired(current).isPresent()) {
            person(current);
        } else if (id.isPresent() && !untouchable.contains(id.get())) {
            gone(current);
        }
    }

    /** A user of the server who is known to be no longer found in the directory. */
    public void gone(Json.Obj current) {
        String userName = text(current, "userName").orElse("");
        boolean active = Differences.value(current, "active")
                .map(Json.bool(true)::equals)
                .orElse(true);
        if (!active) {
            return;
        }
        if (!trustsAbsence) {
            skipped.add("%s: not found, but entries without a readable id were; left as it is"
                    .formatted(Text.excerpt(userName)));
        } else if (safety.people() == Gone.REMOVE) {
            String id = text(current, "externalId").orElse("");
            steps.add(Differences.deactivation(id, text(current, "id").orElse(""), userName));
            harmed.add(id);
        } else {
            gone.add(Text.excerpt(userName));
        }
    }

    /** By the id that never changes; a user without one is recognised by its name, once. */
    private Optional<Desired> desired(Json.Obj current) {
        Optional<String> id = text(current, "externalId");
        if (id.isPresent()) {
            return id.map(people::get);
        }
        if (byUserName.isEmpty()) {
            people.values().forEach(person -> byUserName.put(lower(person.userName()), person));
        }
        return text(current, "userName").map(name -> byUserName.get(lower(name)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private void compare(Desired person, Json.Obj current, String server) {
        differences.between(person, current, server).ifPresent(change -> {
            steps.add(change);
            if (change.kind() == Kind.DEACTIVATE || change.kind() == Kind.MOVE) {
                harmed.add(person.id());
            }
        });
        if (sendsGroups) {
            memberships(person, current, server);
        }
    }

    private void memberships(Desired person, Json.Obj current, String server) {
        BitSet wanted = new BitSet();
        for (int group : person.groups()) {
            wanted.set(group);
        }
        BitSet has = new BitSet();
        if (Differences.value(current, "groups").orElse(Json.Arr.EMPTY) instanceof Json.Arr list) {
            list.elements().stream()
                    .filter(Json.Obj.class::isInstance)
                    .flatMap(group -> text((Json.Obj) group, "value").stream())
                    .flatMap(id -> Optional.ofNullable(groupsAtServer.get(id)).stream())
                    .forEach(has::set);
        }
        BitSet more = (BitSet) wanted.clone();
        more.andNot(has);
        BitSet less = (BitSet) has.clone();
        less.andNot(wanted);
        more.stream().forEach(group -> add(group, person.id()));
        less.stream()
                .forEach(group ->
                        removed.computeIfAbsent(group, key -> new ArrayList<>()).add(server));
        if (!more.isEmpty()) {
            serverIds.put(person.id(), server);
        }
        if (!less.isEmpty()) {
            harmed.add(person.id());
        }
    }

    private void add(int group, String id) {
        added.computeIfAbsent(group, key -> new ArrayList<>()).add(id);
    }

    // ---- the result

    /** How the server calls people who are added to groups, as far as it has them. */
    public Map<String, String> serverIds() {
        return serverIds;
    }

    /** How the server calls the groups that it has, by externalId. */
    public Map<String, String> groupServerIds() {
        Map<String, String> ids = new HashMap<>();
        groupsAtServer.forEach((server, number) -> ids.put(groups.get(number).id(), server));
        return ids;
    }

    /**
     * The plan. Whoever was not met is created; people who are inactive and unknown to the server are left out.
     *
     * @param problems what could not be read, in words
     * @param peopleAtServer how many the server has; a complete walk counts itself
     */
    public Plan plan(List<String> problems, int peopleAtServer) {
        people.values().stream()
                .filter(person -> !met.contains(person.id()) && person.active())
                .forEach(this::create);
        for (int i = 0; i < groups.size(); i++) {
            if (!groupsMet.get(i)) {
                steps.add(new Step.CreateGroup(groups.get(i)));
            }
            if (added.containsKey(i) || removed.containsKey(i)) {
                steps.add(new Step.Members(groups.get(i), sorted(added.get(i)), sorted(removed.get(i))));
            }
        }
        skipped.addAll(problems);
        return new Plan(
                steps,
                gone.stream().sorted().toList(),
                skipped.stream().sorted().toList(),
                harmed.size(),
                Math.max(atServer, peopleAtServer));
    }

    private static List<String> sorted(@Nullable List<String> ids) {
        return ids == null ? List.of() : ids.stream().sorted().toList();
    }

    private void create(Desired person) {
        steps.add(new Step.CreatePerson(person));
        if (sendsGroups) {
            for (int group : person.groups()) {
                add(group, person.id());
            }
        }
    }

    static Optional<String> text(Json.Obj object, String name) {
        return object.get(name)
                .filter(Json.Text.class::isInstance)
                .map(text -> ((Json.Text) text).value())
                .filter(text -> !text.isEmpty());
    }
}
