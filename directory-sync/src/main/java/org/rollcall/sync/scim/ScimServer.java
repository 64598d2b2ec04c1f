package org.rollcall.sync.scim;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.message.Urns;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;

/** The server, in the words of the tool. Safe for use by several threads. */
public final class ScimServer implements AutoCloseable {

    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final int PAGE = 500;

    private final Connection connection;
    private final Ability ability;

    private ScimServer(Connection connection) {
        this.connection = connection;
        this.ability = Ability.of(connection.send("GET", "/ServiceProviderConfig", Optional.empty()));
    }

    /**
     * Connects, and reads what the server can do.
     *
     * @throws org.rollcall.sync.base.Failure when it does not answer or does not accept the credential
     */
    public static ScimServer connect(Settings.Server settings, Secrets secrets, Timing timing) {
        Connection connection = new Connection(settings, secrets, timing);
        try {
            return new ScimServer(connection);
        } catch (RefusedException e) {
            connection.close();
            throw Failure.server(
                    "%s is no SCIM base URL: /ServiceProviderConfig answers %s".formatted(settings.url(), e.words()));
        }
    }

    /** What the server publishes about itself (RFC 7643 section 5, RFC 9865 section 4). */
    public record Ability(boolean patch, int page, boolean cursors) {

        static Ability of(Json.Obj config) {
            int most = number(config, "filter", "maxResults").orElse(PAGE);
            return new Ability(
                    is(config, "patch", "supported"), Math.clamp(most, 1, PAGE), is(config, "pagination", "cursor"));
        }

        private static boolean is(Json.Obj config, String section, String name) {
            return find(config, section, name).equals(Optional.of(Json.bool(true)));
        }

        private static Optional<Integer> number(Json.Obj config, String section, String name) {
            return find(config, section, name)
                    .filter(Json.Num.class::isInstance)
                    .map(number -> ((Json.Num) number).value().intValue());
        }

        private static Optional<Json> find(Json.Obj config, String section, String name) {
            return config.get(section)
                    .filter(Json.Obj.class::isInstance)
                    .flatMap(object -> ((Json.Obj) object).get(name));
        }
    }

    /** What the server can do. */
    public Ability ability() {
        return ability;
    }

    // ---- reading

    /** Every user, page by page; answers how many there are. */
    public int users(Consumer<Json.Obj> each) {
        return all("/Users?", each);
    }

    /** Every group, without its members. */
    public int groups(Consumer<Json.Obj> each) {
        return all("/Groups?attributes=" + encoded("id,externalId,displayName") + "&", each);
    }

    /** How many users there are. */
    public int userCount() {
        Json.Obj list = connection.send("GET", "/Users?count=0", Optional.empty());
        return total(list);
    }

    /** The users with these ids of the directory, and those with these names who have no such id. */
    public void usersOf(Collection<String> externalIds, Consumer<Json.Obj> each) {
        List<String> ids = List.copyOf(externalIds);
        for (int i = 0; i < ids.size(); i += Limits.PEOPLE_PER_LOOKUP) {
            find("externalId", ids.subList(i, Math.min(ids.size(), i + Limits.PEOPLE_PER_LOOKUP)), each);
        }
    }

    /** Users whose attribute equals one of these values. */
    public void find(String attribute, List<String> values, Consumer<Json.Obj> each) {
        String filter = values.stream()
                .map(value -> "%s eq %s".formatted(attribute, JsonWriter.write(Json.text(value))))
                .collect(Collectors.joining(" or "));
        all("/Users?filter=" + encoded(filter) + "&", each);
    }

    private int all(String path, Consumer<Json.Obj> each) {
        return ability.cursors() ? byCursor(path, each) : byIndex(path, each);
    }

    private int byCursor(String path, Consumer<Json.Obj> each) {
        Optional<String> cursor = Optional.of("");
        int count = 0;
        while (cursor.isPresent()) {
            Json.Obj page = connection.send(
                    "GET",
                    "%scount=%d&cursor=%s".formatted(path, ability.page(), encoded(cursor.get())),
                    Optional.empty());
            List<Json.Obj> resources = resources(page);
            resources.forEach(each);
            count += resources.size();
            cursor = text(page, "nextCursor");
        }
        return count;
    }

    private int byIndex(String path, Consumer<Json.Obj> each) {
        int start = 1;
        while (true) {
            Json.Obj page = connection.send(
                    "GET", "%scount=%d&startIndex=%d".formatted(path, ability.page(), start), Optional.empty());
            List<Json.Obj> resources = resources(page);
            resources.forEach(each);
            start += resources.size();
            if (resources.isEmpty() || start > total(page)) {
                return start - 1;
            }
        }
    }

    private static List<Json.Obj> resources(Json.Obj list) {
        return list.get("Resources").orElse(Json.Arr.EMPTY) instanceof Json.Arr found
                ? found.elements().stream()
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .toList()
                : List.of();
    }

    private static int total(Json.Obj list) {
        return list.get("totalResults")
                .filter(Json.Num.class::isInstance)
                .map(number -> ((Json.Num) number).value().intValue())
                .orElse(0);
    }

    // ---- writing

    /**
     * Creates a user and answers its id. When the answer is lost, looks whether it was carried out before trying again.
     *
     * @param attributes by their whole names
     */
    public String createUser(Json.Obj attributes) {
        Json.Obj body = Bodies.user(USER, attributes);
        return created(
                "/Users",
                body,
                () -> lookUp("/Users", text(attributes, "externalId").orElse("")));
    }

    /** Creates a group without members and answers its id. */
    public String createGroup(String externalId, String displayName) {
        Json.Obj body = Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(GROUP)))
                .with("externalId", Json.text(externalId))
                .with("displayName", Json.text(displayName));
        return created("/Groups", body, () -> lookUp("/Groups", externalId));
    }

    private String created(String path, Json.Obj body, Supplier<Optional<String>> lookUp) {
        Optional<Answer> answer = connection.sendOnce("POST", path, body);
        if (answer.isPresent() && !answer.get().busy() && answer.get().status() < 500) {
            return text(Connection.accepted(answer.get()), "id").orElse("");
        }
        return lookUp.get()
                .orElseGet(() -> text(connection.send("POST", path, Optional.of(body)), "id")
                        .orElse(""));
    }

    private Optional<String> lookUp(String path, String externalId) {
        String filter = "externalId eq " + JsonWriter.write(Json.text(externalId));
        Json.Obj found = connection.send("GET", path + "?attributes=id&filter=" + encoded(filter), Optional.empty());
        return resources(found).stream().findFirst().flatMap(user -> text(user, "id"));
    }

    /** Changes a user. */
    public void patchUser(String id, Json operations) {
        connection.send("PATCH", "/Users/" + encoded(id), Optional.of(patch(operations)));
    }

    /** Changes what a group is called and known by. */
    public void renameGroup(String id, String externalId, String displayName) {
        Json value =
                Json.Obj.EMPTY.with("externalId", Json.text(externalId)).with("displayName", Json.text(displayName));
        Json operation = Json.Obj.EMPTY.with("op", Json.text("replace")).with("value", value);
        connection.send("PATCH", "/Groups/" + encoded(id), Optional.of(patch(Json.Arr.of(operation))));
    }

    /** Adds members, as many as one request may have. */
    public void addMembers(String group, List<String> ids) {
        Json operation = Json.Obj.EMPTY
                .with("op", Json.text("add"))
                .with("path", Json.text("members"))
                .with("value", values(ids));
        connection.send("PATCH", "/Groups/" + encoded(group), Optional.of(patch(Json.Arr.of(operation))));
    }

    /** Removes exactly these members; one that is none is no error. */
    public void removeMembers(String group, List<String> ids) {
        List<Json> operations = ids.stream()
                .<Json>map(id -> Json.Obj.EMPTY
                        .with("op", Json.text("remove"))
                        .with("path", Json.text("members[value eq %s]".formatted(JsonWriter.write(Json.text(id))))))
                .toList();
        connection.send("PATCH", "/Groups/" + encoded(group), Optional.of(patch(new Json.Arr(operations))));
    }

    private static Json values(List<String> ids) {
        return new Json.Arr(ids.stream()
                .<Json>map(id -> Json.Obj.EMPTY.with("value", Json.text(id)))
                .toList());
    }

    /** Deletes a group; one that is not there is no error. */
    public void deleteGroup(String id) {
        try {
            connection.send("DELETE", "/Groups/" + encoded(id), Optional.empty());
        } catch (RefusedException e) {
            if (!e.missing()) {
                throw e;
            }
        }
    }

    /**
     * Tells the server of a run. What it says when it does not want to know, which is no failure; nothing when it is one
     * that keeps no runs: SCIM has no such thing.
     */
    public Optional<String> report(Json.Obj run) {
        return connection
                .sendOnce("POST", "/.sync-runs", run)
                .filter(answer -> answer.status() == 409)
                .map(Answer::words);
    }

    private static Json.Obj patch(Json operations) {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(Urns.PATCH_OP)))
                .with("Operations", operations);
    }

    private static Optional<String> text(Json.Obj object, String name) {
        return object.get(name)
                .filter(Json.Text.class::isInstance)
                .map(text -> ((Json.Text) text).value())
                .filter(text -> !text.isEmpty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        connection.close();
    }
}
