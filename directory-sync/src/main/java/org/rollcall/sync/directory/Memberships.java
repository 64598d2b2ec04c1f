package org.rollcall.sync.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.config.Settings;

/**
 * All groups, and who is in which. A circle of groups is found and does no harm; nesting beyond the limit is refused,
 * because cutting it would take roles from people (H-L5).
 */
public final class Memberships {

    /** Nobody is in any group. */
    public static final Memberships NONE = new Memberships(List.of(), Map.of(), Map.of(), false, 1);

    private static final int[] NOWHERE = {};

    /** A group of the directory. */
    public record Group(String id, String dn, String name) {}

    private final List<Group> groups;
    private final Map<String, int[]> direct;
    private final Map<String, Integer> bySid;
    private final int depth;
    private final TreeSet<String> circles = new TreeSet<>();
    private final int[][] above;

    private Memberships(
            List<Group> groups, Map<String, int[]> direct, Map<String, Integer> bySid, boolean nested, int depth) {
        this.groups = groups;
        this.direct = direct;
        this.bySid = bySid;
        this.depth = depth;
        this.above = new int[groups.size()][];
        IntStream.range(0, groups.size()).forEach(group -> above[group] = nested ? above(group) : NOWHERE);
    }

    /** Reads all groups. */
    public static Memberships read(LdapDirectory directory, Settings.Groups settings) {
        Builder builder = new Builder(settings);
        List<String> attributes = List.of(settings.id(), settings.name(), settings.member(), "objectSid");
        for (Settings.Search search : settings.searches()) {
            directory.search(search, attributes, entry -> builder.add(entry, search));
        }
        return builder.build();
    }

    /** All groups, each at its number. */
    public List<Group> groups() {
        return groups;
    }

    /** How many direct memberships were read; a sudden loss of them is a loss of permission. */
    public int size() {
        return direct.values().stream().mapToInt(in -> in.length).sum();
    }

    /** Names of groups that contain themselves. */
    public List<String> circles() {
        return List.copyOf(circles);
    }

    /** The groups of a person, by DN, by uid for groups that list uids, and by the primary group; numbers ascending. */
    int[] of(String dn, Optional<String> uid, Optional<String> primarySid) {
        BitSet found = new BitSet();
        add(direct.getOrDefault(key(dn), NOWHERE), found);
        uid.ifPresent(name -> add(direct.getOrDefault(uidKey(name), NOWHERE), found));
        primarySid.map(bySid::get).ifPresent(group -> add(new int[] {group}, found));
        return found.stream().toArray();
    }

    private void add(int[] numbers, BitSet found) {
        for (int group : numbers) {
            found.set(group);
            for (int higher : above[group]) {
                found.set(higher);
            }
        }
    }

    /** Level by level upwards; whatever was met before is not met again. */
    private int[] above(int group) {
        BitSet met = new BitSet();
        int[] level = direct.getOrDefault(key(groups.get(group).dn()), NOWHERE);
        for (int i = 0; level.length > 0; i++) {
            if (i == depth) {
                throw Failure.directory(
                        "Groups nest deeper than %d levels above %s; raise groups.depth. Nothing was changed."
                                .formatted(depth, groups.get(group).dn()));
            }
            level = Arrays.stream(level)
                    .filter(higher -> !met.get(higher))
                    .peek(met::set)
                    .flatMap(higher -> Arrays.stream(
                            direct.getOrDefault(key(groups.get(higher).dn()), NOWHERE)))
                    .distinct()
                    .filter(higher -> !met.get(higher))
                    .toArray();
        }
        if (met.get(group)) {
            circles.add(groups.get(group).name());
        }
        return met.stream().toArray();
    }

    private static String key(String dn) {
        try {
            return DN.normalize(dn);
        } catch (LDAPException e) {
            return uidKey(dn);
        }
    }

    /** No normalized DN begins so. */
    private static String uidKey(String uid) {
        return "=" + uid.toLowerCase(Locale.ROOT);
    }

    /** Collects groups while they are read. */
    private static final class Builder {

        private final Settings.Groups settings;
        private final List<Group> groups = new ArrayList<>();
        private final Map<String, String> ids = new HashMap<>();
        private final Map<String, int[]> direct = new HashMap<>();
        private final Map<String, Integer> bySid = new HashMap<>();

        Builder(Settings.Groups settings) {
            this.settings = settings;
        }

        void add(SearchResultEntry entry, Settings.Search search) {
            String id = required(entry, settings.id());
            String known = ids.putIfAbsent(id, entry.getDN());
            if (known != null) {
                if (known.equals(entry.getDN())) {
                    return;
                }
                throw Failure.directory("Two groups have the id %s: %s and %s. Nothing was changed."
                        .formatted(id, known, entry.getDN()));
            }
            if (groups.size() == Limits.GROUPS) {
                throw LdapDirectory.incomplete("limit", search, 1, "there are more groups than " + Limits.GROUPS);
            }
            int number = groups.size();
            groups.add(new Group(id, entry.getDN(), required(entry, settings.name())));
            Optional.ofNullable(entry.getAttribute(settings.member()))
                    .map(Attribute::getValues)
                    .ifPresent(members -> members(members, number));
            Optional.ofNullable(entry.getAttribute("objectSid"))
                    .flatMap(sid -> Values.texts(sid).stream().findFirst())
                    .ifPresent(sid -> bySid.put(sid, number));
        }

        private void members(String[] members, int number) {
            boolean uids = settings.member().equalsIgnoreCase("memberUid");
            for (String member : members) {
                direct.merge(uids ? uidKey(member) : key(member), new int[] {number}, Builder::joined);
            }
        }

        private static int[] joined(int[] some, int[] one) {
            int[] all = Arrays.copyOf(some, some.length + 1);
            all[some.length] = one[0];
            return all;
        }

        private static String required(SearchResultEntry entry, String name) {
            return Optional.ofNullable(entry.getAttribute(name))
                    .flatMap(attribute -> Values.texts(attribute).stream().findFirst())
                    .orElseThrow(() -> Failure.directory(
                            ("The directory was not read completely (no permission): the group %s has no %s that may be"
                                            + " read. Nothing was changed.")
                                    .formatted(entry.getDN(), name)));
        }

        Memberships build() {
            return new Memberships(List.copyOf(groups), direct, bySid, settings.nested(), settings.depth());
        }
    }
}
