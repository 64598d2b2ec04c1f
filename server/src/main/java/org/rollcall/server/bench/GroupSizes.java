package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is done with groups, at several sizes, in turns: what a change costs must follow the change and not the group.
 * There is no raw reference; the smaller group is one. Every step has another that takes it back.
 */
final class GroupSizes {

    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    /** However long one takes, so that a median means something. */
    private static final int AT_LEAST = 12;

    private final Options options;
    private final List<Person> people;
    private final Turns turns;
    private final Progress progress;
    private final Supplier<ScimClient> clients;

    GroupSizes(Options options, People people, Turns turns, Progress progress, Supplier<ScimClient> clients) {
        this.options = options;
        this.people = people.all();
        this.turns = turns;
        this.progress = progress;
        this.clients = clients;
    }

    /** What a connection does with a group. */
    private interface Step {
        void with(ScimClient client, Group group) throws IOException;
    }

    /** Steps that leave the group as it was. */
    private record Round(List<String> names, List<Step> steps) {
        Round(String name, Step step) {
            this(List.of(name), List.of(step));
        }
    }

    /**
     * A group and what is sent about it, ready before anything is measured.
     *
     * @param made others of the same members, to be deleted again
     */
    private record Group(int size, String id, String members, String otherMembers, Deque<String> made) {}

    /** Lets the database settle when the groups are there. */
    interface Settling {
        void settle() throws SQLException;
    }

    List<Measured> run(Settling database) throws IOException, SQLException, InterruptedException {
        List<Group> groups = new ArrayList<>();
        for (int size : SIZES.stream().filter(options.groupSizes()::contains).toList()) {
            progress.at("create the group of %,d".formatted(size), 0, 1);
            groups.add(group(size));
            progress.at("create the group of %,d".formatted(size), 1, 1);
        }
        database.settle();
        List<Measured> all = new ArrayList<>();
        for (Round round : groups.isEmpty() ? List.<Round>of() : rounds()) {
            all.addAll(measure(round, groups));
        }
        return all;
    }

    private Group group(int size) throws IOException {
        List<Person> members = people.subList(0, size);
        List<Person> oneDiffers = new ArrayList<>(members);
        oneDiffers.set(size / 2, people.getLast());
        String values = ScimClient.values(members);
        String id = clients.get().createGroup("Whole group of " + size, values).id();
        return new Group(size, id, values, ScimClient.values(oneDiffers), new ArrayDeque<>());
    }

    private List<Measured> measure(Round round, List<Group> groups)
            throws IOException, SQLException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        for (Group group : groups) {
            contenders.add(Contender.of("group of %,d".formatted(group.size()), round.names(), 1, i -> {
                        ScimClient client = clients.get();
                        int[] done = new int[1];
                        return () -> {
                            int step = done[0]++ % round.steps().size();
                            round.steps().get(step).with(client, group);
                            return step;
                        };
                    })
                    .atLeast(AT_LEAST));
        }
        String name = round.names().getFirst();
        return turns.run(contenders, List.of(), (done, total) -> progress.at(name, done, total));
    }

    private List<Round> rounds() {
        List<Round> rounds = new ArrayList<>(List.of(
                new Round("list without members", (client, group) -> client.groups("?excludedAttributes=members")),
                new Round(
                        "fetch without members",
                        (client, group) -> client.group(group.id(), "?excludedAttributes=members")),
                new Round("fetch", (client, group) -> client.group(group.id(), ""))));
        options.changes().forEach(count -> rounds.add(change(count)));
        rounds.add(new Round(
                List.of("replace all, one differs", "replace all, one differs again"),
                List.of(
                        (client, group) -> client.changeMembers(group.id(), "replace", group.otherMembers()),
                        (client, group) -> client.changeMembers(group.id(), "replace", group.members()))));
        rounds.add(creation());
        return rounds;
    }

    private Round change(int count) {
        List<Person> hand = people.subList(people.size() - count, people.size());
        String values = ScimClient.values(hand);
        Step add = (client, group) -> client.changeMembers(group.id(), "add", values);
        return count == 1
                ? new Round(
                        List.of("add 1", "remove 1 by filter"),
                        List.of(add, (client, group) -> client.remove(group.id(), hand.getFirst())))
                : new Round(
                        List.of("add %,d".formatted(count), "remove %,d by value".formatted(count)),
                        List.of(add, (client, group) -> client.changeMembers(group.id(), "remove", values)));
    }

    private static Round creation() {
        return new Round(
                List.of("create with all members", "delete"),
                List.of(
                        (client, group) -> group.made()
                                .push(client.createGroup("New group of " + group.size(), group.members())
                                        .id()),
                        (client, group) -> client.deleteGroup(group.made().pop())));
    }
}
