package org.rollcall.server.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.rollcall.server.bench.HttpConnection.Answer;

/** What an identity provider asks for, over one connection. */
final class ScimClient implements Closeable {

    private static final String PATCH =
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]," + "\"Operations\":[%s]}";

    private final HttpConnection connection;

    ScimClient(HttpConnection connection) {
        this.connection = connection;
    }

    /** Creates the user with this number, whose id is in the answer. */
    Answer create(long number) throws IOException {
        return connection.expect(
                201, "POST", "/Users", Person.numbered(number, "").body("Engineer"));
    }

    Answer find(Person person) throws IOException {
        String filter = URLEncoder.encode("userName eq \"" + person.userName() + "\"", StandardCharsets.UTF_8);
        Answer answer = connection.get("/Users?filter=" + filter);
        if (!answer.body().contains("\"totalResults\":1,")) {
            throw new IllegalStateException("not found by userName: " + person.number());
        }
        return answer;
    }

    Answer get(Person person) throws IOException {
        return connection.get("/Users/" + person.id());
    }

    Answer page(long startIndex, int count) throws IOException {
        return connection.get("/Users?startIndex=%d&count=%d".formatted(startIndex, count));
    }

    Answer setActive(Person person, boolean active) throws IOException {
        String operation = "{\"op\":\"replace\",\"path\":\"active\",\"value\":%s}".formatted(active);
        return connection.expect(200, "PATCH", "/Users/" + person.id(), PATCH.formatted(operation));
    }

    Answer replace(Person person, String title) throws IOException {
        return connection.expect(200, "PUT", "/Users/" + person.id(), person.body(title));
    }

    /** Creates an empty group; answers its id. */
    String createGroup(String name) throws IOException {
        String body = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\"}";
        return connection
                .expect(201, "POST", "/Groups?excludedAttributes=members", body.formatted(name))
                .id();
    }

    /** Creates a group with members. */
    Answer createGroup(String name, String members) throws IOException {
        String body = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"" + name
                + "\",\"members\":" + members + "}";
        return connection.expect(201, "POST", "/Groups?excludedAttributes=members", body);
    }

    Answer deleteGroup(String group) throws IOException {
        return connection.expect(204, "DELETE", "/Groups/" + group, "");
    }

    Answer group(String group, String parameters) throws IOException {
        return connection.get("/Groups/" + group + parameters);
    }

    Answer groups(String parameters) throws IOException {
        return connection.get("/Groups" + parameters);
    }

    Answer add(String group, List<Person> members) throws IOException {
        return changeMembers(group, "add", values(members));
    }

    /** Adds, removes or replaces members, who are given as {@link #values} gives them. */
    Answer changeMembers(String group, String op, String members) throws IOException {
        String operation = "{\"op\":\"" + op + "\",\"path\":\"members\",\"value\":" + members + "}";
        return connection.expect(204, "PATCH", "/Groups/" + group, PATCH.formatted(operation));
    }

    /** Persons as values of {@code members}. */
    static String values(List<Person> members) {
        return members.stream()
                .map(member -> "{\"value\":\"" + member.id() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    Answer remove(String group, Person member) throws IOException {
        String operation = "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + member.id() + "\\\"]\"}";
        return connection.expect(204, "PATCH", "/Groups/" + group, PATCH.formatted(operation));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
