package org.rollcall.sync.plan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.directory.Memberships.Group;
import org.rollcall.sync.rules.Desired;

/** One change at the server. Steps of one kind do not depend on each other. */
public sealed interface Step {

    /** What it does. */
    Kind kind();

    /** The {@code externalId} of whom or what it concerns. */
    String id();

    /** Everything that it would change, in one text that is equal for equal changes: what the hash is made from. */
    String canonical();

    /** For people: whom it concerns, and what changes. */
    String line();

    /** A user that the server does not have. */
    record CreatePerson(Desired person) implements Step {
        @Override
        public Kind kind() {
            return Kind.CREATE;
        }

        @Override
        public String id() {
            return person.id();
        }

        @Override
        public String canonical() {
            return new String(person.bytes(), StandardCharsets.UTF_8);
        }

        @Override
        public String line() {
            return Text.excerpt(person.userName());
        }
    }

    /** One attribute that differs, as text. */
    record Difference(String attribute, String from, String to) {
        @Override
        public String toString() {
            return "%s: %s → %s".formatted(attribute, from, to);
        }
    }

    /**
     * A user that the server has otherwise.
     *
     * @param server the server's id of the user
     * @param operations of a PATCH, as JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; bytes are a tenth of objects
    record ChangePerson(
            Kind kind, String id, String server, String userName, byte[] operations, List<Difference> differences)
            implements Step {
        @Override
        public String canonical() {
            return new String(operations, StandardCharsets.UTF_8);
        }

        @Override
        public String line() {
            return Text.excerpt(userName)
                    + differences.stream().map(d -> "  " + d).collect(Collectors.joining(";"));
        }

        /** The operations of the PATCH. */
        public Json parsed() {
            return JsonReader.parse(operations, Desired.JSON);
        }
    }

    /** A group that the server does not have. Its members are steps of their own. */
    record CreateGroup(Group group) implements Step {
        @Override
        public Kind kind() {
            return Kind.GROUP_CREATE;
        }

        @Override
        public String id() {
            return group.id();
        }

        @Override
        public String canonical() {
            return group.name();
        }

        @Override
        public String line() {
            return Text.excerpt(group.name());
        }
    }

    /** A group that the server has under another name, or without the {@code externalId}. */
    record ChangeGroup(Group group, String server, String before) implements Step {
        @Override
        public Kind kind() {
            return Kind.GROUP_UPDATE;
        }

        @Override
        public String id() {
            return group.id();
        }

        @Override
        public String canonical() {
            return before + "\n" + group.name();
        }

        @Override
        public String line() {
            return before.equals(group.name())
                    ? Text.excerpt(before) + "  is known by its id from now on"
                    : "%s  displayName: %s → %s"
                            .formatted(Text.excerpt(before), Text.excerpt(before), Text.excerpt(group.name()));
        }
    }

    /**
     * Members of a group that differ.
     *
     * @param added by {@code externalId}, sorted
     * @param removed by the server's ids, sorted
     */
    record Members(Group group, List<String> added, List<String> removed) implements Step {
        @Override
        public Kind kind() {
            return Kind.MEMBERS;
        }

        @Override
        public String id() {
            return group.id();
        }

        @Override
        public String canonical() {
            return String.join(",", added) + "\n" + String.join(",", removed);
        }

        @Override
        public String line() {
            return "%s  +%d −%d".formatted(Text.excerpt(group.name()), added.size(), removed.size());
        }
    }

    /** A group that the directory does not have any more. */
    record DeleteGroup(String id, String server, String name) implements Step {
        @Override
        public Kind kind() {
            return Kind.GROUP_DELETE;
        }

        @Override
        public String canonical() {
            return server;
        }

        @Override
        public String line() {
            return Text.excerpt(name);
        }
    }
}
