package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.rollcall.rehearsal.scim.Timing;
import org.rollcall.server.base.Ids;
import org.rollcall.server.bench.Contender.Worker;
import org.rollcall.server.bench.HttpConnection.Answer;

/** What is measured, one operation after the other, each in turns with its reference. */
final class Suite implements AutoCloseable {

    static final List<String> MEMBER = List.of("add a member", "remove a member");
    static final List<String> WALK = List.of("first tenth", "between", "last tenth");

    private static final String REFERENCE = "reference";
    private static final int PAGE = 100;
    /** Members that one request adds to a new group. */
    private static final int CHUNK = 500;
    /** Numbers from here on are persons who exist in the tables of the reference only. */
    private static final long NOBODY = 50_000_000;

    private final Options options;
    private final ServerProcess server;
    private final ServerProcess.Door door;
    private final Ids ids;
    private final Progress progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final People people = new People();
    private final Connection database;
    private final RawTables tables;
    private final Turns turns;
    private final ScimClient client;

    Suite(Options options, ServerProcess server, Ids ids, Progress progress) throws IOException, SQLException {
        this.options = options;
        this.server = server;
        this.ids = ids;
        this.progress = progress;
        this.door = server.provider();
        this.database = raw();
        this.tables = new RawTables(database);
        this.turns = new Turns(new Probe(database, server.handle()), options.warmup(), options.measured());
        this.client = scim();
    }

    /** What was asked for, in the order in which each finds what it needs. */
    List<Comparison> run() throws IOException, SQLException, InterruptedException {
        List<Comparison> all = new ArrayList<>();
        fill();
        if (options.wants("create")) {
            all.add(create());
        }
        settle();
        if (options.wants("find")) {
            all.add(read("find by userName", ScimClient::find, RawRead.BY_USER_NAME, RawRead::byUserName));
        }
        if (options.wants("get")) {
            all.add(read("get by id", ScimClient::get, RawRead.BY_ID, RawRead::byId));
        }
        if (options.wants("patch")) {
            all.add(change("PATCH active", (c, who) -> c.setActive(who, false), (c, who) -> c.setActive(who, true)));
        }
        if (options.wants("put")) {
            all.add(change("PUT", (c, who) -> c.replace(who, "Manager"), (c, who) -> c.replace(who, "Engineer")));
        }
        if (options.wants("member")) {
            all.addAll(members());
        }
        if (options.wants("walk")) {
            all.add(walk());
        }
        return all;
    }

    /** What groups of several sizes cost, if asked for. */
    List<Measured> groups() throws IOException, SQLException, InterruptedException {
        return options.wants("group")
                ? new GroupSizes(options, people, turns, progress, this::scim).run(this::settle)
                : List.of();
    }

    /** What changing the mapping of everybody costs, if asked for. */
    Optional<MappingChange.Moved> mapping() throws IOException, SQLException, InterruptedException {
        if (!options.wants("mapping")) {
            return Optional.empty();
        }
        group(people.size());
        settle();
        return Optional.of(
                new MappingChange(server, groupName(people.size()), people, options, Timing.system(), this::scim)
                        .run(progress));
    }

    /** A request about a person. */
    private interface Request {
        Answer send(ScimClient client, Person person) throws IOException;
    }

    /** A look into the tables. */
    private interface Look {
        void at(RawRead read, Person person) throws SQLException;
    }

    // ---- creating

    private Comparison create() throws IOException, SQLException, InterruptedException {
        tables.refresh();
        Answer answer = createOne(client);
        Footprint footprint = Footprint.of(database, tables, people.all().getLast(), answer.requestId());
        AtomicLong nobody = new AtomicLong(NOBODY);
        Contender reference = Contender.of(REFERENCE, options.connections(), i -> {
            RawWrite write = new RawWrite(raw(), footprint);
            return () -> write.write(Person.numbered(nobody.incrementAndGet(), id()), id());
        });
        return compare(creating(), reference, footprint.rows().size());
    }

    private Contender creating() throws IOException, SQLException {
        return Contender.of("create a user", options.connections(), i -> {
            ScimClient connection = scim();
            return () -> createOne(connection);
        });
    }

    private Answer createOne(ScimClient connection) throws IOException {
        long number = people.number();
        Answer answer = connection.create(number);
        people.add(Person.numbered(number, answer.id()));
        return answer;
    }

    /** Creates users until there are enough. */
    private void fill() throws IOException, SQLException, InterruptedException {
        int wanted = options.users() + options.spare();
        Contender creating = creating();
        while (people.size() < wanted) {
            progress.at("create users", people.size(), wanted);
            turns.slice(creating);
        }
        progress.at("create users", wanted, wanted);
    }

    /** Lets the database do now what it would do some time later, beside what is measured. */
    private void settle() throws SQLException {
        sql("vacuum analyze");
    }

    // ---- reading

    private Comparison read(String name, Request request, String sql, Look look)
            throws IOException, SQLException, InterruptedException {
        List<List<Person>> hands = people.dealt(options.connections());
        Contender product = Contender.of(name, options.connections(), i -> {
            ScimClient connection = scim();
            Worker worker = new Cycle(hands.get(i), List.of(person -> request.send(connection, person)));
            return worker::once;
        });
        RawRead.Owner owner = owner();
        Contender reference = Contender.of(REFERENCE, options.connections(), i -> {
            RawRead read = new RawRead(raw(), owner, sql);
            Worker worker = new Cycle(hands.get(i), List.of(person -> look.at(read, person)));
            return worker::once;
        });
        return compare(product, reference, 0);
    }

    /** Page after page of all users, by one connection; what a page costs must not depend on where it is. */
    private Comparison walk() throws IOException, SQLException, InterruptedException {
        int pages = Math.ceilDiv(people.size(), PAGE);
        Contender product = Contender.of("walk of %,d pages".formatted(pages), WALK, 1, i -> {
                    ScimClient connection = scim();
                    return new Walk(pages, page -> connection.page(1L + (long) page * PAGE, PAGE));
                })
                .atLeast(pages);
        RawRead.Owner owner = owner();
        Contender reference = Contender.of(REFERENCE, WALK, 1, i -> {
                    RawRead read = new RawRead(raw(), owner, RawRead.NEXT);
                    UUID[] last = new UUID[1];
                    return new Walk(pages, page -> last[0] = read.next(page == 0 ? new UUID(0, 0) : last[0], PAGE));
                })
                .atLeast(pages);
        return compare(product, reference, 0);
    }

    // ---- changing

    private Comparison change(String name, Request there, Request back)
            throws IOException, SQLException, InterruptedException {
        List<List<Person>> hands = people.dealt(options.connections());
        List<Footprint> footprints = sample(hands.getFirst().getLast(), there, back);
        Contender product = Contender.of(name, options.connections(), i -> {
            ScimClient connection = scim();
            Worker worker = cycle(hands.get(i), connection, there, back);
            return worker::once;
        });
        Contender reference = Contender.of(REFERENCE, options.connections(), i -> {
            Worker worker = cycle(hands.get(i), footprints);
            return worker::once;
        });
        return compare(product, reference, rows(footprints));
    }

    /** By one connection, because changes of one group wait for each other. */
    private List<Comparison> members() throws IOException, SQLException, InterruptedException {
        List<Person> spare = people.all().subList(people.size() - options.spare(), people.size());
        List<String> groups = new ArrayList<>();
        for (int size : options.groupSizes()) {
            groups.add(group(size));
        }
        settle();
        List<Footprint> footprints = sample(spare.getFirst(), add(groups.getFirst()), remove(groups.getFirst()));
        List<Contender> products = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            String group = groups.get(g);
            products.add(Contender.of(
                    "group of %,d".formatted(options.groupSizes().get(g)),
                    MEMBER,
                    1,
                    i -> cycle(spare, scim(), add(group), remove(group))));
        }
        Contender reference = Contender.of(REFERENCE, MEMBER, 1, i -> cycle(spare, footprints));
        return compare(products, reference, rows(footprints));
    }

    private String group(int size) throws IOException {
        String group = client.createGroup(groupName(size));
        List<Person> members = people.all().subList(0, size);
        for (int from = 0; from < size; from += CHUNK) {
            progress.at("fill the group of %,d".formatted(size), from, size);
            client.add(group, members.subList(from, Math.min(size, from + CHUNK)));
        }
        return group;
    }

    private static String groupName(int size) {
        return "Group of " + size;
    }

    private static Request add(String group) {
        return (connection, person) -> connection.add(group, List.of(person));
    }

    private static Request remove(String group) {
        return (connection, person) -> connection.remove(group, person);
    }

    private static Cycle cycle(List<Person> hand, ScimClient connection, Request there, Request back) {
        return new Cycle(
                hand, List.of(person -> there.send(connection, person), person -> back.send(connection, person)));
    }

    private Cycle cycle(List<Person> hand, List<Footprint> footprints) throws SQLException {
        RawWrite there = new RawWrite(raw(), footprints.getFirst());
        RawWrite back = new RawWrite(raw(), footprints.getLast());
        return new Cycle(hand, List.of(person -> there.write(person, id()), person -> back.write(person, id())));
    }

    /** What two requests about a person write, the second taking back the first. */
    private List<Footprint> sample(Person person, Request... requests) throws IOException, SQLException {
        List<Footprint> footprints = new ArrayList<>();
        for (Request request : requests) {
            tables.refresh();
            footprints.add(Footprint.of(
                    database, tables, person, request.send(client, person).requestId()));
        }
        tables.refresh();
        return footprints;
    }

    private static double rows(List<Footprint> footprints) {
        return footprints.stream().mapToInt(f -> f.rows().size()).average().orElse(0);
    }

    // ---- comparing

    private Comparison compare(Contender product, Contender reference, double rows)
            throws IOException, SQLException, InterruptedException {
        return compare(List.of(product), reference, rows).getFirst();
    }

    private List<Comparison> compare(List<Contender> products, Contender reference, double rows)
            throws IOException, SQLException, InterruptedException {
        String name = products.getFirst().name();
        List<Measured> measured =
                turns.run(products, List.of(reference), (done, total) -> progress.at(name, done, total));
        return measured.subList(0, products.size()).stream()
                .map(product -> new Comparison(product, measured.getLast(), rows))
                .toList();
    }

    // ---- connections

    private ScimClient scim() {
        return own(new ScimClient(door.connect()));
    }

    private Connection raw() throws SQLException {
        return own(server.database());
    }

    private <T extends AutoCloseable> T own(T connection) {
        open.push(connection);
        return connection;
    }

    private RawRead.Owner owner() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select tenant_id, provider_id from provider")) {
            row.next();
            return new RawRead.Owner(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        }
    }

    private void sql(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private String id() {
        return ids.next().toString();
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable connection : open) {
            try {
                connection.close();
            } catch (Exception e) {
                throw new IOException("a connection did not close", e);
            }
        }
    }
}
